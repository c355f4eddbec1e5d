package ankurah.storage.sql.internal;

import ankurah.event.Hash256;
import ankurah.event.SystemId;
import ankurah.storage.Identity;
import ankurah.storage.LogId;
import ankurah.storage.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one row of the table {@code _head}: which store this is and where it stands. Every transaction that writes locks it
 * first and changes it last, so the numbers of the log are without gaps and in the order of the commits.
 *
 * @param number of the last log entry
 * @param hash the running hash there
 * @param catalog changes with the tables, properties and indexes there are
 * @param writes changes with every transaction that writes
 */
public record Head(Identity identity, long number, Hash256 hash, long catalog, long writes) {
    public static final int FORMAT = 2;

    /** Without checksums. */
    static final int OLD_FORMAT = 1;

    static final String COLUMNS = "system, log, number, hash, catalog, writes";

    public Position position() {
        return new Position(identity.log(), number, hash);
    }

    Head next(Position position, long catalogNow) {
        return new Head(identity, position.number(), position.hash(), catalogNow, writes + 1);
    }

    /** The row, which every store has. */
    public static Head require(ResultSet rows) throws SQLException {
        return Objects.requireNonNull(read(rows), "the head row is gone");
    }

    /** Null where there is no row. */
    public static @Nullable Head read(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return null;
        }
        Identity identity = new Identity(SystemId.fromBytes(rows.getBytes(1)), LogId.fromBytes(rows.getBytes(2)));
        return new Head(
                identity, rows.getLong(3), Hash256.fromBytes(rows.getBytes(4)), rows.getLong(5), rows.getLong(6));
    }
}
