package ankurah.storage.sqlite;

import ankurah.storage.StorageEngine;
import ankurah.storage.sql.internal.SqlEngine;
import ankurah.storage.sqlite.internal.SqliteDatabase;
import java.nio.file.Path;

/**
 * A storage engine in a file of this machine, on SQLite. One process at a time has it open; others may look into it with any
 * tool for SQLite, and must not write to it.
 */
public final class SqliteStorage {
    private SqliteStorage() {}

    /** Opens the file, or makes it. Groups are synced to the disk before their commit returns. */
    public static StorageEngine open(Path file) {
        return open(file, SqliteOptions.defaults());
    }

    /**
     * Opens the file, or makes it. Beside it lie others whose names begin with its own.
     *
     * @throws ankurah.event.AnkurahException.Conflict {@code storage.in_use} if another process, or this one, has it open
     * @throws ankurah.event.AnkurahException.Fault {@code storage.foreign} if it is something else,
     *     {@code storage.damaged} if it is not what was written, {@code storage.unwritable} if it cannot be made or written
     *     to; nothing in it is changed
     * @throws ankurah.event.AnkurahException.Conflict {@code storage.newer_format} if a later version wrote it,
     *     {@code storage.other_system} if it belongs to another system than the options require
     */
    public static StorageEngine open(Path file, SqliteOptions options) {
        return SqlEngine.open(SqliteDatabase.open(file, options), options.engine());
    }
}
