package ankurah.storage.internal.engine;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.RowCursor;
import ankurah.storage.internal.key.Keys;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares index entries with rows: each row that is not deleted has its entry in each complete index, and there are no more
 * entries than that. So all of them are looked at, and none has to be remembered.
 */
final class IndexCheck {
    private final KeyValueSnapshot snapshot;
    private final OrderedSnapshot store;
    private final Catalog catalog;

    IndexCheck(KeyValueSnapshot snapshot, OrderedSnapshot store, Catalog catalog) {
        this.snapshot = snapshot;
        this.store = store;
        this.catalog = catalog;
    }

    /** Null if there is none. */
    @Nullable
    String difference() {
        for (String collection : new TreeSet<>(catalog.numbers().keySet())) {
            List<Index> ready = Arrays.stream(catalog.indexes(collection))
                    .filter(Index::isReady)
                    .toList();
            String difference = ready.isEmpty() ? null : difference(collection, ready);
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private @Nullable String difference(String collection, List<Index> indexes) {
        long rows = 0;
        try (RowCursor all = snapshot.query(collection, Query.ALL)) {
            for (EntityState row = all.next(); row != null; row = all.next()) {
                for (Index index : indexes) {
                    if (store.get(EntryKeys.of(index, row)) == null) {
                        return "the index on " + index.spec() + " lacks an entry for " + row.id();
                    }
                }
                rows++;
            }
        }
        for (Index index : indexes) {
            String surplus = entries(index) == rows ? null : surplus(collection, index);
            if (surplus != null) {
                return surplus;
            }
        }
        return null;
    }

    private long entries(Index index) {
        byte[] prefix = Keys.index(index.number());
        long entries = 0;
        try (OrderedCursor all = store.scan(prefix, Keys.behind(prefix), false)) {
            while (all.next()) {
                entries++;
            }
        }
        return entries;
    }

    /** An entry that its row does not have; the id stands at the end of the key. */
    private String surplus(String collection, Index index) {
        byte[] prefix = Keys.index(index.number());
        try (OrderedCursor all = store.scan(prefix, Keys.behind(prefix), false)) {
            while (all.next()) {
                byte[] key = all.key();
                int at = key.length - EventId.BYTES;
                EntityId id = EntityId.fromBytes(Arrays.copyOfRange(key, Math.max(0, at), key.length));
                EntityState row = snapshot.state(collection, id);
                if (row == null || row.isDeleted() || !Arrays.equals(EntryKeys.of(index, row), key)) {
                    return "the index on " + index.spec() + " has an entry for " + id
                            + " that is not of the row's values";
                }
            }
        }
        return "the index on " + index.spec() + " has other entries than rows";
    }
}
