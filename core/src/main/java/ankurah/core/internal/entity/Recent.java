package ankurah.core.internal.entity;

import ankurah.event.EntityId;
import ankurah.storage.EntityState;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest states of entities that were written lately, each with the number of the commit that made it so. Who reads at
 * a position not before that number sees this state, because nothing has changed the entity since; who reads further back
 * looks into the store.
 *
 * <p>Only the thread that publishes adds, and it adds a commit's states before it publishes the commit's root. So a reader
 * that does not find the newest state here reads at a position before it. Forgets the older half when it is full.
 */
public final class Recent {
    private static final int HALF = 8192;

    private record Entry(EntityState state, long since) {}

    private record Halves(ConcurrentHashMap<EntityId, Entry> newer, ConcurrentHashMap<EntityId, Entry> older) {}

    private volatile Halves halves = new Halves(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());

    /** @param number of the commit, greater than those added before */
    public void add(EntityState state, long number) {
        Halves current = halves;
        if (current.newer.size() >= HALF) {
            current = new Halves(new ConcurrentHashMap<>(), current.newer);
            halves = current;
        }
        current.newer.put(state.id(), new Entry(state, number));
    }

    /** Lets go of what an entity was before it was last written. */
    public void forgetEarlier(EntityId id) {
        halves.older.remove(id);
    }

    /** Lets go of everything, because nobody tells which entities have changed. */
    public void clear() {
        halves = new Halves(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }

    /** The entity's state at a position; null if it is not known here. */
    @Nullable
    EntityState at(EntityId id, long number) {
        Halves current = halves;
        Entry entry = current.newer.get(id);
        if (entry == null) {
            entry = current.older.get(id);
        }
        return entry != null && entry.since <= number ? entry.state : null;
    }
}
