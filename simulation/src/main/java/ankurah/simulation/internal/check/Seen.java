package ankurah.simulation.internal.check;

import ankurah.event.EntityId;
import ankurah.event.Hash256;
import ankurah.storage.EntityState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client was seen to show as it must. Looking again at the same state, made of the same events, with the same own commits
 * on top, under the same policies, would find the same.
 */
public final class Seen {
    private final Map<EntityId, Entry> entries = new HashMap<>();

    /**
     * What the state of an entity is to be made of.
     *
     * @param events how many of it the log has at the client's position
     * @param version of the log
     * @param own what the client has on top of those
     */
    record Made(int events, long version, int policies, List<Own> own) {}

    /** A commit of the client's own that the log lacks there. */
    record Own(Hash256 commit, boolean certain) {}

    /** @param exactly as of the client's position, and not of another one, which is enough where nothing covers the entity */
    private record Entry(EntityState shown, Made made, boolean exactly) {}

    @SuppressWarnings("ReferenceEquality") // another one that is equal is looked at
    boolean holds(EntityId id, EntityState shown, Made made, boolean exactly) {
        Entry entry = entries.get(id);
        return entry != null && entry.shown == shown && (entry.exactly || !exactly) && entry.made.equals(made);
    }

    void note(EntityId id, EntityState shown, Made made, boolean exactly) {
        entries.put(id, new Entry(shown, made, exactly));
    }
}
