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
import java.util.ArrayList;
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
 * is met from there downwards. A property of another type was the same before if none of the newest events is about it, and else
 * what its type makes of taking their operations out, or nothing if there were no others. Everything else is folded: types that
 * cannot take any out, types that were mixed, content that was erased.
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
        EntityState before = new Earlier(snapshot, fold.properties(), now, number, newest).state(wanted);
        return before != null ? before : Chronicle.state(snapshot, fold, now, number);
    }

    /** Null if only folding can tell. */
    private @Nullable EntityState state(@Nullable Set<String> wanted) {
        Map<String, EventId> rewritten = new HashMap<>();
        boolean onlyPlain = true;
        for (Map.Entry<String, PropertyState> entry : now.properties().entrySet()) {
            if (wanted != null && !wanted.contains(entry.getKey())) {
                continue;
            }
            PropertyState state = entry.getValue();
            if (isPlain(state)) {
                EventId writer = EventId.fromBytes(state.state());
                if (isNewest(writer)) {
                    rewritten.put(entry.getKey(), writer);
                }
            } else {
                onlyPlain = false;
            }
        }
        Map<String, PropertyState> rests = onlyPlain ? Map.of() : rests(wanted);
        if (rests == null) {
            return null;
        }
        Set<String> sought = new HashSet<>(rewritten.keySet());
        sought.addAll(rests.keySet());
        if (sought.isEmpty()) {
            return now;
        }
        Map<String, PropertyState> before =
                found(sought, rests, rests.isEmpty() ? Collections.max(rewritten.values()) : null);
        return before == null ? null : now.with(now.head(), before);
    }

    private static boolean isPlain(PropertyState state) {
        return state.version() == 1 && state.dataType().equals(Operation.LWW);
    }

    private boolean isNewest(EventId event) {
        return newest.contains(event) && snapshot.numberOf(now.id(), event) > number;
    }

    /** The wanted properties of other types that the newest events are about, without what these did to them. */
    private @Nullable Map<String, PropertyState> rests(@Nullable Set<String> wanted) {
        Map<String, List<Operation>> done = new HashMap<>();
        for (EventId id : newest) {
            Event event = isNewest(id) ? snapshot.event(now.id(), id) : null;
            if (event != null && !note(event, wanted, done)) {
                return null;
            }
        }
        Map<String, PropertyState> rests = new HashMap<>();
        for (Map.Entry<String, List<Operation>> entry : done.entrySet()) {
            PropertyState state = now.properties().get(entry.getKey());
            PropertyState rest = state == null ? null : properties.without(state, entry.getValue());
            if (rest == null) {
                return null;
            }
            rests.put(entry.getKey(), rest);
        }
        return rests;
    }

    /** False if it cannot be told what the event does to wanted properties. */
    private boolean note(Event event, @Nullable Set<String> wanted, Map<String, List<Operation>> done) {
        Payload payload = event.payload().orElse(null);
        if (payload == null) {
            return false;
        }
        for (Operation operation : payload.operations()) {
            DataType<?> type = properties.special(operation);
            if (type != null && type.home() != null) {
                return false;
            }
            boolean matters = wanted == null || wanted.contains(operation.property());
            if (matters && !operation.isPlain()) {
                if (!isOfItsType(operation, now.properties().get(operation.property()))) {
                    return false;
                }
                done.computeIfAbsent(operation.property(), name -> new ArrayList<>())
                        .add(operation);
            }
        }
        return true;
    }

    private static boolean isOfItsType(Operation operation, @Nullable PropertyState state) {
        return state != null && state.dataType().equals(operation.dataType()) && state.version() == operation.version();
    }

    /**
     * What some properties were before the newest events.
     *
     * @param rests what they were, of those that are not plain, if they were there
     * @param from nothing at or behind it is of interest
     */
    private @Nullable Map<String, PropertyState> found(
            Set<String> sought, Map<String, PropertyState> rests, @Nullable EventId from) {
        Map<String, PropertyState> found = new TreeMap<>();
        int size = FIRST_PAGE;
        List<StoredEvent> page = snapshot.storedBefore(now.id(), from, size);
        while (!page.isEmpty()) {
            for (StoredEvent stored : page) {
                if (stored.number() <= number && !take(stored.event(), sought, rests, found)) {
                    return null;
                }
                if (sought.isEmpty()) {
                    return found;
                }
            }
            size = Math.min(2 * size, MOST_IN_A_PAGE);
            page = snapshot.storedBefore(now.id(), page.getLast().event().id(), size);
        }
        return now.properties().values().stream().allMatch(this::setsItselfOnly) ? unset(sought, found) : null;
    }

    /** False if the event does not tell what it wrote. */
    private boolean take(
            Event event, Set<String> sought, Map<String, PropertyState> rests, Map<String, PropertyState> found) {
        Payload payload = event.payload().orElse(null);
        if (payload == null) {
            return false;
        }
        for (Operation operation : payload.operations()) {
            String property = operation.property();
            if (sought.remove(property)) {
                PropertyState rest = rests.get(property);
                if (rest == null ? !operation.isPlain() : !isOfItsType(operation, rest)) {
                    return false;
                }
                found.put(
                        property, rest == null ? properties.apply(null, now.id(), event.id(), operation, null) : rest);
            }
        }
        return true;
    }

    /** Whether no other property comes from this one, so that what no event wrote was not there. */
    private boolean setsItselfOnly(PropertyState state) {
        DataType<?> type = properties.types().find(state.dataType(), state.version());
        return isPlain(state) || type != null && type.home() == null;
    }

    private Map<String, PropertyState> unset(Set<String> sought, Map<String, PropertyState> found) {
        EventId genesis = now.id().genesis();
        for (String property : sought) {
            Operation nothing = Operation.write(property, Value.NULL);
            found.put(property, properties.apply(null, now.id(), genesis, nothing, null));
        }
        return found;
    }
}
