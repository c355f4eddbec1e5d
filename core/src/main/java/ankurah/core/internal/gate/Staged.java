package ankurah.core.internal.gate;

import ankurah.core.Catalog;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Overlay;
import ankurah.event.Event;
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
        Catalog catalog) {}
