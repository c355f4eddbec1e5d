package ankurah.core.internal.entity;

import ankurah.event.internal.Lists;
import ankurah.query.Matcher;
import ankurah.query.Ordering;
import ankurah.query.Predicate;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.RowCursor;
import java.util.ArrayList;
import java.util.List;

/** Queries that look through references: every row of the collection is looked at, and each target through the filter. */
final class FollowingQuery {
    private FollowingQuery() {}

    static List<EntityState> run(View view, String collection, Query bound, RowFilter filter) {
        Matcher matcher = Matcher.compile(bound.where());
        Matcher any = Matcher.compile(Predicate.TRUE);
        Ordering ordering = Ordering.of(bound.orderBy());
        List<Selected> selected = new ArrayList<>();
        try (RowCursor all = RowReader.plain(view, collection, Query.ALL, filter)) {
            for (EntityState row = all.next(); row != null; row = all.next()) {
                FollowingRow seen = new FollowingRow(row, view, filter);
                Matcher its = filter.vouches(row) ? any : matcher;
                Selected one = Selected.of(row, seen, bound.after(), its, ordering, filter, view);
                if (one != null) {
                    selected.add(one);
                }
            }
        }
        selected.sort((a, b) -> ordering.compare(a.key(), b.key()));
        Integer limit = bound.limit();
        int count = limit == null ? selected.size() : Math.min(limit, selected.size());
        return Lists.map(selected.subList(0, count), Selected::state);
    }
}
