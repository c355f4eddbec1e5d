package ankurah.storage.sql.internal;

import ankurah.event.AnkurahException;
import ankurah.event.Hash256;
import ankurah.event.SystemId;
import ankurah.storage.EngineOptions;
import ankurah.storage.Identity;
import ankurah.storage.LogId;
import java.sql.SQLException;

/** Makes the tables of a new store, or looks whether those that are there are of a version that can be used. */
public final class Founding {
    private final Layout layout;
    private final EngineOptions options;
    private final String store;

    public Founding(Layout layout, EngineOptions options, String store) {
        this.layout = layout;
        this.options = options;
        this.store = store;
    }

    /** Runs in a transaction that nobody else's founding runs beside. */
    public void make(SqlConnection connection) throws SQLException {
        for (String statement : layout.statements()) {
            connection.execute(statement);
        }
        SystemId required = options.system();
        SystemId system = required == null ? SystemId.random(options.random()) : required;
        LogId log = options.log() == null ? LogId.random(options.random()) : options.log();
        Identity identity = new Identity(system, log);
        connection.update(layout.insertHead(), layout.insertHeadValues(new Head(identity, 0, Hash256.ZERO, 0, 0)));
    }

    /** Checks a store that has a head table. */
    public void check(SqlConnection connection) throws SQLException {
        long format = connection.query(layout.selectFormat(), Records::number);
        if (format > Head.FORMAT) {
            throw new AnkurahException.Conflict(
                    "storage.newer_format",
                    store + " has format version " + format + " and this program knows versions up to " + Head.FORMAT
                            + "; use a newer program");
        }
        if (format == Head.OLD_FORMAT) {
            throw new AnkurahException.Conflict(
                    "storage.older_format",
                    store + " has format version " + format
                            + ", which came before the first release; export it with the"
                            + " program that made it, and load that here");
        }
        Head head = format < 1 ? null : connection.query(layout.selectHead(), Head::read);
        if (head == null) {
            throw new AnkurahException.Fault(
                    "storage.damaged", store + " has no head row that can be read; restore a copy of the store");
        }
        SystemId required = options.system();
        SystemId there = head.identity().system();
        if (required != null && !required.equals(there)) {
            throw new AnkurahException.Conflict(
                    "storage.other_system",
                    store + " belongs to the system " + there + " and not to " + required
                            + "; open it without naming a system, or name another store");
        }
    }

    public AnkurahException foreign() {
        return new AnkurahException.Fault(
                "storage.foreign",
                store + " holds tables but none of Ankurah's head, so it is not a store of Ankurah, or a damaged one;"
                        + " nothing was changed. Name an empty place, or restore a copy");
    }
}
