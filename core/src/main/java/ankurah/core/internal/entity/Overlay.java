package ankurah.core.internal.entity;

import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.storage.EntityState;
import ankurah.storage.tree.MapCursor;
import ankurah.storage.tree.PersistentMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * States and events that are newer than a snapshot: those of a group of commits that is being judged, of a transaction, or
 * of commits a server has not confirmed. Immutable, so going back is keeping the old one.
 */
public record Overlay(PersistentMap<EntityId, EntityState> states, PersistentMap<EventKey, Event> events) {
    public static final Overlay EMPTY =
            new Overlay(PersistentMap.empty(EntityId::compareTo), PersistentMap.empty(EventKey::compareTo));

    public boolean isEmpty() {
        return states.isEmpty() && events.isEmpty();
    }

    /** With an event, and the state it led to. */
    public Overlay with(Event event, EntityState state) {
        return new Overlay(states.put(state.id(), state), events.put(new EventKey(event.entity(), event.id()), event));
    }

    /** With an event in the place of the one of the same id. */
    public Overlay with(Event event) {
        return new Overlay(states, events.put(new EventKey(event.entity(), event.id()), event));
    }

    /** With a state that no event stands for yet. */
    public Overlay with(EntityState state) {
        return new Overlay(states.put(state.id(), state), events);
    }

    @Nullable
    EntityState state(EntityId id) {
        return states.isEmpty() ? null : states.get(id);
    }

    boolean hasEvent(EntityId entity, EventId event) {
        return !events.isEmpty() && events.containsKey(new EventKey(entity, event));
    }

    @Nullable
    Event event(EntityId entity, EventId event) {
        return events.isEmpty() ? null : events.get(new EventKey(entity, event));
    }

    /** The events of an entity, in id order. */
    List<Event> events(EntityId entity) {
        List<Event> found = new ArrayList<>();
        MapCursor<EventKey, Event> cursor = events.ascending(new EventKey(entity, entity.genesis()), null);
        while (cursor.next() && cursor.key().entity().equals(entity)) {
            found.add(cursor.value());
        }
        return found;
    }

    /** The states of a collection, deleted ones too, in id order. */
    List<EntityState> states(String collection) {
        List<EntityState> found = new ArrayList<>();
        MapCursor<EntityId, EntityState> cursor = states.ascending(null, null);
        while (cursor.next()) {
            if (cursor.value().collection().equals(collection)) {
                found.add(cursor.value());
            }
        }
        return found;
    }
}
