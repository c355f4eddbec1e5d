package ankurah.storage.internal.plan;

import ankurah.query.Matcher;
import ankurah.query.Ordering;
import ankurah.query.Predicate;
import ankurah.query.Query;
import ankurah.storage.RowCursor;
import ankurah.storage.internal.key.Keys;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way of who plans nothing: every row of the collection is looked at, and those that match are sorted. */
public final class Scan {
    private Scan() {}

    public static RowCursor open(PlannedQuery.Source source, Query query) {
        Predicate where = query.where();
        @Nullable Matcher matcher = where.equals(Predicate.TRUE) ? null : Matcher.compile(where);
        Integer limit = query.limit();
        Sieve sieve = new Sieve(source, new StateRows(source, all(source)), matcher, query, false, (looked, let) -> {});
        return new SortedRows(sieve, Ordering.of(query.orderBy()), limit == null ? Integer.MAX_VALUE : limit);
    }

    private static List<Segment> all(PlannedQuery.Source source) {
        if (source.number() < 0) {
            return List.of();
        }
        byte[] states = Keys.states(source.number());
        return List.of(new Segment(new KeyRange(states, Keys.behind(states)), false));
    }
}
