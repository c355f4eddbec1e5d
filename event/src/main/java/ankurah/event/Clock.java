package ankurah.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

/**
 * A set of events that none of which is another's ancestor: the head of an entity, or the parents of an event. Always
 * sorted by id and free of duplicates.
 */
public final class Clock implements Iterable<EventId> {
    public static final Clock EMPTY = new Clock(new EventId[0]);

    private final EventId[] ids;

    private Clock(EventId[] ids) {
        this.ids = ids;
    }

    public static Clock of(EventId... ids) {
        return of(Arrays.asList(ids));
    }

    public static Clock of(Collection<EventId> ids) {
        if (ids.isEmpty()) {
            return EMPTY;
        }
        return new Clock(ids.stream().sorted().distinct().toArray(EventId[]::new));
    }

    public int size() {
        return ids.length;
    }

    public boolean isEmpty() {
        return ids.length == 0;
    }

    public EventId get(int index) {
        return ids[index];
    }

    public boolean contains(EventId id) {
        return Arrays.binarySearch(ids, id) >= 0;
    }

    /** The hybrid time of the greatest id; 0 when empty. */
    public long latestTime() {
        return ids.length == 0 ? 0 : ids[ids.length - 1].time();
    }

    /** The head after an event: this clock without the event's parents, and with the event. */
    public Clock advance(Clock parents, EventId event) {
        if (ids.length == parents.ids.length && Arrays.equals(ids, parents.ids)) {
            return new Clock(new EventId[] {event});
        }
        List<EventId> next = new ArrayList<>(ids.length + 1);
        for (EventId id : ids) {
            if (!parents.contains(id)) {
                next.add(id);
            }
        }
        int at = -Arrays.binarySearch(next.toArray(new EventId[0]), event) - 1;
        if (at >= 0) {
            next.add(at, event);
        }
        return new Clock(next.toArray(new EventId[0]));
    }

    /** The {@code count} greatest ids, which is what an event names of a head with more tips than it may. */
    public Clock greatest(int count) {
        return ids.length <= count ? this : new Clock(Arrays.copyOfRange(ids, ids.length - count, ids.length));
    }

    public List<EventId> toList() {
        return List.of(ids);
    }

    @Override
    public Iterator<EventId> iterator() {
        return toList().iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Clock that && Arrays.equals(ids, that.ids);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ids);
    }

    @Override
    public String toString() {
        return Arrays.toString(ids);
    }
}
