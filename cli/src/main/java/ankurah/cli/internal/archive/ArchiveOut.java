package ankurah.cli.internal.archive;

import ankurah.cli.internal.Failure;
import ankurah.cli.internal.output.Output;
import ankurah.core.internal.archive.ArchiveLines;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Where an export is written: a file, a folder with the lines and the manifest apart, or standard output. A file has its name
 * only once all of it is there and synced.
 */
public abstract class ArchiveOut implements AutoCloseable {
    static final String LINES = "log.jsonl";
    static final String MANIFEST = "manifest.json";
    private static final int BUFFER_BYTES = 1 << 20;

    private ArchiveOut() {}

    /** @param name a file, a folder that is there or ends with a slash, or - */
    public static ArchiveOut to(@Nullable String name, Output out) throws IOException {
        if (name == null || name.equals("-")) {
            return new Standard(out);
        }
        Path path = Path.of(name);
        if (Files.isDirectory(path) || name.endsWith("/")) {
            Files.createDirectories(path);
            requireNone(path.resolve(MANIFEST));
            return new Named(path.resolve(LINES), path.resolve(MANIFEST));
        }
        return new Named(path, null);
    }

    private static void requireNone(Path file) {
        if (Files.exists(file)) {
            throw Failure.failed("'" + file + "' is there already; name another place");
        }
    }

    public abstract void line(byte[] utf8);

    /** All lines have come. */
    public abstract void done() throws IOException;

    @Override
    public abstract void close() throws IOException;

    private static final class Standard extends ArchiveOut {
        private final Output out;

        Standard(Output out) {
            this.out = out;
        }

        @Override
        public void line(byte[] utf8) {
            out.line(new String(utf8, StandardCharsets.UTF_8));
        }

        @Override
        public void done() {
            out.flush();
        }

        @Override
        public void close() {}
    }

    private static final class Named extends ArchiveOut {
        private final Path file;
        private final Path part;
        private final @Nullable Path manifest;
        private final FileChannel channel;
        private final OutputStream out;

        Named(Path file, @Nullable Path manifest) throws IOException {
            requireNone(file);
            this.file = file;
            this.manifest = manifest;
            this.part = file.resolveSibling(file.getFileName() + ".part");
            this.channel = FileChannel.open(
                    part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
            this.out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
        }

        @Override
        public void line(byte[] utf8) {
            try {
                if (manifest != null && ArchiveLines.isManifest(utf8)) {
                    Files.write(manifest, utf8, StandardOpenOption.CREATE_NEW);
                } else {
                    out.write(utf8);
                    out.write('\n');
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public void done() throws IOException {
            out.flush();
            channel.force(true);
            Files.move(part, file);
        }

        /** What is not whole is not left behind. */
        @Override
        public void close() throws IOException {
            channel.close();
            if (Files.deleteIfExists(part) && manifest != null) {
                Files.deleteIfExists(manifest);
            }
        }
    }
}
