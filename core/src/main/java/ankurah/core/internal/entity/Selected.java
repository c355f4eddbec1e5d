package ankurah.core.internal.entity;

import ankurah.core.EntityLookup;
import ankurah.query.Cursor;
import ankurah.query.Matcher;
import ankurah.query.Ordering;
import ankurah.query.Query;
import ankurah.query.Row;
import ankurah.query.SortKey;
import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row that a query selects, with its place in the order. */
record Selected(SortKey key, EntityState state) {

    /** Those of the rows that a query selects, in its order, regardless of its limit. */
    static List<Selected> of(List<EntityState> rows, Query bound, RowFilter filter, EntityLookup others) {
        Matcher matcher = Matcher.compile(bound.where());
        Ordering ordering = Ordering.of(bound.orderBy());
        List<Selected> selected = new ArrayList<>();
        for (EntityState row : rows) {
            Selected one = of(row, row, bound.after(), matcher, ordering, filter, others);
            if (one != null) {
                selected.add(one);
            }
        }
        selected.sort((a, b) -> ordering.compare(a.key, b.key));
        return selected;
    }

    /** @param seen the state as the matcher sees it, which may follow references */
    static @Nullable Selected of(
            EntityState state,
            Row seen,
            @Nullable Cursor after,
            Matcher matcher,
            Ordering ordering,
            RowFilter filter,
            EntityLookup others) {
        if (state.isDeleted() || !matcher.matches(seen) || !filter.admits(state, others)) {
            return null;
        }
        SortKey key = ordering.key(seen);
        return after != null && ordering.compare(key, after.key()) <= 0 ? null : new Selected(key, state);
    }
}
