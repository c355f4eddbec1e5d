package ankurah.storage.internal.plan;

import ankurah.query.AnkQl;
import ankurah.query.Matcher;
import ankurah.query.Ordering;
import ankurah.query.Predicate;
import ankurah.query.Query;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.Plan;
import ankurah.storage.RowCursor;
import ankurah.storage.internal.state.EncodedRow;
import org.jspecify.annotations.Nullable;

/** A query with its way to the rows, ready to run once. */
public final class PlannedQuery {
    private final Source source;
    private final Query query;
    private final boolean withDeleted;
    private final Way way;

    /**
     * Where the rows are.
     *
     * @param storeName for messages
     * @param number the collection's number, or -1 when it has no rows
     * @param row reads every row of the run
     */
    public record Source(OrderedSnapshot store, String storeName, String collection, int number, EncodedRow row) {}

    PlannedQuery(Source source, Query query, boolean withDeleted, Way way) {
        this.source = source;
        this.query = query;
        this.withDeleted = withDeleted;
        this.way = way;
    }

    public RowCursor open() {
        Integer limit = query.limit();
        Sieve sieve = sieve();
        int wanted = limit == null ? Integer.MAX_VALUE : limit;
        return way.order() == Plan.Order.SORTED
                ? new SortedRows(sieve, Ordering.of(query.orderBy()), wanted)
                : new WalkedRows(sieve, Ordering.of(query.orderBy()), wanted);
    }

    public long count() {
        Integer limit = query.limit();
        long most = limit == null ? Long.MAX_VALUE : limit;
        long count = 0;
        try (Sieve sieve = sieve()) {
            while (count < most && sieve.next()) {
                count++;
            }
        }
        return count;
    }

    private Sieve sieve() {
        Predicate where = query.where();
        @Nullable Matcher matcher = where.equals(Predicate.TRUE) ? null : Matcher.compile(where);
        return new Sieve(source, way.open(source), matcher, query, withDeleted);
    }

    public Plan explain() {
        boolean all = query.where().equals(Predicate.TRUE);
        return new Plan(
                source.collection(),
                way.access(),
                way.property(),
                way.segments().size(),
                way.bounded(),
                Planner.size(source, way),
                way.order(),
                query.limit(),
                all ? null : AnkQl.print(query.where()));
    }
}
