package ankurah.storage;

import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.query.Row;
import ankurah.storage.internal.state.PropertyMap;
import ankurah.storage.internal.state.StateCodec;
import java.util.Map;
import java.util.SortedMap;

/**
 * An entity as folded from its events. The same events give the same state, byte for byte of {@link #encode}.
 *
 * @param head the events of the entity that no other event has as a parent
 * @param properties by stored name, in the order of code points; immutable
 */
public record EntityState(String collection, EntityId id, Clock head, SortedMap<String, PropertyState> properties)
        implements Row {

    public EntityState {
        properties = PropertyMap.of(properties);
    }

    /** An entity before its first event. */
    public static EntityState empty(String collection, EntityId id) {
        return new EntityState(collection, id, Clock.EMPTY, PropertyMap.EMPTY);
    }

    /** This state with another head and some properties added or replaced. */
    public EntityState with(Clock newHead, Map<String, PropertyState> changed) {
        return new EntityState(collection, id, newHead, map().with(changed));
    }

    /** The visible value of a property; null when there is none. {@code id} is the entity's id. */
    @Override
    public Value get(String property) {
        if (property.equals(Names.ID)) {
            return Value.of(id);
        }
        PropertyState state = map().find(property);
        return state == null ? Value.NULL : state.value();
    }

    public boolean isDeleted() {
        return get(Names.DELETED).equals(Value.TRUE);
    }

    /** The one encoding of this state; docs/format.md, "Entity state". */
    public byte[] encode() {
        return StateCodec.encode(this);
    }

    /**
     * Reads what {@link #encode} gives.
     *
     * @throws ankurah.event.AnkurahException.Invalid {@code cbor.malformed} for anything else
     */
    public static EntityState decode(byte[] bytes) {
        return StateCodec.decode(bytes);
    }

    private PropertyMap map() {
        return (PropertyMap) properties;
    }
}
