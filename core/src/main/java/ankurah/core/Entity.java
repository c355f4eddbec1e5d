package ankurah.core;

import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** An entity as it was at one position; it never changes. */
public record Entity(EntityState state) {

    public EntityId id() {
        return state.id();
    }

    public String collection() {
        return state.collection();
    }

    /** The value of a property; {@link Value#NULL} when the entity has none. */
    public Value get(String property) {
        return state.get(property);
    }

    /** A copy of the properties that have a value, sorted by name. */
    public SortedMap<String, Value> values() {
        TreeMap<String, Value> values = new TreeMap<>();
        for (Map.Entry<String, ankurah.storage.PropertyState> property :
                state.properties().entrySet()) {
            Value value = property.getValue().value();
            if (!value.isNull() && !Names.isReserved(property.getKey())) {
                values.put(property.getKey(), value);
            }
        }
        return values;
    }

    /** The events that nothing the node holds comes after. */
    public Clock head() {
        return state.head();
    }

    @Override
    public String toString() {
        return "Entity[" + collection() + " " + id() + " " + values() + "]";
    }
}
