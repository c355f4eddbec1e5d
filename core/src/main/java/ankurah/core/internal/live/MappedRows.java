package ankurah.core.internal.live;

import ankurah.query.SortKey;
import ankurah.storage.tree.MapCursor;
import ankurah.storage.tree.PersistentMap;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;

/** What was made of rows, in their order. It never changes. */
final class MappedRows<T> extends AbstractList<T> {
    final PersistentMap<SortKey, T> sorted;

    MappedRows(PersistentMap<SortKey, T> sorted) {
        this.sorted = sorted;
    }

    @Override
    public int size() {
        return sorted.size();
    }

    @Override
    public T get(int index) {
        Objects.checkIndex(index, sorted.size());
        return sorted.nth(index).value();
    }

    @Override
    public Iterator<T> iterator() {
        MapCursor<SortKey, T> cursor = sorted.slice(0, sorted.size());
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return cursor.remaining() > 0;
            }

            @Override
            public T next() {
                if (!cursor.next()) {
                    throw new NoSuchElementException("the list has no more elements");
                }
                return cursor.value();
            }
        };
    }
}
