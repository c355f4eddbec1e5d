package ankurah.simulation.internal.check;

import ankurah.core.internal.entity.Fold;
import ankurah.event.Clock;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An entity as its events make it, one after the other in the order of their ids.
 *
 * @param sinks the events that none of the others is built on
 * @param last the greatest id among them
 */
record Folded(EntityState state, byte[] encoded, Set<EventId> sinks, EventId last) {

    static Folded of(Fold fold, List<Event> events) {
        List<Event> sorted = new ArrayList<>(events);
        sorted.sort(Comparator.comparing(Event::id));
        EntityState state = null;
        for (Event event : sorted) {
            state = fold.apply(state, event);
        }
        if (state == null) {
            throw new Broken("an entity without events");
        }
        Set<EventId> sinks = new HashSet<>();
        events.forEach(event -> sinks.add(event.id()));
        events.forEach(event -> event.header().parents().forEach(sinks::remove));
        return of(state, sinks, sorted.getLast().id());
    }

    /** With one more event, whose id is greater than all. */
    Folded with(Fold fold, Event next) {
        Set<EventId> now = new HashSet<>(sinks);
        next.header().parents().forEach(now::remove);
        now.add(next.id());
        return of(fold.apply(state, next), now, next.id());
    }

    private static Folded of(EntityState state, Set<EventId> sinks, EventId last) {
        if (!Clock.of(sinks).equals(state.head())) {
            throw new Broken("the head " + state.head() + " is not the sinks " + sinks);
        }
        return new Folded(state, state.encode(), sinks, last);
    }
}
