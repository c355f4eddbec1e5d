package ankurah.storage;

import ankurah.event.EntityId;
import ankurah.event.EventId;

/** One event of a logged commit: where to find it. */
public record LoggedEvent(String collection, EntityId entity, EventId event) {}
