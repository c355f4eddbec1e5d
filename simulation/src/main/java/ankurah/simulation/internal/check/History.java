package ankurah.simulation.internal.check;

import ankurah.core.internal.entity.Fold;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.storage.EntityState;
import ankurah.storage.LogId;
import ankurah.storage.LoggedCommit;
import ankurah.storage.LoggedEvent;
import ankurah.storage.Position;
import ankurah.storage.StorageSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the server has logged, as seen from outside: each commit when it is shown, and at each start what is on the disk. What
 * was shown once must stay, in its place. The state of an entity at a position is folded here from its events alone, in the
 * order of their ids, which is the plainest way there is.
 */
public final class History {
    private static final int PAGE = 500;

    private final Fold fold;
    private @Nullable LogId log;
    /** The hash of the log at each number; that of the start is at 0. */
    private final List<Hash256> hashes = new ArrayList<>();

    private final List<List<Event>> commits = new ArrayList<>();
    private final Map<Hash256, Long> numbers = new HashMap<>();
    private final Map<EntityId, List<Logged>> entities = new LinkedHashMap<>();
    private final Map<EntityId, Map<Integer, Folded>> folded = new HashMap<>();
    /** What pending events make, by entity: most looks want what one before found. */
    private final Map<EntityId, Map<OnTop, Stacked>> stacked = new HashMap<>();

    private long versions;

    /** Pending events on top of so many of the log. */
    private record OnTop(int count, List<EventId> events) {}

    private record Logged(long number, Event event) {}

    public History(Fold fold) {
        this.fold = fold;
    }

    /** How many commits there are. */
    public long last() {
        return commits.size();
    }

    /** Whether a position is one of this log, as it is now. */
    public boolean isLog(Position position) {
        return position.log().equals(log)
                && position.number() <= last()
                && hashes.get((int) position.number()).equals(position.hash());
    }

    /** Where a commit stands, or 0. */
    public long number(Hash256 commit) {
        return numbers.getOrDefault(commit, 0L);
    }

    /** The position behind so many commits. */
    Position position(long number) {
        if (log == null) {
            throw new IllegalStateException("no server has begun");
        }
        return new Position(log, number, hashes.get((int) number));
    }

    public Set<EntityId> entities() {
        return entities.keySet();
    }

    /** A commit is shown. */
    public void shown(Position position, Commit commit) {
        if (position.number() != last() + 1) {
            throw new Broken("commit " + commit.id() + " is shown at " + position + " after " + last());
        }
        add(commit.id(), position.hash(), commit.events());
    }

    private void add(Hash256 id, Hash256 hash, List<Event> events) {
        commits.add(events);
        hashes.add(hash);
        long number = last();
        if (numbers.put(id, number) != null) {
            throw new Broken("commit " + id + " is in the log twice");
        }
        for (Event event : events) {
            entities.computeIfAbsent(event.entity(), e -> new ArrayList<>()).add(new Logged(number, event));
        }
    }

    /** The server starts over what its disk holds. */
    public void opened(StorageSnapshot snapshot) {
        Position at = snapshot.position();
        log = at.log();
        if (hashes.isEmpty()) {
            hashes.add(Position.start(at.log()).hash());
        }
        if (at.number() < last()) {
            throw new Broken("the log ends at " + at.number() + ", but commit " + last() + " was shown before");
        }
        Hash256 hash =
                last() == 0 ? hashes.getFirst() : logged(snapshot, last()).hash();
        if (!hash.equals(hashes.getLast())) {
            throw new Broken("the log has other commits up to " + last() + " than were shown before");
        }
        for (List<LoggedCommit> page = snapshot.log(last(), PAGE); !page.isEmpty(); page = snapshot.log(last(), PAGE)) {
            for (LoggedCommit commit : page) {
                add(commit.commitId(), commit.hash(), events(snapshot, commit));
            }
        }
    }

    private static LoggedCommit logged(StorageSnapshot snapshot, long number) {
        LoggedCommit commit = snapshot.logged(number);
        if (commit == null) {
            throw new Broken("commit " + number + " is not in the log");
        }
        return commit;
    }

    private static List<Event> events(StorageSnapshot snapshot, LoggedCommit commit) {
        List<Event> events = new ArrayList<>();
        for (LoggedEvent logged : commit.events()) {
            Event event = snapshot.event(logged.entity(), logged.event());
            if (event == null) {
                throw new Broken("event " + logged.event() + " of commit " + commit.number() + " is not there");
            }
            events.add(event);
        }
        return events;
    }

    /** The server's disk was put back; everything behind {@code number} is as if it had never been. */
    public void forgetAfter(long number) {
        while (last() > number) {
            commits.removeLast();
            hashes.removeLast();
        }
        numbers.values().removeIf(at -> at > number);
        entities.values().forEach(events -> events.removeIf(logged -> logged.number() > number));
        entities.values().removeIf(List::isEmpty);
        folded.clear();
        stacked.clear();
        versions++;
    }

    /** Another number when what stood at a place may be another now. */
    long version() {
        return versions;
    }

    /** How many events an entity had when the log was so long. */
    int count(EntityId id, long number) {
        List<Logged> events = entities.getOrDefault(id, List.of());
        int from = 0;
        int to = events.size();
        if (to == 0 || events.getLast().number() <= number) {
            return to;
        }
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (events.get(middle).number() <= number) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** The state of an entity when the log was so long; null if it was not there yet. */
    public @Nullable EntityState state(EntityId id, long number) {
        Folded its = folded(id, count(id, number));
        return its == null ? null : its.state();
    }

    private @Nullable Folded folded(EntityId id, int count) {
        if (count == 0) {
            return null;
        }
        Map<Integer, Folded> its = folded.computeIfAbsent(id, e -> new HashMap<>());
        Folded found = its.get(count);
        if (found == null) {
            List<Logged> events = entities.getOrDefault(id, List.of()).subList(0, count);
            Folded shorter = its.get(count - 1);
            // Folding all of them in order would take the same way up to the last, if that comes last in the order of
            // ids.
            found = shorter != null && events.getLast().event().id().compareTo(shorter.last()) > 0
                    ? shorter.with(fold, events.getLast().event())
                    : Folded.of(fold, events.stream().map(Logged::event).toList());
            its.put(count, found);
        }
        return found;
    }

    /**
     * An entity when the log was so long, with events of pending commits on top, those that it can take.
     *
     * @param hidden whether what the log has must not be seen
     */
    Stacked onTop(EntityId id, long number, boolean hidden, List<Event> events) {
        int count = hidden ? 0 : count(id, number);
        return onTop(id, count, events, stacked.computeIfAbsent(id, e -> new HashMap<>()));
    }

    private Stacked onTop(EntityId id, int count, List<Event> events, Map<OnTop, Stacked> known) {
        OnTop wanted = new OnTop(count, events.stream().map(Event::id).toList());
        Stacked found = known.get(wanted);
        if (found == null) {
            found = events.isEmpty()
                    ? Stacked.of(folded(id, count))
                    : onTop(id, count, events.subList(0, events.size() - 1), known)
                            .with(fold, events.getLast());
            known.put(wanted, found);
        }
        return found;
    }

    /** Whether two states are the same, to the byte. */
    public static boolean same(@Nullable EntityState a, @Nullable EntityState b) {
        return a == null ? b == null : b != null && Arrays.equals(a.encode(), b.encode());
    }
}
