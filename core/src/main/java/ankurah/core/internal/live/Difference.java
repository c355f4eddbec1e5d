package ankurah.core.internal.live;

import ankurah.core.Change;
import ankurah.core.Change.Kind;
import ankurah.core.Entity;
import ankurah.event.EntityId;
import ankurah.query.SortKey;
import ankurah.storage.tree.MapCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What differs between two results, at a cost that depends on their size. */
final class Difference {
    private Difference() {}

    /**
     * @param entered what rows are that were not there before
     * @param sameOrder whether the keys of both results can be compared; then only a row whose key changed has moved
     */
    static List<Change> between(Rows old, Rows now, Kind entered, boolean sameOrder) {
        List<Change> changes = new ArrayList<>();
        Map<EntityId, Integer> oldPlaces = new HashMap<>();
        MapCursor<SortKey, Entity> cursor = old.sorted().slice(0, old.size());
        for (int index = 0; cursor.next(); index++) {
            EntityId id = cursor.value().id();
            if (now.indexOf(id) < 0) {
                changes.add(new Change(Kind.REMOVED, id, null, index, -1));
            } else {
                oldPlaces.put(id, oldPlaces.size());
            }
        }
        addOthers(old, now, entered, moved(old, now, sameOrder, oldPlaces), changes);
        return changes;
    }

    private static void addOthers(Rows old, Rows now, Kind entered, Set<EntityId> moved, List<Change> changes) {
        MapCursor<SortKey, Entity> cursor = now.sorted().slice(0, now.size());
        for (int index = 0; cursor.next(); index++) {
            Entity row = cursor.value();
            EntityId id = row.id();
            int oldIndex = old.indexOf(id);
            if (oldIndex < 0) {
                changes.add(new Change(entered, id, row, -1, index));
            } else if (moved.contains(id)) {
                changes.add(new Change(Kind.MOVED, id, row, oldIndex, index));
            } else if (!old.get(oldIndex).equals(row)) {
                changes.add(new Change(Kind.UPDATED, id, row, oldIndex, index));
            }
        }
    }

    /**
     * Which of the rows that stayed have another place among the others: those that have to be taken out so that the rest
     * stands in its old order. Rows with the keys they had are never among them, for they keep their order.
     *
     * @param oldPlaces the places of the rows that stayed, among themselves
     */
    private static Set<EntityId> moved(Rows old, Rows now, boolean sameOrder, Map<EntityId, Integer> oldPlaces) {
        List<EntityId> ids = new ArrayList<>(oldPlaces.size());
        int[] nextFixed = new int[oldPlaces.size()];
        boolean[] fixed = new boolean[oldPlaces.size()];
        MapCursor<SortKey, Entity> cursor = now.sorted().slice(0, now.size());
        while (cursor.next()) {
            EntityId id = cursor.value().id();
            if (oldPlaces.containsKey(id)) {
                fixed[ids.size()] = sameOrder && cursor.key().equals(old.keys().get(id));
                ids.add(id);
            }
        }
        int next = Integer.MAX_VALUE;
        for (int i = ids.size() - 1; i >= 0; i--) {
            nextFixed[i] = next;
            next = fixed[i] ? oldPlaces.getOrDefault(ids.get(i), next) : next;
        }
        Set<EntityId> moved = new HashSet<>();
        int last = -1;
        for (int i = 0; i < ids.size(); i++) {
            int place = oldPlaces.getOrDefault(ids.get(i), -1);
            if (fixed[i] || last < place && place < nextFixed[i]) {
                last = place;
            } else {
                moved.add(ids.get(i));
            }
        }
        return moved;
    }
}
