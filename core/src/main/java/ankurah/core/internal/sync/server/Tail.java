package ankurah.core.internal.sync.server;

import ankurah.core.type.Erasure;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The newest commits, shared by all sessions, so that each can send the events of the rows its client holds. Bounded in
 * bytes; a session that comes too late for a commit sends states instead.
 */
final class Tail {
    /** Of the heap, about. */
    static final int MAX_BYTES = 16 << 20;

    /** What an event is beside its bytes: ids, names and values as objects, several times as much for one that is small. */
    static final int EVENT_COST = 1_000;

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long bytes;

    /** One commit; its events by entity are sorted out by the first session that needs them. */
    private static final class Entry {
        final long number;
        final Commit commit;

        @Nullable
        Map<EntityId, List<Event>> byEntity;

        Entry(long number, Commit commit) {
            this.number = number;
            this.commit = commit;
        }

        synchronized Map<EntityId, List<Event>> byEntity() {
            Map<EntityId, List<Event>> known = byEntity;
            if (known == null) {
                known = new HashMap<>();
                for (Event event : commit.events()) {
                    known.computeIfAbsent(event.entity(), id -> new ArrayList<>(1))
                            .add(event);
                }
                byEntity = known;
            }
            return known;
        }
    }

    void add(long number, Commit commit) {
        boolean erases = commit.events().stream().anyMatch(Erasure::isIn);
        synchronized (entries) {
            if (erases) {
                // What it erases may be among these; who lacks them is sent states.
                entries.clear();
                bytes = 0;
            }
            entries.addLast(new Entry(number, commit));
            bytes += cost(commit);
            while (bytes > MAX_BYTES && entries.size() > 1) {
                bytes -= cost(entries.removeFirst().commit);
            }
        }
    }

    private static long cost(Commit commit) {
        return commit.size() + (long) EVENT_COST * commit.events().size();
    }

    /** The events of these entities in the commits behind {@code after} up to {@code to}; null if some are gone. */
    @Nullable
    Map<EntityId, List<Event>> events(long after, long to, Set<EntityId> wanted) {
        List<Entry> range = range(after, to);
        if (range == null) {
            return null;
        }
        Map<EntityId, List<Event>> found = new HashMap<>();
        for (Entry entry : range) {
            Map<EntityId, List<Event>> byEntity = entry.byEntity();
            if (byEntity.size() < wanted.size()) {
                byEntity.forEach((id, events) -> {
                    if (wanted.contains(id)) {
                        found.computeIfAbsent(id, e -> new ArrayList<>()).addAll(events);
                    }
                });
            } else {
                for (EntityId id : wanted) {
                    List<Event> events = byEntity.get(id);
                    if (events != null) {
                        found.computeIfAbsent(id, e -> new ArrayList<>()).addAll(events);
                    }
                }
            }
        }
        return found;
    }

    /**
     * The entities of a collection that the commits behind {@code after} up to {@code to} touched, each with its events in
     * them; null if some of the commits are gone.
     */
    @Nullable
    Map<EntityId, Set<EventId>> touched(String collection, long after, long to) {
        List<Entry> range = range(after, to);
        if (range == null) {
            return null;
        }
        Map<EntityId, Set<EventId>> touched = new HashMap<>();
        for (Entry entry : range) {
            for (Event event : entry.commit.events()) {
                if (event.header().collection().equals(collection)) {
                    touched.computeIfAbsent(event.entity(), id -> new HashSet<>(2))
                            .add(event.id());
                }
            }
        }
        return touched;
    }

    private @Nullable List<Entry> range(long after, long to) {
        synchronized (entries) {
            List<Entry> range = new ArrayList<>();
            Iterator<Entry> newestFirst = entries.descendingIterator();
            while (newestFirst.hasNext()) {
                Entry entry = newestFirst.next();
                if (entry.number <= after) {
                    break;
                }
                if (entry.number <= to) {
                    range.add(entry);
                }
            }
            return range.size() == to - after ? range.reversed() : null;
        }
    }
}
