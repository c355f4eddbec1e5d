package ankurah.core.internal.gate;

import ankurah.core.Catalog;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Overlay;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.storage.Position;
import java.util.List;

/**
 * A commit that was judged good, and what stands behind it.
 *
 * @param events those of its events that were not held before
 * @param erased events that lose their payloads
 * @param changes one for each entity it touches
 * @param overlay the states and events of the group up to and with this commit
 */
record Staged(
        Submission submission,
        Position position,
        List<Event> events,
        List<Event> erased,
        List<Changed> changes,
        Overlay overlay,
        Catalog catalog) {

    boolean brought(EventId id) {
        return events.stream().anyMatch(event -> event.id().equals(id));
    }

    /** What is newer than a snapshot, with what this commit brings. */
    Overlay over(Overlay before) {
        Overlay overlay = before;
        for (Event event : events) {
            overlay = overlay.with(event);
        }
        for (Event event : erased) {
            overlay = overlay.with(event);
        }
        for (Changed change : changes) {
            overlay = overlay.with(change.after());
        }
        return overlay;
    }
}
