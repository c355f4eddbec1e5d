package ankurah.simulation.internal.check;

import ankurah.event.EntityId;
import ankurah.storage.EntityState;
import java.util.HashMap;
import java.util.Map;

/**
 * What a client was seen to show as it must. Looking again at the same state, made of the same events, under the same policies,
 * would find the same.
 */
public final class Seen {
    private final Map<EntityId, Entry> entries = new HashMap<>();

    private record Entry(EntityState shown, int events, long version, int policies) {}

    @SuppressWarnings("ReferenceEquality") // another one that is equal is looked at
    boolean holds(EntityId id, EntityState shown, int events, long version, int policies) {
        Entry entry = entries.get(id);
        return entry != null
                && entry.shown == shown
                && entry.events == events
                && entry.version == version
                && entry.policies == policies;
    }

    void note(EntityId id, EntityState shown, int events, long version, int policies) {
        entries.put(id, new Entry(shown, events, version, policies));
    }
}
