package ankurah.storage.rocksdb.internal;

import ankurah.event.AnkurahException;
import java.nio.file.Path;
import java.util.Locale;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/** What RocksDB's errors mean to whoever opened the folder. */
final class Failures {
    private Failures() {}

    static AnkurahException ofOpen(Path folder, RocksDBException e) {
        String message = String.valueOf(e.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("lock file") || lower.contains("lock hold by")) {
            return new AnkurahException.Conflict(
                    "storage.in_use",
                    "the folder " + folder + " is in use by another program (or opened twice); stop that one first",
                    e);
        }
        if (lower.contains("permission denied") || lower.contains("read-only file system")) {
            return unwritable(folder, message, e);
        }
        if (isFull(lower)) {
            return full(folder, e);
        }
        return damaged(folder, message, e);
    }

    static AnkurahException ofUse(Path folder, RocksDBException e) {
        String message = String.valueOf(e.getMessage());
        if (isFull(message.toLowerCase(Locale.ROOT))) {
            return full(folder, e);
        }
        Status status = e.getStatus();
        if (status != null && status.getCode() == Status.Code.Corruption) {
            return damaged(folder, message, e);
        }
        return new AnkurahException.Fault(
                "storage.failed", "the folder " + folder + " could not be read or written: " + message, e);
    }

    static AnkurahException unwritable(Path folder, String why, Exception e) {
        return new AnkurahException.Fault(
                "storage.unwritable",
                "the folder " + folder + " cannot be made or written to: " + why
                        + "; name another folder or change its permissions",
                e);
    }

    static AnkurahException foreign(Path folder, String what) {
        return new AnkurahException.Fault(
                "storage.foreign",
                "the folder " + folder + " holds " + what + " and no store; nothing was changed. Name an empty or new"
                        + " folder");
    }

    private static AnkurahException damaged(Path folder, String message, RocksDBException e) {
        return new AnkurahException.Fault(
                "storage.damaged",
                "the folder " + folder + " is damaged: " + message + "; nothing was changed. Restore a copy of it",
                e);
    }

    private static AnkurahException full(Path folder, RocksDBException e) {
        return new AnkurahException.Fault(
                "storage.disk_full", "the disk of the folder " + folder + " is full; make room and open it again", e);
    }

    private static boolean isFull(String message) {
        return message.contains("no space") || message.contains("nospace") || message.contains("quota exceeded");
    }
}
