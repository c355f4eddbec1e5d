package ankurah.event;

import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
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
        return ofSorted(sorted(ids.clone()));
    }

    public static Clock of(Collection<EventId> ids) {
        return ofSorted(sorted(ids.toArray(new EventId[0])));
    }

    /**
     * Reads a clock.
     *
     * @throws AnkurahException.Invalid {@code clock.not_sorted} unless the ids are sorted and distinct
     */
    public static Clock read(CborReader in) {
        EventId[] ids = new EventId[in.array()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = EventId.read(in);
            if (i > 0 && ids[i - 1].compareTo(ids[i]) >= 0) {
                throw new AnkurahException.Invalid(
                        "clock.not_sorted", "the ids of a clock are not sorted and distinct");
            }
        }
        return ofSorted(ids);
    }

    public void write(CborWriter out) {
        out.array(ids.length);
        for (EventId id : ids) {
            id.write(out);
        }
    }

    private static Clock ofSorted(EventId[] ids) {
        return ids.length == 0 ? EMPTY : new Clock(ids);
    }

    private static EventId[] sorted(EventId[] ids) {
        if (ids.length < 2) {
            return ids;
        }
        Arrays.sort(ids);
        int distinct = 1;
        for (int i = 1; i < ids.length; i++) {
            if (!ids[i].equals(ids[distinct - 1])) {
                ids[distinct++] = ids[i];
            }
        }
        return distinct == ids.length ? ids : Arrays.copyOf(ids, distinct);
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

    /** The hybrid time of the greatest id, an unsigned number like every id's; 0 when empty. */
    public long latestTime() {
        return ids.length == 0 ? 0 : ids[ids.length - 1].time();
    }

    /** The head after an event: this clock without the event's parents, and with the event. */
    public Clock advance(Clock parents, EventId event) {
        if (Arrays.equals(ids, parents.ids)) {
            return new Clock(new EventId[] {event});
        }
        EventId[] next = new EventId[ids.length + 1];
        int size = 0;
        boolean placed = false;
        for (EventId id : ids) {
            int order = placed ? 1 : id.compareTo(event);
            if (order >= 0 && !placed) {
                next[size++] = event;
                placed = true;
            }
            if (order != 0 && !parents.contains(id)) {
                next[size++] = id;
            }
        }
        if (!placed) {
            next[size++] = event;
        }
        return new Clock(Arrays.copyOf(next, size));
    }

    /** The {@code count} greatest ids, which is what an event names of a head with more tips than it may. */
    public Clock greatest(int count) {
        return ids.length <= count ? this : ofSorted(Arrays.copyOfRange(ids, ids.length - count, ids.length));
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
