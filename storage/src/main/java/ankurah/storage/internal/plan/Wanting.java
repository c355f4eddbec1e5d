package ankurah.storage.internal.plan;

import ankurah.event.Names;
import ankurah.query.Interval;
import ankurah.query.Operand;
import ankurah.query.OrderBy;
import ankurah.query.Query;
import ankurah.query.Restrictions;
import ankurah.storage.IndexSpec;
import ankurah.storage.internal.key.Keys;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which index a query that ran would have liked: single values first, then its order, or else one range. */
final class Wanting {
    /** A query that read fewer rows in vain wants nothing. */
    private static final long LEAST_IN_VAIN = 500;

    private static final int MOST_SINGLE = 3;
    private static final int MOST_VALUES = 64;
    /** Up to so many rows may be sorted; an index on a range is then as good as one in the order. */
    private static final int FEW_MATCHES = 1000;

    private Wanting() {}

    static void tell(PlannedQuery.Source source, Query query, long looked, long let) {
        if (looked - let * Planner.INDEXED_ROW < LEAST_IN_VAIN && !isLongSort(query, looked)) {
            return;
        }
        Restrictions implied = Restrictions.of(query.where());
        List<OrderBy> columns = single(source, implied);
        boolean ordered = addOrder(columns, source, query, implied, let);
        if (!ordered) {
            addRange(columns, source, implied);
        }
        Integer limit = query.limit();
        long needed = ordered && limit != null ? Math.min(limit, let) : let;
        long inVain = looked - (long) (needed * Planner.INDEXED_ROW);
        if (!columns.isEmpty() && inVain >= LEAST_IN_VAIN) {
            byte[] states = Keys.states(source.number());
            long rows = source.store().estimate(states, Keys.behind(states));
            source.wishes().wish(new IndexSpec(source.collection(), columns), inVain, rows);
        }
    }

    private static boolean isLongSort(Query query, long looked) {
        Integer limit = query.limit();
        return limit != null && looked - limit * Planner.INDEXED_ROW >= LEAST_IN_VAIN;
    }

    private static List<OrderBy> single(PlannedQuery.Source source, Restrictions implied) {
        List<OrderBy> columns = new ArrayList<>();
        for (Operand.Path path : sorted(implied)) {
            List<Interval> intervals = implied.on(path);
            boolean single =
                    intervals.size() <= MOST_VALUES && intervals.stream().allMatch(Interval::isPoint);
            if (single && columns.size() < MOST_SINGLE && isUsable(source, path)) {
                columns.add(OrderBy.ascending(path));
            }
        }
        return columns;
    }

    /** Whether the order is of use: it spares reading on, unless few rows match and a range says which. */
    private static boolean addOrder(
            List<OrderBy> columns, PlannedQuery.Source source, Query query, Restrictions implied, long let) {
        Wish wish = new Wish(query, implied);
        if (query.limit() == null || wish.columns().isEmpty() || wish.idDescending()) {
            return false;
        }
        Operand.Path first = wish.columns().get(0).path();
        if (let < FEW_MATCHES && firstRange(source, implied, first) != null) {
            return false;
        }
        List<OrderBy> order = new ArrayList<>();
        for (OrderBy column : wish.columns()) {
            if (!isUsable(source, column.path())) {
                return false;
            }
            if (!has(columns, column.path())) {
                order.add(column);
            }
        }
        if (columns.size() + order.size() > IndexSpec.MAX_COLUMNS) {
            return false;
        }
        columns.addAll(order);
        return true;
    }

    private static void addRange(List<OrderBy> columns, PlannedQuery.Source source, Restrictions implied) {
        Operand.Path range = firstRange(source, implied, null);
        if (range != null && !has(columns, range)) {
            columns.add(OrderBy.ascending(range));
        }
    }

    /** A restricted path that is neither of single values nor {@code not}. */
    private static Operand.@Nullable Path firstRange(
            PlannedQuery.Source source, Restrictions implied, Operand.@Nullable Path not) {
        for (Operand.Path path : sorted(implied)) {
            List<Interval> intervals = implied.on(path);
            boolean narrow = !intervals.contains(Interval.NOT_NULL)
                    && !intervals.stream().allMatch(Interval::isPoint);
            if (narrow && !path.equals(not) && isUsable(source, path)) {
                return path;
            }
        }
        return null;
    }

    private static boolean has(List<OrderBy> columns, Operand.Path path) {
        return columns.stream().anyMatch(column -> column.path().equals(path));
    }

    private static List<Operand.Path> sorted(Restrictions implied) {
        List<Operand.Path> paths = new ArrayList<>(implied.paths());
        paths.sort((a, b) -> String.join(".", a.steps()).compareTo(String.join(".", b.steps())));
        return paths;
    }

    /** The system's own names are in no index, nor is what lay in other rows. */
    private static boolean isUsable(PlannedQuery.Source source, Operand.Path path) {
        return !Names.isReserved(path.property())
                && (path.isProperty() || !source.row().hasFollowed());
    }
}
