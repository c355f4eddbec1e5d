package ankurah.storage.sql.internal;

import java.util.ArrayList;
import java.util.List;

/** What one transaction writes besides the head row: tables that are made, then rows. */
public final class Batch {
    private final List<String> tables = new ArrayList<>();
    private final List<TableChange> changes = new ArrayList<>();
    private boolean logged;

    Batch make(String table) {
        tables.add(table);
        return this;
    }

    Batch change(TableChange change) {
        if (!change.rows().isEmpty()) {
            changes.add(change);
        }
        return this;
    }

    void logged() {
        logged = true;
    }

    /** Statements that make tables; they have no parameters and no words from outside. */
    public List<String> tables() {
        return tables;
    }

    public List<TableChange> changes() {
        return changes;
    }

    /** Whether it has entries of the log, so that the log tells whether it was stored. */
    public boolean isLogged() {
        return logged;
    }
}
