package ankurah.storage.internal.plan;

import ankurah.query.AnkQl;
import ankurah.query.Matcher;
import ankurah.query.Ordering;
import ankurah.query.Predicate;
import ankurah.query.Query;
import ankurah.storage.IndexSpec;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.Plan;
import ankurah.storage.RowCursor;
import ankurah.storage.internal.state.EncodedRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query with its way to the rows, ready to run once. */
public final class PlannedQuery {
    private final Source source;
    private final Query query;
    private final boolean withDeleted;
    private final Way way;
    /** A way whose entries are exactly the rows that match, so that they can be counted; null if there is none. */
    private final @Nullable Way counted;

    /**
     * Where the rows are.
     *
     * @param storeName for messages
     * @param number the collection's number, or -1 when it has no rows
     * @param row reads every row of the run
     * @param wishes is told what a run would have liked
     */
    public record Source(
            OrderedSnapshot store, String storeName, String collection, int number, EncodedRow row, Wishes wishes) {}

    /** Hears which index would have spared a query how many rows. */
    public interface Wishes {
        /** @param rows about how many rows the collection has */
        void wish(IndexSpec index, long lookedInVain, long rows);
    }

    PlannedQuery(Source source, Query query, boolean withDeleted, Way way, @Nullable Way counted) {
        this.source = source;
        this.query = query;
        this.withDeleted = withDeleted;
        this.way = way;
        this.counted = counted;
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
        if (counted != null) {
            return countEntries(counted, most);
        }
        long count = 0;
        try (Sieve sieve = sieve()) {
            while (count < most && sieve.next()) {
                count++;
            }
        }
        return count;
    }

    private long countEntries(Way entries, long most) {
        long count = 0;
        for (Lane lane : entries.lanes()) {
            for (Segment segment : lane.segments()) {
                KeyRange range = segment.range();
                count += source.store().count(range.from(), range.to(), most - count);
                if (count >= most) {
                    return most;
                }
            }
        }
        return count;
    }

    private Sieve sieve() {
        Predicate where = query.where();
        @Nullable Matcher matcher = where.equals(Predicate.TRUE) ? null : Matcher.compile(where);
        return new Sieve(source, way.open(source), matcher, query, withDeleted, this::met);
    }

    private void met(long looked, long let) {
        if (!withDeleted) {
            Wanting.tell(source, query, looked, let);
        }
    }

    public Plan explain() {
        boolean all = query.where().equals(Predicate.TRUE);
        return new Plan(
                source.collection(),
                way.access(),
                indexes(way),
                way.segments(),
                Math.max(1, way.lanes().size()),
                isBackward(),
                way.bounded(),
                Sizes.rows(source.store(), way),
                way.order(),
                query.limit(),
                all ? null : AnkQl.print(query.where()),
                null,
                List.of());
    }

    private boolean isBackward() {
        return way.order() != Plan.Order.SORTED
                && !way.lanes().isEmpty()
                && way.lanes().get(0).segments().stream().anyMatch(Segment::reverse);
    }

    private static List<IndexSpec> indexes(Way way) {
        List<IndexSpec> indexes = new ArrayList<>();
        if (way.course() != null) {
            indexes.add(way.course().index().spec());
        }
        for (Way.Part part : way.parts()) {
            for (IndexSpec spec : indexes(part.way())) {
                if (!indexes.contains(spec)) {
                    indexes.add(spec);
                }
            }
        }
        return indexes;
    }
}
