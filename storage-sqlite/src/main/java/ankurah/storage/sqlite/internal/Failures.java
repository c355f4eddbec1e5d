package ankurah.storage.sqlite.internal;

import ankurah.event.AnkurahException;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite answered, as an error of the house. */
final class Failures {
    private Failures() {}

    static AnkurahException of(String store, SQLException e) {
        String said = store + ": " + e.getMessage();
        return switch (primary(e)) {
            case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT ->
                new AnkurahException.Fault(
                        "storage.damaged", said + "; keep a copy of it, and restore from a backup", e);
            case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
                new AnkurahException.Fault(
                        "storage.unwritable", said + "; name another file, or change its permissions", e);
            case SQLITE_FULL ->
                new AnkurahException.Fault("storage.disk_full", said + "; make room, then open it again", e);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                new AnkurahException.Unavailable(
                        "storage.busy", said + "; another program keeps it locked for writing", e);
            default -> new AnkurahException.Fault("storage.failed", said, e);
        };
    }

    static boolean isBusy(SQLException e) {
        SQLiteErrorCode code = primary(e);
        return code == SQLiteErrorCode.SQLITE_BUSY || code == SQLiteErrorCode.SQLITE_LOCKED;
    }

    /** The code without what SQLite adds to it. */
    private static SQLiteErrorCode primary(SQLException e) {
        if (e instanceof SQLiteException sqlite) {
            return SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff);
        }
        return SQLiteErrorCode.UNKNOWN_ERROR;
    }
}
