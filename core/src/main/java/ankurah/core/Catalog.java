package ankurah.core;

import ankurah.event.Value;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The collections and properties that commits have used so far, and the kinds of values they held. Immutable. */
public final class Catalog {
    /** What no commit has touched. */
    public static final Catalog EMPTY = new Catalog(new TreeMap<>());

    private final SortedMap<String, SortedMap<String, Property>> collections;
    /** The same, for looking up; every operation of every event does. */
    private final Map<String, Map<String, Property>> lookup;

    /** @param kinds every kind of value ever written, sorted; null among them if it was cleared */
    public record Property(String name, String dataType, Set<Value.Kind> kinds) {
        public Property {
            EnumSet<Value.Kind> sorted = EnumSet.noneOf(Value.Kind.class);
            sorted.addAll(kinds);
            kinds = Collections.unmodifiableSet(sorted);
        }
    }

    private Catalog(SortedMap<String, SortedMap<String, Property>> collections) {
        this.collections = collections;
        this.lookup = new HashMap<>();
        collections.forEach((name, properties) -> lookup.put(name, new HashMap<>(properties)));
    }

    public Set<String> collections() {
        return Collections.unmodifiableSet(collections.keySet());
    }

    public boolean contains(String collection) {
        return collections.containsKey(collection);
    }

    /** A copy of the properties of a collection by name; empty when there is no such collection. */
    public SortedMap<String, Property> properties(String collection) {
        SortedMap<String, Property> properties = collections.get(collection);
        return properties == null ? new TreeMap<>() : new TreeMap<>(properties);
    }

    public @Nullable Property property(String collection, String property) {
        Map<String, Property> properties = lookup.get(collection);
        return properties == null ? null : properties.get(property);
    }

    /** This catalog with a collection, in place of what it knew of it. */
    public Catalog with(String collection, SortedMap<String, Property> properties) {
        SortedMap<String, SortedMap<String, Property>> next = new TreeMap<>(collections);
        next.put(collection, new TreeMap<>(properties));
        return new Catalog(next);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Catalog that && collections.equals(that.collections);
    }

    @Override
    public int hashCode() {
        return collections.hashCode();
    }

    @Override
    public String toString() {
        return "Catalog" + collections;
    }
}
