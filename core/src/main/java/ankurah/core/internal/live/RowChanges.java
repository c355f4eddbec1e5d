package ankurah.core.internal.live;

import ankurah.core.Entity;
import ankurah.query.SortKey;
import ankurah.storage.tree.MapCursor;
import ankurah.storage.tree.PersistentMap;

/** What differs between two results of one order, key by key, at a cost that depends on what differs. */
final class RowChanges {
    private final Rows old;
    private final Rows now;
    private final PersistentMap.Visitor<SortKey, Entity> visitor;

    private RowChanges(Rows old, Rows now, PersistentMap.Visitor<SortKey, Entity> visitor) {
        this.old = old;
        this.now = now;
        this.visitor = visitor;
    }

    /** Whether the keys of two results can be compared. */
    @SuppressWarnings("ReferenceEquality") // orders are known by the object; an equal one is only slower
    static boolean areComparable(Rows old, Rows now) {
        return old.sorted().order() == now.sorted().order();
    }

    /** The results must be comparable. Each key is told once. */
    static void visit(Rows old, Rows now, PersistentMap.Visitor<SortKey, Entity> visitor) {
        RowChanges changes = new RowChanges(old, now, visitor);
        now.sorted().differences(old.sorted(), changes::tellShown);
        changes.tellGone();
        changes.tellMovedUp();
    }

    private void tellShown(
            SortKey key,
            @org.jspecify.annotations.Nullable Entity before,
            @org.jspecify.annotations.Nullable Entity after) {
        Entity was = before != null && shows(old, key) ? before : null;
        Entity is = after != null && shows(now, key) ? after : null;
        if (was != null || is != null) {
            visitor.differs(key, was, is);
        }
    }

    private static boolean shows(Rows rows, SortKey key) {
        return rows.visible() == rows.sorted().size() || rows.sorted().rankOf(key) < rows.visible();
    }

    /** Rows that nobody touched and that now stand behind the last row shown. */
    private void tellGone() {
        cross(old, now, (key, row) -> visitor.differs(key, row, null));
    }

    /** Rows that nobody touched and that stood behind the last row shown. */
    private void tellMovedUp() {
        cross(now, old, (key, row) -> visitor.differs(key, null, row));
    }

    private interface Crossing {
        void crossed(SortKey key, Entity row);
    }

    @SuppressWarnings("ReferenceEquality") // a row that nobody touched is the same object
    private static void cross(Rows shown, Rows hidden, Crossing crossing) {
        if (hidden.visible() == hidden.sorted().size()) {
            return;
        }
        int first = hidden.visible() == 0
                ? 0
                : countUpTo(
                        shown.sorted(),
                        hidden.sorted().nth(hidden.visible() - 1).key());
        MapCursor<SortKey, Entity> cursor = shown.sorted().slice(first, Math.max(0, shown.visible() - first));
        while (cursor.next()) {
            if (hidden.sorted().get(cursor.key()) == cursor.value()) {
                crossing.crossed(cursor.key(), cursor.value());
            }
        }
    }

    private static int countUpTo(PersistentMap<SortKey, Entity> sorted, SortKey key) {
        return sorted.rankOf(key) + (sorted.containsKey(key) ? 1 : 0);
    }
}
