package ankurah.core.internal.sync.client;

import ankurah.event.EntityId;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import ankurah.storage.tree.PersistentMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one subscription in the store: runs of neighbouring ids, each a record under a number. A row that comes or goes
 * costs the writing of the run it belongs to, and thousands of rows are found again by reading some dozen records. Of each run
 * the first id is known here, and no more.
 *
 * <p>Runs do not overlap: what lies between the first ids of two runs is in the former, what lies below all of them in the first.
 */
final class RowRuns {
    /** A longer run is parted. */
    static final int MOST = 128;

    private final String prefix;
    private PersistentMap<EntityId, Long> byFirst = PersistentMap.empty(EntityId::compareTo);
    private long last;

    /** @param prefix what the keys of its records begin with */
    RowRuns(String prefix) {
        this.prefix = prefix;
    }

    private String key(long number) {
        return EngineStore.key(prefix, number);
    }

    /** Takes notice of a run that the store has. */
    void found(long number, PackedIds ids) {
        byFirst = byFirst.put(ids.getFirst(), number);
        last = Math.max(last, number);
    }

    /** Takes all of them out of the store. */
    void forget(WriteGroup into) {
        byFirst.forEach(run -> into.meta(key(run.value()), null));
        byFirst = PersistentMap.empty(EntityId::compareTo);
    }

    /**
     * Puts rows in and takes others out.
     *
     * @param changes whether a row belongs to the subscription now
     * @param stored what the store has
     */
    void change(Map<EntityId, Boolean> changes, StorageSnapshot stored, WriteGroup into) {
        List<EntityId> ids = new ArrayList<>(changes.keySet());
        Collections.sort(ids);
        PersistentMap<EntityId, Long> before = byFirst;
        int from = 0;
        while (from < ids.size()) {
            PersistentMap.Entry<EntityId, Long> run = before.floor(ids.get(from));
            if (run == null) {
                run = before.first();
            }
            PersistentMap.Entry<EntityId, Long> behind = run == null ? null : before.higher(run.key());
            int to = behind == null ? ids.size() : countBelow(behind.key(), ids, from);
            List<EntityId> old = run == null ? List.of() : read(run.value(), stored);
            List<EntityId> now = merged(old, ids.subList(from, to), changes);
            if (!now.equals(old)) {
                replace(run, now, into);
            }
            from = to;
        }
    }

    private static int countBelow(EntityId bound, List<EntityId> ids, int from) {
        int at = from;
        while (at < ids.size() && ids.get(at).compareTo(bound) < 0) {
            at++;
        }
        return at;
    }

    private List<EntityId> read(long number, StorageSnapshot stored) {
        byte[] ids = stored.meta(key(number));
        return ids == null ? List.of() : new ArrayList<>(PackedIds.of(ids));
    }

    private static List<EntityId> merged(List<EntityId> old, List<EntityId> changed, Map<EntityId, Boolean> belong) {
        List<EntityId> merged = new ArrayList<>(old.size() + changed.size());
        int mine = 0;
        for (EntityId id : changed) {
            while (mine < old.size() && old.get(mine).compareTo(id) < 0) {
                merged.add(old.get(mine++));
            }
            if (mine < old.size() && old.get(mine).equals(id)) {
                mine++;
            }
            if (Boolean.TRUE.equals(belong.get(id))) {
                merged.add(id);
            }
        }
        merged.addAll(old.subList(mine, old.size()));
        return merged;
    }

    private void replace(PersistentMap.@Nullable Entry<EntityId, Long> run, List<EntityId> ids, WriteGroup into) {
        if (run != null) {
            byFirst = byFirst.remove(run.key());
        }
        int parts = (ids.size() + MOST - 1) / MOST;
        if (run != null && parts == 0) {
            into.meta(key(run.value()), null);
        }
        for (int part = 0; part < parts; part++) {
            List<EntityId> its = ids.subList(part * ids.size() / parts, (part + 1) * ids.size() / parts);
            long number = run != null && part == 0 ? run.value() : ++last;
            into.meta(key(number), PackedIds.of(its).bytes());
            byFirst = byFirst.put(its.getFirst(), number);
        }
    }
}
