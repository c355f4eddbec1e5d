package ankurah.storage.internal.plan;

import ankurah.event.Names;
import ankurah.query.Interval;
import ankurah.query.Matcher;
import ankurah.query.OrderBy;
import ankurah.query.Predicate;
import ankurah.query.Query;
import ankurah.query.Restrictions;
import ankurah.query.SortKey;
import ankurah.storage.Plan;
import ankurah.storage.internal.key.Keys;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the way to the rows of a query: by id, along one index, or along several for the parts of an OR.
 *
 * <p><b>Ranges.</b> A predicate falls into {@link Box boxes} at its ORs; what each implies about single paths becomes
 * {@link IndexRange ranges} of an index's keys: single values of the first columns, as far as there are such, and a stretch
 * of the next. Ranges of all boxes are joined, sorted and freed of overlaps, so an entry is met once.
 *
 * <p><b>Order.</b> An index has the query's order when its columns behind those of single values are the query's, all in
 * their directions or all in the opposite one ({@link Fit}); then a limit ends the walk early. Walks under several values
 * of the first columns are merged ({@link Lane}). Where the index has only the first columns of the order, rows that are
 * equal there are sorted among themselves. A cursor becomes the place where the walk begins ({@link Resume}).
 *
 * <p><b>Invariants.</b> A way holds every row that matches, and may hold others: each row is tested with the whole predicate
 * and the whole cursor, so a way that is too wide, an estimate that is wrong or a key that was cut costs time and never a
 * row. Only where a way is known to hold nothing else are its entries counted without their rows.
 *
 * <p><b>Price.</b> Each way is priced by the rows it will look at: those in its ranges, or under a limit so many of them as it
 * takes to meet enough matches if those are spread evenly. A row met along an index costs {@value #INDEXED_ROW} times one
 * met by id, being fetched by itself. How many rows lie in a range is asked of the store ({@link Sizes}).
 */
public final class Planner {
    static final double INDEXED_ROW = 4;
    /** What beginning a range costs. */
    private static final double RANGE = 10;

    /** The share of rows taken to match a predicate that narrows no way. */
    private static final double GUESSED_SHARE = 0.25;
    /** What sorting adds for each row that matches. */
    private static final double SORTED_ROW = 1;
    /** Up to this limit, rows fetched one by one cost less than asking how many there are. */
    private static final int FEW_ROWS = 100;
    /** At most so many walks are merged; each holds a cursor open. */
    private static final int MOST_MERGED = 64;
    /** An OR of more parts is not answered by several indexes. */
    private static final int MOST_PARTS = 8;

    private final PlannedQuery.Source source;
    private final List<Indexed> indexes;
    private final Query query;
    private final Restrictions implied;
    private final List<Box> boxes;
    private final Wish wish;

    /** A way and about how many rows lie on it, and how many of them stand before the first can be given. */
    private record Candidate(Way way, long rows, long first) {}

    private Planner(PlannedQuery.Source source, List<Indexed> indexes, Query query) {
        this.source = source;
        this.indexes = indexes;
        this.query = query;
        this.implied = Restrictions.of(query.where());
        this.boxes = implied.isImpossible() ? List.of() : Box.of(query.where());
        this.wish = new Wish(query, implied.isImpossible() ? Restrictions.of(Predicate.TRUE) : implied);
    }

    public static PlannedQuery plan(
            PlannedQuery.Source source, List<Indexed> indexes, Query query, boolean withDeleted) {
        return new PlannedQuery(source, query, withDeleted, new Planner(source, indexes, query).choose(), null);
    }

    /** The same for who only wants to know how many rows there are. */
    public static PlannedQuery planCount(PlannedQuery.Source source, List<Indexed> indexes, Query query) {
        Planner planner = new Planner(source, indexes, query);
        return new PlannedQuery(source, query, false, planner.choose(), planner.countable());
    }

    private Way choose() {
        if (source.number() < 0 || boxes.isEmpty()) {
            return Way.NOWHERE;
        }
        List<Way> ways = new ArrayList<>();
        ways.add(byId());
        for (Indexed index : indexes) {
            Way way = along(index, boxes, wish);
            if (way.bounded() || way.order() != Plan.Order.SORTED) {
                ways.add(way);
            }
        }
        Way union = union();
        if (union != null) {
            ways.add(union);
        }
        Way chosen = ways.size() == 1 ? ways.get(0) : cheapest(ways);
        return chosen.segments() == 0 ? Way.NOWHERE : chosen;
    }

    /** A way whose entries are the rows that match, no others, for who only counts. */
    private @Nullable Way countable() {
        if (source.number() < 0 || boxes.isEmpty() || wish.hasCursor()) {
            return null;
        }
        Way best = null;
        for (Indexed index : indexes) {
            IndexRange.All all = IndexRange.of(index, boxes);
            if (all.exact()) {
                Way way = along(index, boxes, wish);
                best = best == null || way.segments() < best.segments() ? way : best;
            }
        }
        return best;
    }

    private Way cheapest(List<Way> ways) {
        for (Way way : ways) {
            if (endsAtOnce(way)) {
                return way;
            }
        }
        List<Candidate> candidates = new ArrayList<>(ways.size());
        for (Way way : ways) {
            candidates.add(candidate(way));
        }
        double matches = expectedMatches(candidates);
        Candidate best = candidates.get(0);
        for (Candidate candidate : candidates) {
            best = price(candidate, matches) < price(best, matches) ? candidate : best;
        }
        return best.way();
    }

    private Candidate candidate(Way way) {
        long first = way.course() != null && way.order() == Plan.Order.SORTED_IN_GROUPS && query.limit() != null
                ? Sizes.firstGroup(source.store(), way, way.course())
                : 0;
        return new Candidate(way, Sizes.rows(source.store(), way), first);
    }

    /** Whether a limit is met by the first rows of the way, since all rows in its ranges match: nothing is cheaper. */
    private boolean endsAtOnce(Way way) {
        Integer limit = query.limit();
        return limit != null && limit <= FEW_ROWS && way.order() == Plan.Order.WALKED && way.exact() && way.resumed();
    }

    private Way byId() {
        List<Interval> intervals = implied.on(Names.ID);
        List<KeyRange> ranges = IdRanges.of(source.number(), intervals);
        boolean walked = wish.columns().isEmpty();
        boolean reverse = walked && wish.idDescending();
        SortKey after = walked ? wish.after() : null;
        if (after != null) {
            byte[] key = Keys.state(source.number(), after.id());
            ranges = reverse ? KeyRange.below(ranges, key) : KeyRange.from(ranges, Keys.after(key));
        }
        boolean bounded = implied.properties().contains(Names.ID);
        boolean exact = implied.isExact() && implied.paths().size() == (bounded ? 1 : 0);
        return new Way(
                Plan.Access.IDS,
                List.of(new Lane(Keys.states(source.number()).length, Segment.of(ranges, reverse))),
                bounded,
                exact,
                after != null || !wish.hasCursor(),
                walked ? Plan.Order.WALKED : Plan.Order.SORTED,
                null,
                List.of());
    }

    private static Way along(Indexed index, List<Box> boxes, Wish wish) {
        List<OrderBy> columns = index.columns();
        IndexRange.All all = IndexRange.of(index, boxes);
        Fit fit = fit(columns, all.ranges(), wish);
        Resume resume = new Resume(columns, fit, wish);
        boolean[] fixed = new boolean[columns.size()];
        for (int i = 0; i < fixed.length; i++) {
            fixed[i] = Fit.isFixed(wish, columns.get(i));
        }
        return new Way(
                Plan.Access.INDEX,
                Lane.of(all.ranges(), fit, resume),
                all.bounded(),
                all.exact(),
                resume.isDone(),
                fit.order(),
                new Way.Course(index, fit, fixed, wish.idDescending()),
                List.of());
    }

    private static Fit fit(List<OrderBy> columns, List<IndexRange> ranges, Wish wish) {
        int points = ranges.stream().mapToInt(IndexRange::points).min().orElse(0);
        Fit best = Fit.of(columns, 0, wish);
        for (int from = 1; from <= points; from++) {
            Fit fit = Fit.of(columns, from, wish);
            if (fit.isBetterThan(best) && Lane.count(ranges, from) <= (fit.nullsApart() ? 1 : MOST_MERGED)) {
                best = fit;
            }
        }
        return best;
    }

    /** An index for each part of an OR; null if the predicate is none, or a part has none. */
    private @Nullable Way union() {
        if (boxes.size() < 2 || boxes.size() > MOST_PARTS) {
            return null;
        }
        List<Way.Part> parts = new ArrayList<>();
        for (Box box : boxes) {
            Way way = bestFor(box);
            if (way == null) {
                return null;
            }
            parts.add(new Way.Part(way, Matcher.compile(box.where())));
        }
        return new Way(Plan.Access.UNION, List.of(), true, false, !wish.hasCursor(), Plan.Order.SORTED, null, parts);
    }

    private @Nullable Way bestFor(Box box) {
        Wish anyOrder = new Wish(Query.where(box.where()), box.implied());
        Way best = null;
        long least = Long.MAX_VALUE;
        for (Indexed index : indexes) {
            Way way = along(index, List.of(box), anyOrder);
            long rows = way.bounded() ? Sizes.rows(source.store(), way) : Long.MAX_VALUE;
            if (rows < least) {
                best = way;
                least = rows;
            }
        }
        return best;
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
        Way way = candidate.way();
        boolean sorted = way.order() == Plan.Order.SORTED;
        if (!sorted && limit != null) {
            rows = Math.max(Math.min(rows, limit * rows / matches), Math.min(rows, (double) candidate.first()));
        }
        double each = way.access() == Plan.Access.IDS ? 1 : INDEXED_ROW;
        return rows * each + way.segments() * RANGE + (sorted ? Math.min(matches, rows) * SORTED_ROW : 0);
    }
}
