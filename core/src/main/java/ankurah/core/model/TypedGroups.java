package ankurah.core.model;

import ankurah.core.Groups;
import ankurah.event.Value;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Views by a property, in the order of its values; see {@link Groups}. It never changes.
 *
 * @param <K> what the property is in Java
 * @param <V> the view of the model
 */
public final class TypedGroups<K, V extends View<?>> implements Iterable<TypedGroups.Group<K, V>> {
    private final Groups groups;
    private final GroupKey<K> key;
    private final ModelCollection<?, V, ?> collection;

    /**
     * The rows that have one value.
     *
     * @param key null for the rows that have none
     * @param rows in the order of the rows that were grouped
     * @param sum see {@link ankurah.core.LiveRows#groupBy(String, String)}; 0 if nothing is summed
     */
    public record Group<K, V extends View<?>>(@Nullable K key, TypedResultSet<V> rows, Value sum) {
        public int count() {
            return rows.size();
        }
    }

    TypedGroups(Groups groups, GroupKey<K> key, ModelCollection<?, V, ?> collection) {
        this.groups = groups;
        this.key = key;
        this.collection = collection;
    }

    /** How many groups there are; none is empty. */
    public int size() {
        return groups.size();
    }

    /** @param wanted null for the rows that have none */
    public Optional<Group<K, V>> find(@Nullable K wanted) {
        return groups.find(key.encode(wanted)).map(this::typed);
    }

    /**
     * The groups in the order of the values, rows without one first.
     *
     * @throws ankurah.event.AnkurahException.Conflict {@code model.unreadable} on coming to a value that is none of the type
     */
    @Override
    public Iterator<Group<K, V>> iterator() {
        Iterator<Groups.Group> stored = groups.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return stored.hasNext();
            }

            @Override
            public Group<K, V> next() {
                return typed(stored.next());
            }
        };
    }

    private Group<K, V> typed(Groups.Group group) {
        return new Group<>(key.decode(group), new TypedResultSet<>(collection, group.rows()), group.sum());
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof TypedGroups<?, ?> that && groups.equals(that.groups);
    }

    @Override
    public int hashCode() {
        return groups.hashCode();
    }
}
