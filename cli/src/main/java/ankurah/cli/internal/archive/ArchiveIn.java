package ankurah.cli.internal.archive;

import ankurah.cli.internal.Failure;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The lines of an export, from wherever it is. */
public final class ArchiveIn implements AutoCloseable {
    /** More than the largest commit takes. */
    private static final int MOST_LINE_BYTES = 512 << 20;

    private static final int BUFFER_BYTES = 1 << 16;

    private final InputStream in;
    private final String name;
    private @Nullable Path manifest;
    private long lines;

    private ArchiveIn(InputStream in, String name, @Nullable Path manifest) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
        this.name = name;
        this.manifest = manifest;
    }

    /** @param name a file, a folder with the lines and the manifest apart, or - */
    public static ArchiveIn from(String name) throws IOException {
        if (name.equals("-")) {
            return new ArchiveIn(new FileInputStream(FileDescriptor.in), "standard input", null);
        }
        Path path = Path.of(name);
        try {
            return Files.isDirectory(path)
                    ? new ArchiveIn(
                            Files.newInputStream(path.resolve(ArchiveOut.LINES)),
                            name,
                            path.resolve(ArchiveOut.MANIFEST))
                    : new ArchiveIn(Files.newInputStream(path), name, null);
        } catch (NoSuchFileException missing) {
            throw Failure.failed("there is no export '" + name + "'", missing);
        }
    }

    public static ArchiveIn of(InputStream in, String name) {
        return new ArchiveIn(in, name, null);
    }

    /** The next line without its end; null behind the last. */
    public byte @Nullable [] next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        for (int one = in.read(); one >= 0; one = in.read()) {
            if (one == '\n') {
                lines++;
                return line.toByteArray();
            }
            line.write(one);
            if (line.size() > MOST_LINE_BYTES) {
                throw Failure.failed("line " + (lines + 1) + " of '" + name + "' is longer than any of an export");
            }
        }
        if (line.size() > 0) {
            // Without its end it may not be all of it; who reads it will tell.
            return line.toByteArray();
        }
        return lastLine();
    }

    private byte @Nullable [] lastLine() throws IOException {
        Path apart = manifest;
        manifest = null;
        return apart != null && Files.exists(apart) ? Files.readAllBytes(apart) : null;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
