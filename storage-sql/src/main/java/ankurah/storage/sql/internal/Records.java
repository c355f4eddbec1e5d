package ankurah.storage.sql.internal;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.internal.Hex;
import ankurah.storage.internal.key.Keys;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Reads single rows. */
final class Records {
    private Records() {}

    static byte @Nullable [] body(String store, Reading reading, Stored stored, EventId id) {
        byte[] sealed = reading.read(connection -> connection.query(
                "SELECT state FROM " + stored.table() + " WHERE id = ?", Records::bytes, (Object) id.toBytes()));
        return sealed == null ? null : body(store, stored, new EntityId(id), sealed);
    }

    /** The body of a state as it came from its table. */
    static byte[] body(String store, Stored stored, EntityId id, byte[] sealed) {
        return Sum.open(store, "the state of " + stored.name() + " " + id, Keys.state(stored.number(), id), sealed);
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
