package ankurah.storage.sql.internal;

import java.util.Map;
import java.util.TreeMap;

/**
 * A collection that rows were stored of.
 *
 * @param table its table as it is written in SQL
 * @param view the label of the view that shows it to people
 * @param properties by stored name; immutable
 */
record Stored(int number, String name, String table, String view, Map<String, Property> properties) {
    /** Further properties are stored like others, and shown to nobody. */
    static final int MOST_SHOWN = 500;

    /** A property as people see it: the label of its column, and the kind of the value it was first seen with. */
    record Property(int number, String label, String kind) {}

    static Stored of(int number, String name, String view, Dialect dialect) {
        String table = dialect.table("_state_" + number + "_" + Labels.of(name, number, label -> false));
        return new Stored(number, name, table, view, Map.of());
    }

    Stored with(String property, Property shown) {
        Map<String, Property> more = new TreeMap<>(properties);
        more.put(property, shown);
        return new Stored(number, name, table, view, Map.copyOf(more));
    }

    boolean hasLabel(String label) {
        return properties.values().stream()
                .anyMatch(property -> property.label().equals(label));
    }
}
