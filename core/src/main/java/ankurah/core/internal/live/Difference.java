package ankurah.core.internal.live;

import ankurah.core.Change;
import ankurah.core.Change.Kind;
import ankurah.core.Entity;
import ankurah.event.EntityId;
import ankurah.query.SortKey;
import ankurah.storage.tree.MapCursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        addOthers(old, now, entered, sameOrder, oldPlaces, changes);
        return changes;
    }

    /** @param oldPlaces the places of the rows that stayed, among themselves */
    private static void addOthers(
            Rows old,
            Rows now,
            Kind entered,
            boolean sameOrder,
            Map<EntityId, Integer> oldPlaces,
            List<Change> changes) {
        int place = 0;
        MapCursor<SortKey, Entity> cursor = now.sorted().slice(0, now.size());
        for (int index = 0; cursor.next(); index++) {
            Entity row = cursor.value();
            Integer oldPlace = oldPlaces.get(row.id());
            if (oldPlace == null) {
                changes.add(new Change(entered, row.id(), row, -1, index));
                continue;
            }
            SortKey oldKey = old.keys().get(row.id());
            Entity oldRow = oldKey == null ? null : old.sorted().get(oldKey);
            boolean moved = oldPlace != place && !(sameOrder && cursor.key().equals(oldKey));
            place++;
            if (moved) {
                changes.add(new Change(Kind.MOVED, row.id(), row, old.indexOf(row.id()), index));
            } else if (oldRow == null || !oldRow.head().equals(row.head())) {
                changes.add(new Change(Kind.UPDATED, row.id(), row, old.indexOf(row.id()), index));
            }
        }
    }
}
