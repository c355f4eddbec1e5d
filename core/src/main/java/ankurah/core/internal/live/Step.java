package ankurah.core.internal.live;

import ankurah.core.Change;
import ankurah.core.Change.Kind;
import ankurah.core.Entity;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.View;
import ankurah.event.EntityId;
import ankurah.query.SortKey;
import ankurah.storage.EntityState;
import ankurah.storage.tree.MapCursor;
import ankurah.storage.tree.PersistentMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One commit's step of a live query: from the rows before and the entities that changed to the rows after, at a cost that
 * depends on the change alone.
 *
 * <p>Whether a row belonged to the selection is told by the rows held, not by its state before, so a change of visibility
 * counts like one of content. Under LIMIT some rows more than the shown ones are held. A row whose key lies behind the
 * last held one is let go, for others may stand before it; when fewer rows are left than are shown, a query brings the
 * next ones. The shown rows that nobody touched and that crossed the limit lie between the old and the new last key.
 *
 * <p>Where references are followed, the rows that a changed entity was looked at for are decided anew like changed ones.
 */
final class Step {
    private final Selection selection;
    private final Held before;
    private final @Nullable Followed followed;
    private Held after;
    /** The rows in question that were or are held. */
    private final Map<EntityId, Touched> touched = new LinkedHashMap<>();
    /** The changed rows that belong behind the last held one, where that was when they were looked at. */
    private final List<EntityId> letGo = new ArrayList<>();

    /** Where a row that stayed stands among the others. */
    private enum Place {
        SAME,
        OTHER,
        /** It was let go, and may have come back with the refill. */
        SHOWN_BY_INDEX
    }

    /**
     * What became of a row.
     *
     * @param oldKey where it was held; null if it was not
     * @param newKey where it is held; unless it is {@link Place#SHOWN_BY_INDEX}
     */
    private record Touched(
            Place place, @Nullable SortKey oldKey, @Nullable SortKey newKey) {
        static final Touched LET_GO = new Touched(Place.SHOWN_BY_INDEX, null, null);

        int from(Rows old) {
            return oldKey == null ? -1 : old.indexOf(oldKey);
        }

        int to(EntityId id, Rows now) {
            return place == Place.SHOWN_BY_INDEX || newKey == null ? now.indexOf(id) : now.indexOf(newKey);
        }
    }

    /** @param followed as loaded with the rows before; must not have given up */
    Step(Selection selection, Held before, @Nullable Followed followed) {
        this.selection = selection;
        this.before = before;
        this.followed = followed;
        this.after = before;
    }

    Held after() {
        return after;
    }

    /** Takes the step; the rows that changed among the shown ones. */
    List<Change> take(Concern concern, View view) {
        for (Changed change : concern.rows) {
            take(change.after(), view);
        }
        takeReferring(concern, view);
        if (!after.complete() && after.size() < selection.limit) {
            after = selection.refill(view, after);
            letGo.forEach(id -> touched.putIfAbsent(id, Touched.LET_GO));
        }
        if (selection.isLimited() && after.size() > selection.limit + 2 * selection.spare) {
            after = after.cut(selection.limit + selection.spare);
        }
        return touched.isEmpty() && after.size() == before.size() ? List.of() : changes();
    }

    /** Decides about the rows that refer to changed entities. */
    private void takeReferring(Concern concern, View view) {
        if (followed == null) {
            return;
        }
        Set<EntityId> rows = new LinkedHashSet<>();
        for (Changed target : concern.targets) {
            if (selection.isRelevant(target, view)) {
                followed.addRows(target.after().id(), rows);
            }
        }
        for (Changed change : concern.rows) {
            rows.remove(change.after().id());
        }
        for (EntityId id : rows) {
            EntityState row = view.state(selection.collection, id);
            if (row != null) {
                take(row, view);
            }
        }
    }

    private void take(EntityState state, View view) {
        EntityId id = state.id();
        SortKey oldKey = after.keyOf(id);
        SortKey newKey = selection.place(state, view, followed);
        if (newKey != null && after.isBeyond(newKey)) {
            newKey = null;
            letGo.add(id);
        }
        if (oldKey == null && newKey == null) {
            return;
        }
        touched.put(id, new Touched(place(id, oldKey, newKey, new Entity(state)), oldKey, newKey));
    }

    /** Puts the row where it now belongs. */
    private Place place(EntityId id, @Nullable SortKey oldKey, @Nullable SortKey newKey, Entity row) {
        if (oldKey == null || newKey == null) {
            after = oldKey == null ? after : after.without(id, oldKey);
            after = newKey == null ? after : after.with(newKey, row);
            return Place.SHOWN_BY_INDEX;
        }
        if (newKey.equals(oldKey)) {
            after = after.with(oldKey, row, oldKey);
            return Place.SAME;
        }
        int from = after.sorted().rankOf(oldKey);
        after = after.with(newKey, row, oldKey);
        return from == after.sorted().rankOf(newKey) ? Place.SAME : Place.OTHER;
    }

    private List<Change> changes() {
        Rows old = before.show(selection.limit);
        Rows now = after.show(selection.limit);
        List<Change> removed = new ArrayList<>();
        List<Change> others = new ArrayList<>();
        touched.forEach((id, row) -> {
            int from = row.from(old);
            int to = row.to(id, now);
            if (to >= 0) {
                addStayed(id, row.place, from, to, old, now, others);
            } else if (from >= 0) {
                removed.add(new Change(Kind.REMOVED, id, null, from, -1));
            }
        });
        addEvicted(old, now, removed);
        addMovedUp(old, now, others);
        removed.sort(Comparator.comparingInt(Change::oldIndex));
        others.sort(Comparator.comparingInt(Change::newIndex));
        removed.addAll(others);
        return removed;
    }

    /** A row that is shown, and perhaps was. Whoever only refers to what has changed may be as before. */
    private static void addStayed(EntityId id, Place place, int from, int to, Rows old, Rows now, List<Change> others) {
        Entity row = now.get(to);
        boolean unchanged = from >= 0 && place != Place.OTHER && old.get(from).equals(row);
        boolean moved = place == Place.OTHER || place == Place.SHOWN_BY_INDEX && (from != to || unchanged);
        if (from < 0 || moved || !unchanged) {
            Kind kind = from < 0 ? Kind.ADDED : moved ? Kind.MOVED : Kind.UPDATED;
            others.add(new Change(kind, id, row, from, to));
        }
    }

    /** Untouched rows that were shown and now stand behind the last row shown. */
    private void addEvicted(Rows old, Rows now, List<Change> removed) {
        if (!selection.isLimited() || now.size() < selection.limit || old.size() == 0 || selection.limit == 0) {
            return;
        }
        int first = countUpTo(old.sorted(), now.sorted().nth(now.size() - 1).key());
        MapCursor<SortKey, Entity> cursor = old.sorted().slice(first, old.size() - first);
        for (int index = first; cursor.next(); index++) {
            EntityId id = cursor.value().id();
            if (!touched.containsKey(id)) {
                removed.add(new Change(Kind.REMOVED, id, null, index, -1));
            }
        }
    }

    /** Untouched rows that stood behind the last row shown and are now shown. */
    private void addMovedUp(Rows old, Rows now, List<Change> others) {
        if (!selection.isLimited() || old.size() < selection.limit || selection.limit == 0) {
            return;
        }
        int first = countUpTo(now.sorted(), old.sorted().nth(old.size() - 1).key());
        MapCursor<SortKey, Entity> cursor = now.sorted().slice(first, now.size() - first);
        for (int index = first; cursor.next(); index++) {
            EntityId id = cursor.value().id();
            if (!touched.containsKey(id)) {
                others.add(new Change(Kind.ADDED, id, cursor.value(), -1, index));
            }
        }
    }

    private static int countUpTo(PersistentMap<SortKey, Entity> sorted, SortKey key) {
        return sorted.rankOf(key) + (sorted.containsKey(key) ? 1 : 0);
    }
}
