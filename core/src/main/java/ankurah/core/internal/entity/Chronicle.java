package ankurah.core.internal.entity;

import ankurah.core.EntityLookup;
import ankurah.core.internal.type.Erasures;
import ankurah.core.internal.type.History;
import ankurah.core.type.DataType;
import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.storage.EntityState;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.StoredEvent;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entity as the log had it: its events up to a place in the log, and what they made of it.
 *
 * <p>The state at a place is the fold of the events that were there, in the order of their ids. What was erased since is
 * erased in the past too, because its content is nowhere any more.
 *
 * <p><b>Who may be told of an event.</b> Whoever could see the entity right after the commit that brought it, and can see
 * it now. So the past tells nobody more than a live query would have: a change made out of sight stays out of sight, also
 * when the entity is shown later. For a reader to whom entities may be hidden the events are therefore walked once in the
 * order of the log, and one bit is kept for each.
 */
public final class Chronicle {
    private static final int PAGE = 512;

    private final StorageSnapshot snapshot;
    private final Fold fold;
    private final EntityId id;
    private final long upTo;
    private final Erasures erasures;
    /** By the place of the events in the order of ids; null when all may be told. */
    private final @Nullable BitSet told;

    private final boolean exists;

    /** For all there is of an entity whose state is not known. */
    private Chronicle(StorageSnapshot snapshot, Fold fold, EntityId id, Erasures erasures) {
        this.snapshot = snapshot;
        this.fold = fold;
        this.id = id;
        this.upTo = Long.MAX_VALUE;
        this.erasures = erasures;
        this.exists = true;
        this.told = null;
    }

    private Chronicle(
            StorageSnapshot snapshot, Fold fold, EntityId id, long upTo, RowFilter sight, @Nullable EntityState now) {
        this.snapshot = snapshot;
        this.fold = fold;
        this.id = id;
        this.upTo = upTo;
        this.erasures =
                now == null ? Erasures.NONE : Erasing.of(fold.properties(), now, event -> snapshot.event(id, event));
        this.exists = now != null && sight.admits(now, at(upTo));
        this.told = exists && !sight.admitsAll() ? told(sight) : null;
    }

    /**
     * What a reader may be told.
     *
     * @param now the entity as the reader's position has it
     * @param upTo the number of that position; the snapshot may be ahead of it
     */
    public static Chronicle of(
            StorageSnapshot snapshot, Fold fold, EntityId id, long upTo, RowFilter sight, @Nullable EntityState now) {
        return new Chronicle(snapshot, fold, id, upTo, sight, now);
    }

    /** The entity at a place in the log; null if it was not there. */
    public static @Nullable EntityState state(StorageSnapshot snapshot, Fold fold, EntityId id, long number) {
        String collection = snapshot.collectionOf(id);
        EntityState now = collection == null ? null : snapshot.state(collection, id);
        return now == null ? null : state(snapshot, fold, now, number);
    }

    /** @param now the entity as the snapshot has it */
    static @Nullable EntityState state(StorageSnapshot snapshot, Fold fold, EntityState now, long number) {
        if (isUnchanged(snapshot, now, number)) {
            return now;
        }
        EntityId id = now.id();
        return snapshot.numberOf(id, id.genesis()) > number ? null : folded(snapshot, fold, now, number);
    }

    /**
     * The same from its events alone: what a store has to hold, if nothing is damaged.
     *
     * @param now the entity as the snapshot has it, which says where things were erased
     */
    public static @Nullable EntityState folded(StorageSnapshot snapshot, Fold fold, EntityState now, long number) {
        return new Chronicle(snapshot, fold, now.id(), number, AllRows.FILTER, now).state();
    }

    /**
     * The same where no state says so.
     *
     * @param erasing the events of the entity that erase others
     */
    public static @Nullable EntityState folded(StorageSnapshot snapshot, Fold fold, EntityId id, Clock erasing) {
        Erasures erasures = Erasures.of(erasing, event -> snapshot.event(id, event));
        return new Chronicle(snapshot, fold, id, erasures).state();
    }

    /** Whether nothing was logged of an entity behind a place; then the newest state is the state there. */
    private static boolean isUnchanged(StorageSnapshot snapshot, EntityState now, long number) {
        for (EventId tip : now.head()) {
            if (snapshot.numberOf(now.id(), tip) > number) {
                return false;
            }
        }
        return true;
    }

    private @Nullable EntityState state() {
        EntityState state = null;
        for (Walk walk = new Walk(id, null); walk.next(); ) {
            StoredEvent stored = walk.event();
            if (stored.number() <= upTo) {
                state = fold.fold(state, stored.event(), erasures.operations(stored.event()), null);
            }
        }
        return state;
    }

    /** An entity's events behind one, in the order of ids, read page by page. */
    private final class Walk {
        private final EntityId entity;
        private @Nullable EventId last;
        private List<StoredEvent> page = List.of();
        private int at;

        Walk(EntityId entity, @Nullable EventId after) {
            this.entity = entity;
            this.last = after;
        }

        boolean next() {
            if (++at < page.size()) {
                return true;
            }
            boolean wasLast = !page.isEmpty() && page.size() < PAGE;
            page = wasLast ? List.of() : snapshot.stored(entity, last, PAGE);
            at = 0;
            if (!page.isEmpty()) {
                last = page.getLast().event().id();
            }
            return !page.isEmpty();
        }

        StoredEvent event() {
            return page.get(at);
        }
    }

    /** What stands in the place of erased operations. */
    public Erasures erasures() {
        return erasures;
    }

    /** At most {@code max} events behind {@code after} in the order of their ids; fewer only if there are no more. */
    public List<Event> page(@Nullable EventId after, int max) {
        List<Event> page = new ArrayList<>(Math.min(max, PAGE));
        if (!exists || max <= 0) {
            return page;
        }
        BitSet mayTell = told;
        int place = mayTell == null || after == null ? 0 : placeBehind(after);
        for (Walk walk = new Walk(id, after); page.size() < max && walk.next(); place++) {
            StoredEvent stored = walk.event();
            if (stored.number() <= upTo && (mayTell == null || mayTell.get(place))) {
                page.add(stored.event());
            }
        }
        return page;
    }

    private int placeBehind(EventId after) {
        int place = 0;
        for (Walk walk = new Walk(id, null); walk.next(); place++) {
            if (walk.event().event().id().compareTo(after) > 0) {
                break;
            }
        }
        return place;
    }

    /** An event's place in the order of ids, and in the log. */
    private record Place(int index, EventId event, long number) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int order = Long.compare(number, other.number);
            return order != 0 ? order : Integer.compare(index, other.index);
        }
    }

    private BitSet told(RowFilter sight) {
        List<Place> places = places();
        places.sort(null);
        BitSet seen = new BitSet(places.size());
        EntityState state = null;
        int from = 0;
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            Event event = snapshot.event(id, place.event());
            if (event == null) {
                throw new IllegalStateException("an event left a snapshot");
            }
            state = fold.fold(state, event, erasures.operations(event), new Before(place));
            boolean commitEnds = i + 1 == places.size() || places.get(i + 1).number() != place.number();
            if (commitEnds) {
                if (sight.admits(state, at(place.number()))) {
                    for (int j = from; j <= i; j++) {
                        seen.set(places.get(j).index());
                    }
                }
                from = i + 1;
            }
        }
        return seen;
    }

    /** The entities as the log had them at a place. */
    private EntityLookup at(long number) {
        return target -> state(snapshot, fold, target, number);
    }

    private List<Place> places() {
        List<Place> places = new ArrayList<>();
        int index = 0;
        for (Walk walk = new Walk(id, null); walk.next(); index++) {
            StoredEvent stored = walk.event();
            if (stored.number() <= upTo) {
                places.add(new Place(index, stored.event().id(), stored.number()));
            }
        }
        return places;
    }

    /** What was folded before an event, in the order of the log. */
    private final class Before implements History {
        private final Place until;

        Before(Place until) {
            this.until = until;
        }

        @Override
        public void operations(
                EntityId entity, String property, DataType<?> type, @Nullable EventId after, Visitor visitor) {
            for (Walk walk = new Walk(entity, after); walk.next(); ) {
                StoredEvent stored = walk.event();
                EventId event = stored.event().id();
                boolean earlier = stored.number() < until.number()
                        || stored.number() == until.number() && event.compareTo(until.event()) < 0;
                if (earlier) {
                    Past.visit(event, erasures.operations(stored.event()), property, type, visitor);
                }
            }
        }
    }
}
