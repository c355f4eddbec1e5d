package ankurah.storage.internal.engine;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Compares index entries with rows: each row that is not deleted has its entry in each complete index, and there are no more
 * entries than that. So all of them are looked at, and none has to be remembered.
 */
public final class IndexCheck {
    private static final int ROWS_AT_ONCE = 256;

    private final StorageSnapshot snapshot;
    private final Entries entries;

    /** The entries that a snapshot has, by the keys that {@link EntryKeys} makes. */
    public interface Entries {
        /** The first of these that the index lacks; null if it has all. */
        byte @Nullable [] missing(Index index, List<byte[]> keys);

        long count(Index index);

        /** Gives all of an index, until one is what was looked for. */
        void each(Index index, Predicate<byte[]> isFound);
    }

    public IndexCheck(StorageSnapshot snapshot, Entries entries) {
        this.snapshot = snapshot;
        this.entries = entries;
    }

    /**
     * @param indexes of a collection, complete or not
     * @return null if there is none
     */
    public @Nullable String difference(List<String> collections, Function<String, List<Index>> indexes) {
        for (String collection : collections) {
            List<Index> ready =
                    indexes.apply(collection).stream().filter(Index::isReady).toList();
            String difference = ready.isEmpty() ? null : compare(collection, ready);
            if (difference != null) {
                return difference;
            }
        }
        return null;
    }

    private @Nullable String compare(String collection, List<Index> indexes) {
        long rows = 0;
        try (RowCursor all = snapshot.query(collection, Query.ALL)) {
            for (List<EntityState> some = next(all); !some.isEmpty(); some = next(all)) {
                for (Index index : indexes) {
                    byte[] missing = entries.missing(index, keys(index, some));
                    if (missing != null) {
                        return "the index on " + index.spec() + " lacks an entry for " + entity(missing);
                    }
                }
                rows += some.size();
            }
        }
        for (Index index : indexes) {
            if (entries.count(index) != rows) {
                return surplus(collection, index);
            }
        }
        return null;
    }

    private static List<EntityState> next(RowCursor rows) {
        List<EntityState> some = new ArrayList<>();
        while (some.size() < ROWS_AT_ONCE) {
            EntityState row = rows.next();
            if (row == null) {
                break;
            }
            some.add(row);
        }
        return some;
    }

    private static List<byte[]> keys(Index index, List<EntityState> rows) {
        List<byte[]> keys = new ArrayList<>(rows.size());
        rows.forEach(row -> keys.add(EntryKeys.of(index, row)));
        return keys;
    }

    /** It stands at the end of the key. */
    private static EntityId entity(byte[] key) {
        return EntityId.fromBytes(Arrays.copyOfRange(key, Math.max(0, key.length - EventId.BYTES), key.length));
    }

    /** An entry that its row does not have. */
    private String surplus(String collection, Index index) {
        List<EntityId> found = new ArrayList<>(1);
        entries.each(index, key -> {
            EntityId id = entity(key);
            EntityState row = snapshot.state(collection, id);
            if (row == null || row.isDeleted() || !Arrays.equals(EntryKeys.of(index, row), key)) {
                found.add(id);
            }
            return !found.isEmpty();
        });
        return "the index on " + index.spec()
                + (found.isEmpty()
                        ? " has other entries than rows"
                        : " has an entry for " + found.getFirst() + " that is not of the row's values");
    }
}
