package ankurah.core.internal.entity;

import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataType;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.StoredEvent;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An entity as it was before its newest events, as far as somebody wants to know, found by going back from what it is. Folding all
 * that led there tells the same and costs the whole history, which for a row that is edited all day is much, each time that
 * a client comes back.
 *
 * <p>A plain value is that of the greatest event that wrote it, and the state names that event. If it is none of the newest, the
 * value was the same before. Otherwise the value was that of the greatest of the others that wrote the property: the first that
 * is met from there downwards. A property of another type was the same before if none of the newest events is about it.
 * Everything else, which is rare, is folded: other types that changed, types that were mixed, content that was erased.
 */
public final class Earlier {
    private static final int FIRST_PAGE = 8;
    private static final int MOST_IN_A_PAGE = 512;

    private final StorageSnapshot snapshot;
    private final Properties properties;
    private final EntityState now;
    private final long number;
    private final Set<EventId> newest;

    private Earlier(
            StorageSnapshot snapshot, Properties properties, EntityState now, long number, Set<EventId> newest) {
        this.snapshot = snapshot;
        this.properties = properties;
        this.now = now;
        this.number = number;
        this.newest = newest;
    }

    /**
     * @param now the entity as the snapshot has it, which was there at {@code number}
     * @param newest the events of the entity in the commits behind that number
     * @param wanted the properties that are to be right; null for all of them
     * @return the entity as the log had it at that number, but that its head and what is not wanted may be newer
     */
    public static @Nullable EntityState state(
            StorageSnapshot snapshot,
            Fold fold,
            EntityState now,
            long number,
            Set<EventId> newest,
            @Nullable Set<String> wanted) {
        if (Erasing.erasing(fold.properties(), now).isEmpty()) {
            EntityState before = new Earlier(snapshot, fold.properties(), now, number, newest).state(wanted);
            if (before != null) {
                return before;
            }
        }
        return Chronicle.state(snapshot, fold, now, number);
    }

    /** Null if only folding can tell. */
    private @Nullable EntityState state(@Nullable Set<String> wanted) {
        Map<String, EventId> changed = new HashMap<>();
        boolean onlyPlain = true;
        for (Map.Entry<String, PropertyState> entry : now.properties().entrySet()) {
            if (wanted != null && !wanted.contains(entry.getKey())) {
                continue;
            }
            PropertyState state = entry.getValue();
            if (isPlain(state)) {
                EventId writer = EventId.fromBytes(state.state());
                if (newest.contains(writer) && snapshot.numberOf(now.id(), writer) > number) {
                    changed.put(entry.getKey(), writer);
                }
            } else {
                onlyPlain = false;
            }
        }
        if (!onlyPlain && !newestLeave(wanted)) {
            return null;
        }
        Map<String, PropertyState> before = changed.isEmpty() ? Map.of() : written(changed);
        return before == null ? null : now.with(now.head(), before);
    }

    private static boolean isPlain(PropertyState state) {
        return state.version() == 1 && state.dataType().equals(Operation.LWW);
    }

    /**
     * What was written to some properties before the newest events.
     *
     * @param writers of each of these properties, the event whose value it has now
     */
    private @Nullable Map<String, PropertyState> written(Map<String, EventId> writers) {
        Map<String, PropertyState> found = new TreeMap<>();
        Set<String> sought = new HashSet<>(writers.keySet());
        EventId last = Collections.max(writers.values());
        int size = FIRST_PAGE;
        for (List<StoredEvent> page; !(page = snapshot.storedBefore(now.id(), last, size)).isEmpty(); ) {
            for (StoredEvent stored : page) {
                if (stored.number() <= number && !take(stored.event(), sought, found)) {
                    return null;
                }
                if (sought.isEmpty()) {
                    return found;
                }
            }
            last = page.getLast().event().id();
            size = Math.min(2 * size, MOST_IN_A_PAGE);
        }
        // Only where all is plain is what nobody wrote not set by a type that sets several properties.
        return now.properties().values().stream().allMatch(Earlier::isPlain) ? unset(sought, found) : null;
    }

    /** False if the event does not tell what it wrote. */
    private static boolean take(Event event, Set<String> sought, Map<String, PropertyState> found) {
        Payload payload = event.payload().orElse(null);
        if (payload == null) {
            return false;
        }
        for (Operation operation : payload.operations()) {
            if (sought.remove(operation.property())) {
                if (!operation.isPlain()) {
                    return false;
                }
                found.put(operation.property(), plain(operation.value(), event.id()));
            }
        }
        return true;
    }

    private static PropertyState plain(Value value, EventId writer) {
        return new PropertyState(Operation.LWW, 1, value, writer.toBytes());
    }

    private Map<String, PropertyState> unset(Set<String> sought, Map<String, PropertyState> found) {
        for (String property : sought) {
            found.put(property, plain(Value.NULL, now.id().genesis()));
        }
        return found;
    }

    /** Whether the newest events do nothing to wanted properties but write plain values. */
    private boolean newestLeave(@Nullable Set<String> wanted) {
        for (EventId id : newest) {
            Event event = snapshot.event(now.id(), id);
            Payload payload = event == null ? null : event.payload().orElse(null);
            if (payload == null) {
                return false;
            }
            for (Operation operation : payload.operations()) {
                if (!operation.isPlain() && !isAside(operation, wanted)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean isAside(Operation operation, @Nullable Set<String> wanted) {
        DataType<?> type = properties.special(operation);
        boolean setsOthers = type != null && type.home() != null;
        return !setsOthers && wanted != null && !wanted.contains(operation.property());
    }
}
