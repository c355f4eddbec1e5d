package ankurah.storage.sql.internal;

import ankurah.event.AnkurahException;
import ankurah.event.EventId;
import ankurah.event.internal.Hex;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads single rows. */
final class Records {
    private Records() {}

    static byte @Nullable [] body(Reading reading, Stored stored, EventId id) {
        return reading.read(connection -> connection.query(
                "SELECT state FROM " + stored.table() + " WHERE id = ?", Records::bytes, (Object) id.toBytes()));
    }

    static byte @Nullable [] bytes(ResultSet rows) throws SQLException {
        return rows.next() ? rows.getBytes(1) : null;
    }

    static long number(ResultSet rows) throws SQLException {
        return rows.next() ? rows.getLong(1) : 0;
    }

    static AnkurahException damaged(String store, String what, byte[] key, RuntimeException cause) {
        return new AnkurahException.Fault(
                "storage.damaged",
                what + " in " + store + " is damaged: " + cause.getMessage() + " (key " + Hex.encode(key)
                        + "); restore a copy of the store",
                cause);
    }
}
