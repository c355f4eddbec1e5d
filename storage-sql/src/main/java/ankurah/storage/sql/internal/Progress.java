package ankurah.storage.sql.internal;

import ankurah.event.EntityId;
import ankurah.storage.IndexStatus;
import ankurah.storage.IndexStatus.Phase;
import ankurah.storage.internal.engine.Index;
import ankurah.storage.internal.key.Keys;

/** How far an index is. */
final class Progress {
    private Progress() {}

    static IndexStatus of(SqlCatalog catalog, Index index, Reading reading, SqlSnapshot.Home home) {
        Stored stored = catalog.collection(index.spec().collection());
        if (stored == null || index.phase() != Phase.BUILDING) {
            return new IndexStatus(index.spec(), index.phase(), index.declared(), 0, 0);
        }
        TableRows rows = new TableRows(home.store(), reading, home.layout(), home.dialect(), stored, true, null);
        byte[] states = Keys.states(stored.number());
        EntityId built = index.built();
        long done = built == null ? 0 : rows.estimate(states, Keys.after(Keys.state(stored.number(), built)));
        long all = rows.estimate(states, Keys.behind(states));
        return new IndexStatus(index.spec(), index.phase(), index.declared(), done, all);
    }
}
