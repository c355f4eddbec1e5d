package ankurah.core.model;

import ankurah.core.Entity;
import ankurah.core.ResultSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows of a query at one position, in its order. It never changes.
 *
 * @param <V> the view of the model
 */
public final class TypedResultSet<V extends View<?>> implements Iterable<V> {
    private final ModelCollection<?, V, ?> collection;
    private final ResultSet rows;

    TypedResultSet(ModelCollection<?, V, ?> collection, ResultSet rows) {
        this.collection = collection;
        this.rows = rows;
    }

    public int size() {
        return rows.size();
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** @throws IndexOutOfBoundsException if there is no such row */
    public V get(int index) {
        return collection.view(rows.get(index));
    }

    public boolean contains(Ref<?> ref) {
        return rows.contains(ref.id());
    }

    public Optional<V> find(Ref<?> ref) {
        return rows.find(ref.id()).map(collection::view);
    }

    /** Where a row stands, or -1. */
    public int indexOf(Ref<?> ref) {
        return rows.indexOf(ref.id());
    }

    public List<V> toList() {
        List<V> views = new ArrayList<>(rows.size());
        for (Entity row : rows) {
            views.add(collection.view(row));
        }
        return views;
    }

    public Stream<V> stream() {
        return toList().stream();
    }

    @Override
    public Iterator<V> iterator() {
        Iterator<Entity> entities = rows.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entities.hasNext();
            }

            @Override
            public V next() {
                return collection.view(entities.next());
            }
        };
    }

    @Override
    public String toString() {
        return toList().toString();
    }
}
