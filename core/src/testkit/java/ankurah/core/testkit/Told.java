package ankurah.core.testkit;

import ankurah.event.Event;
import ankurah.event.EventId;
import java.util.Set;

/**
 * One event of a story.
 *
 * @param body its operation
 * @param after the events that have to come before it
 */
record Told(Event event, byte[] body, Set<EventId> after) {
    EventId id() {
        return event.id();
    }
}
