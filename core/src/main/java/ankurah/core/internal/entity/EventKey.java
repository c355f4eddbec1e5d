package ankurah.core.internal.entity;

import ankurah.event.EntityId;
import ankurah.event.EventId;

/** Events clustered by entity, in id order. */
record EventKey(EntityId entity, EventId event) implements Comparable<EventKey> {
    @Override
    public int compareTo(EventKey other) {
        int order = entity.compareTo(other.entity);
        return order != 0 ? order : event.compareTo(other.event);
    }
}
