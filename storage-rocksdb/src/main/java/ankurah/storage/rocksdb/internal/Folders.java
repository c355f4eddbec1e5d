package ankurah.storage.rocksdb.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Looks at a folder before RocksDB writes into it. */
final class Folders {
    private Folders() {}

    /** Makes the folder if need be, and refuses one that holds anything but a store. */
    static void prepare(Path folder) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw Failures.unwritable(folder, "it is a file", new IOException("not a folder"));
        }
        try {
            Files.createDirectories(folder);
            if (!Files.isWritable(folder)) {
                throw Failures.unwritable(folder, "permission denied", new IOException("not writable"));
            }
            if (Files.exists(folder.resolve("CURRENT"))) {
                return;
            }
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> !isLeftOver(file.getFileName().toString()))
                        .findFirst()
                        .ifPresent(file -> {
                            throw Failures.foreign(folder, "'" + file.getFileName() + "'");
                        });
            }
        } catch (IOException e) {
            throw Failures.unwritable(folder, String.valueOf(e.getMessage()), e);
        }
    }

    /** What a process leaves behind that was killed while it made a store, before there was anything in it. */
    private static boolean isLeftOver(String name) {
        return name.equals("LOCK")
                || name.equals("LOG")
                || name.startsWith("LOG.old.")
                || name.equals("IDENTITY")
                || name.startsWith("MANIFEST-")
                || name.endsWith(".dbtmp");
    }

    static long bytes(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(Folders::size).sum();
        } catch (IOException e) {
            return -1;
        }
    }

    /** A file that RocksDB removed meanwhile counts nothing. */
    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
