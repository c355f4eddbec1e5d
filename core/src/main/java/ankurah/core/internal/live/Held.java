package ankurah.core.internal.live;

import ankurah.core.Entity;
import ankurah.event.EntityId;
import ankurah.query.Ordering;
import ankurah.query.SortKey;
import ankurah.storage.tree.Editor;
import ankurah.storage.tree.PersistentMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows a live query holds: all that belong to its selection, or the first so many of them.
 *
 * @param complete whether no further row belongs to the selection; if not, at least as many are held as are shown
 */
record Held(PersistentMap<SortKey, Entity> sorted, PersistentMap<EntityId, SortKey> keys, boolean complete) {
    static final Ordering BY_ID = Ordering.of(List.of());

    private static final PersistentMap<EntityId, SortKey> NO_KEYS = PersistentMap.empty(EntityId::compareTo);
    private static final Held NONE_BY_ID = new Held(PersistentMap.empty(BY_ID), NO_KEYS, true);
    private static final Rows NO_ROWS = new Rows(NONE_BY_ID.sorted, NO_KEYS, 0);

    static Held none(Ordering ordering) {
        return ordering.columns().isEmpty() ? NONE_BY_ID : new Held(PersistentMap.empty(ordering), NO_KEYS, true);
    }

    int size() {
        return sorted.size();
    }

    Rows show(int limit) {
        return sorted.isEmpty() ? NO_ROWS : new Rows(sorted, keys, Math.min(limit, sorted.size()));
    }

    Held with(SortKey key, Entity row) {
        return new Held(sorted.put(key, row), keys.put(row.id(), key), complete);
    }

    Held without(EntityId id, SortKey key) {
        return new Held(sorted.remove(key), keys.remove(id), complete);
    }

    /** With a row that was held at another key, or at the same. */
    Held with(SortKey key, Entity row, SortKey oldKey) {
        if (key.equals(oldKey)) {
            return new Held(sorted.put(oldKey, row), keys, complete);
        }
        PersistentMap<SortKey, Entity> moved =
                sorted.edit().remove(oldKey).put(key, row).build();
        return new Held(moved, keys.put(row.id(), key), complete);
    }

    /** Whether the key lies where rows may stand that are not held. */
    boolean isBeyond(SortKey key) {
        if (complete) {
            return false;
        }
        SortKey last = lastKey();
        return last == null || sorted.order().compare(key, last) > 0;
    }

    @Nullable
    SortKey lastKey() {
        PersistentMap.Entry<SortKey, Entity> last = sorted.last();
        return last == null ? null : last.key();
    }

    /** The first {@code count} rows. */
    Held cut(int count) {
        Held cut = this;
        while (cut.size() > count) {
            PersistentMap.Entry<SortKey, Entity> last = cut.sorted.last();
            if (last == null) {
                break;
            }
            cut = new Held(
                    cut.sorted.remove(last.key()), cut.keys.remove(last.value().id()), false);
        }
        return cut;
    }

    @Nullable
    SortKey keyOf(EntityId id) {
        return keys.get(id);
    }

    /** Takes in many rows. */
    Filling fill() {
        return new Filling(this);
    }

    /** These rows, and those that are added. */
    static final class Filling {
        private final Held start;
        private final Editor<SortKey, Entity> sorted;
        private final Editor<EntityId, SortKey> keys;
        private boolean changed;

        private Filling(Held start) {
            this.start = start;
            this.sorted = start.sorted.edit();
            this.keys = start.keys.edit();
        }

        void add(SortKey key, Entity row) {
            sorted.put(key, row);
            keys.put(row.id(), key);
            changed = true;
        }

        Held done(boolean complete) {
            return !changed && complete == start.complete ? start : new Held(sorted.build(), keys.build(), complete);
        }
    }
}
