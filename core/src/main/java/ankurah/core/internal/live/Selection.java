package ankurah.core.internal.live;

import ankurah.core.Catalog;
import ankurah.core.Entity;
import ankurah.core.internal.entity.FollowingRow;
import ankurah.core.internal.entity.References;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.entity.RowReader;
import ankurah.core.internal.entity.View;
import ankurah.event.EntityId;
import ankurah.query.Cursor;
import ankurah.query.Matcher;
import ankurah.query.Ordering;
import ankurah.query.Query;
import ankurah.query.Row;
import ankurah.query.SortKey;
import ankurah.storage.EntityState;
import ankurah.storage.RowCursor;
import ankurah.storage.tree.Editor;
import ankurah.storage.tree.PersistentMap;
import org.jspecify.annotations.Nullable;

/** What a live query selects, compiled. */
final class Selection {
    /** A limit above this is as good as none. */
    private static final int MOST_LIMITED = 1_000_000_000;

    private static final int LEAST_SPARE = 8;
    private static final int MOST_SPARE = 64;

    final String collection;
    final Query query;
    final RowFilter filter;
    final Ordering ordering;
    /** How many rows are shown; {@link Integer#MAX_VALUE} for all. */
    final int limit;
    /** How many rows are kept ready behind those shown, so that a row that leaves seldom costs a query. */
    final int spare;

    private final Matcher matcher;
    /** The last answer of {@link #mayFollow}, which changes with the catalog alone. */
    private volatile @Nullable Known follows;

    private record Known(Catalog catalog, boolean follows) {}

    Selection(String collection, Query bound, RowFilter filter) {
        this.collection = collection;
        this.query = bound;
        this.filter = filter;
        this.matcher = Matcher.compile(bound.where());
        this.ordering = Ordering.of(bound.orderBy());
        Integer given = bound.limit();
        this.limit = given == null || given > MOST_LIMITED ? Integer.MAX_VALUE : given;
        this.spare = Math.max(LEAST_SPARE, Math.min(limit / 2, MOST_SPARE));
    }

    boolean isLimited() {
        return limit != Integer.MAX_VALUE;
    }

    /** Whether the answer may depend on entities other than the rows themselves. */
    boolean mayFollow(View view) {
        Known known = follows;
        if (known == null || !known.catalog.equals(view.catalog())) {
            known = new Known(view.catalog(), References.mayFollow(query, collection, view.catalog()));
            follows = known;
        }
        return known.follows;
    }

    /** The row's place in the order if it belongs to the selection, else null. Only for selections that do not follow. */
    @Nullable
    SortKey place(EntityState row) {
        if (row.isDeleted() || !matcher.matches(row) || !filter.admits(row)) {
            return null;
        }
        SortKey key = ordering.key(row);
        Cursor after = query.after();
        return after != null && ordering.compare(key, after.key()) <= 0 ? null : key;
    }

    /** All rows, or as many as are shown and kept ready. */
    Held load(View view) {
        int wanted = isLimited() ? limit + spare : Integer.MAX_VALUE;
        boolean follows = mayFollow(view);
        Held none = new Held(PersistentMap.empty(ordering), PersistentMap.empty(EntityId::compareTo), false);
        return read(view, query, wanted, none, follows);
    }

    /** With rows from behind the last one, until as many are held as {@link #load} gives. */
    Held refill(View view, Held held) {
        PersistentMap.Entry<SortKey, Entity> last = held.sorted().last();
        Query rest = last == null ? query : query.withAfter(Cursor.at(query, last.key()));
        return read(view, rest, limit + spare - held.size(), held, false);
    }

    private Held read(View view, Query part, int wanted, Held into, boolean follows) {
        Editor<SortKey, Entity> sorted = into.sorted().edit();
        Editor<EntityId, SortKey> keys = into.keys().edit();
        int count = 0;
        Query limited = part.withLimit(isLimited() ? (Integer) wanted : null);
        try (RowCursor rows = RowReader.open(view, collection, limited, filter)) {
            for (EntityState row = rows.next(); row != null; row = rows.next()) {
                Row seen = follows ? new FollowingRow(row, view, filter) : row;
                SortKey key = ordering.key(seen);
                sorted.put(key, new Entity(row));
                keys.put(row.id(), key);
                count++;
            }
        }
        return new Held(sorted.build(), keys.build(), count < wanted);
    }
}
