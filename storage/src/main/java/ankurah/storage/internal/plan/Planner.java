package ankurah.storage.internal.plan;

import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.query.Interval;
import ankurah.query.Matcher;
import ankurah.query.Operand;
import ankurah.query.Predicate;
import ankurah.query.Query;
import ankurah.query.Restrictions;
import ankurah.query.SortKey;
import ankurah.storage.Plan;
import ankurah.storage.internal.key.Keys;
import ankurah.storage.internal.plan.Way.Segment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the way to the rows of a query: by id, or along one index.
 *
 * <p>What a predicate implies about a property narrows the way along it to some ranges of keys. Every row is still tested
 * with the whole predicate, so a way that is too wide costs time and never gives a wrong row. A way has the query's order
 * or not: an index has it when its property is the first column, and for rows by id when it is narrowed to one value. With
 * the order, a limit ends the walk early; without it all rows are gathered.
 *
 * <p>Each way is priced by the rows it will look at: those in its ranges, or under a limit so many of them as it takes to
 * meet enough matches if those are spread evenly. A row met along an index costs {@value #INDEXED_ROW} times one met by
 * id, being fetched by itself.
 */
public final class Planner {
    private static final double INDEXED_ROW = 4;
    /** The share of rows taken to match a predicate that narrows no way. */
    private static final double GUESSED_SHARE = 0.25;
    /** What sorting adds for each row that matches. */
    private static final double SORTED_ROW = 1;
    /** Up to this limit, rows fetched one by one cost less than asking how many there are. */
    private static final int FEW_ROWS = 100;
    /** So many ranges of one way are asked for their size; the others are taken to be like them. */
    private static final int ASKED_RANGES = 8;

    private final PlannedQuery.Source source;
    private final Query query;
    private final Restrictions restrictions;
    private final Wish wish;

    /** A complete index. */
    public record Indexed(int number, String property) {}

    /** A way and about how many rows lie on it. */
    private record Candidate(Way way, long rows) {}

    private Planner(PlannedQuery.Source source, Query query) {
        this.source = source;
        this.query = query;
        this.restrictions = Restrictions.of(query.where());
        this.wish = new Wish(query);
    }

    public static PlannedQuery plan(
            PlannedQuery.Source source, List<Indexed> indexes, Query query, boolean withDeleted) {
        return new PlannedQuery(source, query, withDeleted, new Planner(source, query).choose(indexes));
    }

    private Way choose(List<Indexed> indexes) {
        if (source.number() < 0 || restrictions.isImpossible()) {
            return Way.NOWHERE;
        }
        List<Way> ways = new ArrayList<>();
        ways.add(byId());
        for (Indexed index : indexes) {
            Way way = along(index);
            if (way != null) {
                ways.add(way);
            }
        }
        Way chosen = ways.size() == 1 ? ways.get(0) : cheapest(ways);
        return chosen.segments().isEmpty() ? Way.NOWHERE : chosen;
    }

    private Way cheapest(List<Way> ways) {
        List<Candidate> candidates = new ArrayList<>(ways.size());
        for (Way way : ways) {
            if (endsAtOnce(way)) {
                return way;
            }
            candidates.add(new Candidate(way, size(source, way)));
        }
        double matches = expectedMatches(candidates);
        Candidate best = candidates.get(0);
        for (Candidate candidate : candidates) {
            best = price(candidate, matches) < price(best, matches) ? candidate : best;
        }
        return best.way();
    }

    /** Whether a limit is met by the first rows of the way, since all rows in its ranges match: nothing is cheaper. */
    private boolean endsAtOnce(Way way) {
        Integer limit = query.limit();
        if (limit == null || limit > FEW_ROWS || way.order() != Plan.Order.WALKED) {
            return false;
        }
        if (query.where().equals(Predicate.TRUE)) {
            return true;
        }
        String walked = way.property() == null ? Names.ID : way.property();
        for (Operand.Path path : Matcher.compile(query.where()).paths()) {
            if (!path.isProperty() || !path.property().equals(walked)) {
                return false;
            }
        }
        return way.bounded();
    }

    private Way byId() {
        List<Interval> intervals = restrictions.on(Names.ID);
        List<KeyRange> ranges = Spaces.ids(source.number(), intervals);
        boolean reverse = wish.byId() && wish.descending();
        SortKey after = wish.after();
        if (after != null && wish.byId()) {
            byte[] key = Keys.state(source.number(), after.id());
            byte[] all = Keys.states(source.number());
            ranges = KeyRange.within(
                    ranges, reverse ? new KeyRange(all, key) : new KeyRange(Keys.after(key), Keys.behind(all)));
        }
        Plan.Order order = wish.byId() ? Plan.Order.WALKED : Plan.Order.SORTED;
        return new Way(Plan.Access.IDS, null, Segment.of(ranges, reverse), isBounded(intervals), order, true);
    }

    /** The way along an index; null when it neither narrows the query nor has its order. */
    private @Nullable Way along(Indexed index) {
        List<Interval> intervals = restrictions.on(index.property());
        boolean bounded = isBounded(intervals);
        List<KeyRange> ranges = Spaces.index(index.number(), intervals);
        if (wish.startsWith(index.property())) {
            Plan.Order order = wish.endsAfterFirst() ? Plan.Order.WALKED : Plan.Order.SORTED_IN_GROUPS;
            return way(index, inOrder(index, ranges), bounded, order);
        }
        if (!bounded) {
            return null;
        }
        Value only = onlyValue(intervals);
        if (only == null || Spaces.isCut(only) || !wish.byId() || wish.descending()) {
            return way(index, Segment.of(ranges, false), true, Plan.Order.SORTED);
        }
        SortKey after = wish.after();
        if (after != null) {
            KeyRange value = Spaces.value(index.number(), only);
            byte[] entry = Keys.indexEntry(index.number(), only, after.id());
            ranges = KeyRange.within(ranges, new KeyRange(Keys.after(entry), value.to()));
        }
        return way(index, Segment.of(ranges, false), true, Plan.Order.WALKED);
    }

    private static Way way(Indexed index, List<Segment> segments, boolean bounded, Plan.Order order) {
        boolean placing = order == Plan.Order.WALKED;
        return new Way(Plan.Access.INDEX, index.property(), segments, bounded, order, placing);
    }

    /** The ranges as the first column wants them walked, with null where it wants it, from the cursor on. */
    private List<Segment> inOrder(Indexed index, List<KeyRange> ranges) {
        boolean reverse = wish.descending();
        KeyRange all = Spaces.all(index.number());
        KeyRange nulls = Spaces.value(index.number(), Value.NULL);
        KeyRange others = new KeyRange(nulls.to(), all.to());
        Value from = wish.afterValue();
        boolean startsInNulls = from != null && from.isNull();
        boolean withNulls = from == null || startsInNulls || !wish.nullsFirst();
        boolean withOthers = !startsInNulls || wish.nullsFirst();
        if (from != null && !startsInNulls) {
            KeyRange value = Spaces.value(index.number(), from);
            others = reverse ? new KeyRange(others.from(), value.to()) : new KeyRange(value.from(), others.to());
        }
        List<Segment> nullSegments = withNulls ? Segment.of(KeyRange.within(ranges, nulls), false) : List.of();
        List<Segment> otherSegments = withOthers ? Segment.of(KeyRange.within(ranges, others), reverse) : List.of();
        List<Segment> segments = new ArrayList<>(wish.nullsFirst() ? nullSegments : otherSegments);
        segments.addAll(wish.nullsFirst() ? otherSegments : nullSegments);
        return segments;
    }

    private static boolean isBounded(List<Interval> intervals) {
        return !(intervals.size() == 1 && intervals.get(0).equals(Interval.ALL));
    }

    /** The value all rows of the intervals have; null when they may differ. */
    private static @Nullable Value onlyValue(List<Interval> intervals) {
        return intervals.size() == 1 && intervals.get(0).isPoint()
                ? intervals.get(0).lower()
                : null;
    }

    /** About how many rows lie on a way. */
    static long size(PlannedQuery.Source source, Way way) {
        List<Segment> segments = way.segments();
        long rows = 0;
        int asked = Math.min(segments.size(), ASKED_RANGES);
        for (int i = 0; i < asked; i++) {
            KeyRange range = segments.get(i).range();
            rows += source.store().estimate(range.from(), range.to());
        }
        return asked == 0 ? 0 : rows * segments.size() / asked;
    }

    private double expectedMatches(List<Candidate> candidates) {
        long least = Long.MAX_VALUE;
        boolean narrowed = false;
        for (Candidate candidate : candidates) {
            least = Math.min(least, candidate.rows());
            narrowed |= candidate.way().bounded();
        }
        boolean all = query.where().equals(Predicate.TRUE);
        return Math.max(1, all || narrowed ? least : least * GUESSED_SHARE);
    }

    private double price(Candidate candidate, double matches) {
        double rows = candidate.rows();
        Integer limit = query.limit();
        boolean sorted = candidate.way().order() == Plan.Order.SORTED;
        if (!sorted && limit != null) {
            rows = Math.min(rows, limit * rows / matches);
        }
        double each = candidate.way().access() == Plan.Access.INDEX ? INDEXED_ROW : 1;
        return rows * each + (sorted ? Math.min(matches, rows) * SORTED_ROW : 0);
    }
}
