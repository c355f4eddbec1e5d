package ankurah.core.internal.entity;

import ankurah.core.Catalog;
import ankurah.core.EntityLookup;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.internal.Lists;
import ankurah.storage.EntityState;
import ankurah.storage.Position;
import ankurah.storage.StorageSnapshot;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything at one position: a snapshot, what is newer than it, and the catalog. Valid while the snapshot is held.
 *
 * @param recent spares look-ups; null where numbers of positions do not tell newer from older
 */
public record View(
        Position position,
        StorageSnapshot snapshot,
        Overlay overlay,
        Catalog catalog,
        @Nullable Recent recent) implements EntityLookup {

    public View with(Overlay newer, Catalog known) {
        return new View(position, snapshot, newer, known, recent);
    }

    /** What the next commit sees. */
    public View next(Position later, Overlay newer, Catalog known) {
        return new View(later, snapshot, newer, known, recent);
    }

    /** The entity, deleted or not. */
    @Override
    public @Nullable EntityState state(EntityId id) {
        EntityState known = known(id);
        if (known != null) {
            return known;
        }
        String collection = snapshot.collectionOf(id);
        return collection == null ? null : snapshot.state(collection, id);
    }

    /** The same for who knows the collection, which saves a look-up; null if the entity is in another one. */
    public @Nullable EntityState state(String collection, EntityId id) {
        EntityState known = known(id);
        if (known == null) {
            return snapshot.state(collection, id);
        }
        return known.collection().equals(collection) ? known : null;
    }

    /** The entity if it is newer than the snapshot, or was written lately; null may also mean that the snapshot has it. */
    public @Nullable EntityState known(EntityId id) {
        EntityState newer = overlay.state(id);
        return newer != null || recent == null ? newer : recent.at(id, position.number());
    }

    public boolean hasEvent(EntityId entity, EventId event) {
        return overlay.hasEvent(entity, event) || snapshot.hasEvent(entity, event);
    }

    public @Nullable Event event(EntityId entity, EventId id) {
        Event newer = overlay.event(entity, id);
        return newer != null ? newer : snapshot.event(entity, id);
    }

    /** At most {@code max} events of an entity behind {@code after}, in id order. */
    public List<Event> events(EntityId entity, @Nullable EventId after, int max) {
        List<Event> newer = overlay.events(entity);
        List<Event> stored = snapshot.events(entity, after, max);
        if (newer.isEmpty()) {
            return stored;
        }
        TreeMap<EventId, Event> all = new TreeMap<>();
        for (Event event : stored) {
            all.put(event.id(), event);
        }
        for (Event event : newer) {
            if (after == null || event.id().compareTo(after) > 0) {
                all.put(event.id(), event);
            }
        }
        return Lists.first(all.values(), max);
    }
}
