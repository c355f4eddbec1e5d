package ankurah.core.internal.live;

import ankurah.core.Entity;
import ankurah.core.ResultSet;
import ankurah.event.EntityId;
import ankurah.query.SortKey;
import ankurah.storage.tree.MapCursor;
import ankurah.storage.tree.PersistentMap;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Rows in order, of which the first {@code visible} are the result; the ones behind stand ready to take the place of those
 * that leave.
 *
 * @param keys the key each row has in {@code sorted}
 */
record Rows(PersistentMap<SortKey, Entity> sorted, PersistentMap<EntityId, SortKey> keys, int visible)
        implements ResultSet {

    @Override
    public int size() {
        return visible;
    }

    @Override
    public Entity get(int index) {
        if (index < 0 || index >= visible) {
            throw new IndexOutOfBoundsException("index " + index + " of a result of " + visible + " rows");
        }
        return sorted.nth(index).value();
    }

    @Override
    public boolean contains(EntityId id) {
        return indexOf(id) >= 0;
    }

    @Override
    public Optional<Entity> find(EntityId id) {
        int index = indexOf(id);
        return index < 0 ? Optional.empty() : Optional.of(get(index));
    }

    @Override
    public int indexOf(EntityId id) {
        SortKey key = keys.get(id);
        return key == null ? -1 : indexOf(key);
    }

    /** The index of the row with this key, which is among those held; -1 if it is not among those shown. */
    int indexOf(SortKey key) {
        int rank = sorted.rankOf(key);
        return rank < visible ? rank : -1;
    }

    @Override
    public List<Entity> toList() {
        List<Entity> rows = new ArrayList<>(visible);
        forEach(rows::add);
        return List.copyOf(rows);
    }

    @Override
    public Iterator<Entity> iterator() {
        MapCursor<SortKey, Entity> cursor = sorted.slice(0, visible);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return cursor.remaining() > 0;
            }

            @Override
            public Entity next() {
                if (!cursor.next()) {
                    throw new NoSuchElementException("the result has no more rows");
                }
                return cursor.value();
            }
        };
    }

    @Override
    public String toString() {
        return "ResultSet" + toList();
    }
}
