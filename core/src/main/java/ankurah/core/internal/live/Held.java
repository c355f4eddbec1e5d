package ankurah.core.internal.live;

import ankurah.core.Entity;
import ankurah.event.EntityId;
import ankurah.query.SortKey;
import ankurah.storage.tree.PersistentMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows a live query holds: all that belong to its selection, or the first so many of them.
 *
 * @param complete whether no further row belongs to the selection; if not, at least as many are held as are shown
 */
record Held(PersistentMap<SortKey, Entity> sorted, PersistentMap<EntityId, SortKey> keys, boolean complete) {
    int size() {
        return sorted.size();
    }

    Rows show(int limit) {
        return new Rows(sorted, keys, Math.min(limit, sorted.size()));
    }

    Held with(SortKey key, Entity row) {
        return new Held(sorted.put(key, row), keys.put(row.id(), key), complete);
    }

    Held without(EntityId id, SortKey key) {
        return new Held(sorted.remove(key), keys.remove(id), complete);
    }

    /** Whether the key lies where rows may stand that are not held. */
    boolean isBeyond(SortKey key) {
        if (complete) {
            return false;
        }
        PersistentMap.Entry<SortKey, Entity> last = sorted.last();
        return last == null || sorted.order().compare(key, last.key()) > 0;
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
}
