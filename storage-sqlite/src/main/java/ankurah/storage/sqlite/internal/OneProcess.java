package ankurah.storage.sqlite.internal;

import ankurah.event.AnkurahException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds a file beside the database locked, for as long as it is open. The database's own locks are no use for that: they are
 * per connection, and there are many here. The system frees the lock of a process that ends.
 */
final class OneProcess implements AutoCloseable {
    private final FileChannel channel;

    private OneProcess(FileChannel channel) {
        this.channel = channel;
    }

    static OneProcess hold(Path database) {
        Path file = database.resolveSibling(database.getFileName() + "-lock");
        try {
            Path folder = database.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new AnkurahException.Conflict(
                        "storage.in_use",
                        "the file " + database + " is in use by another program, or is open in this one; use that"
                                + " program's server, or stop it");
            }
            return new OneProcess(channel);
        } catch (IOException e) {
            throw new AnkurahException.Fault(
                    "storage.unwritable",
                    "cannot write to " + file + ": " + e + "; name another file, or change its permissions",
                    e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // This very process has it open.
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new AnkurahException.Fault("storage.failed", "could not let a lock go: " + e.getMessage(), e);
        }
    }
}
