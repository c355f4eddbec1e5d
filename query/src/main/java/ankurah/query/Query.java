package ankurah.query;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.internal.Binder;
import ankurah.query.internal.Operands;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Which rows, in which order, how many, and after which row. Rows that are equal in every column of the order, and all
 * rows when there is none, follow by id.
 *
 * @param limit at most so many rows; null for all
 * @param after where the rows begin; null for the start. It belongs to this very order.
 */
public record Query(
        Predicate where,
        List<OrderBy> orderBy,
        @Nullable Integer limit,
        @Nullable Cursor after) {

    public static final Query ALL = new Query(Predicate.TRUE, List.of(), null, null);

    /**
     * Checks that the parts fit together.
     *
     * @throws AnkurahException.Invalid {@code query.limit} for a negative limit; {@code cursor.other_order} for a cursor
     *     taken from a query with another order
     */
    public Query {
        orderBy = List.copyOf(orderBy);
        if (limit != null && limit < 0) {
            throw new AnkurahException.Invalid("query.limit", "a limit is 0 or more, not " + limit);
        }
        if (after != null) {
            after.requireOrder(orderBy);
        }
    }

    public static Query where(Predicate where) {
        return new Query(where, List.of(), null, null);
    }

    public Query withWhere(Predicate predicate) {
        return new Query(predicate, orderBy, limit, after);
    }

    /** The rows of this query that fulfil the predicate as well. */
    public Query and(Predicate predicate) {
        return withWhere(where.equals(Predicate.TRUE) ? predicate : where.and(predicate));
    }

    /** The same rows in another order. A cursor belongs to the old order, so it is dropped. */
    public Query withOrderBy(OrderBy... columns) {
        return withOrderBy(List.of(columns));
    }

    /** The same rows in another order. A cursor belongs to the old order, so it is dropped. */
    public Query withOrderBy(List<OrderBy> columns) {
        return new Query(where, columns, limit, null);
    }

    public Query withLimit(@Nullable Integer rows) {
        return new Query(where, orderBy, rows, after);
    }

    public Query withAfter(@Nullable Cursor cursor) {
        return new Query(where, orderBy, limit, cursor);
    }

    /** What {@link #mapPaths} asks. */
    @FunctionalInterface
    public interface PathMapping {
        Operand.Path map(Operand.Path path);
    }

    /** This query with another path in the place of each. A cursor comes along: its key has values, not names. */
    public Query mapPaths(PathMapping mapping) {
        Predicate mapped =
                Operands.map(where, operand -> operand instanceof Operand.Path path ? mapping.map(path) : operand);
        List<OrderBy> columns = new ArrayList<>(orderBy.size());
        for (OrderBy column : orderBy) {
            columns.add(new OrderBy(mapping.map(column.path()), column.descending(), column.nullsFirst()));
        }
        Query renamed = new Query(mapped, columns, limit, null);
        return after == null ? renamed : renamed.withAfter(Cursor.at(renamed, after.key()));
    }

    /** This query with a {@code ?} in the place of each value, from the start: for those who may not know what was asked for. */
    public Query withoutValues() {
        AtomicInteger last = new AtomicInteger();
        Predicate hidden = Operands.map(
                where,
                operand -> operand instanceof Operand.Path
                        ? operand
                        : new Operand.Parameter(Integer.toString(last.incrementAndGet())));
        return new Query(hidden, orderBy, limit, null);
    }

    /** The names of the parameters without a value; numbers from "1" for each {@code ?}. */
    public Set<String> parameters() {
        return Binder.parameters(where);
    }

    public boolean isBound() {
        return parameters().isEmpty();
    }

    /**
     * Gives each {@code ?} its value.
     *
     * @throws AnkurahException.Invalid {@code query.parameter_missing}, {@code query.parameter_superfluous}, or
     *     {@code query.parameters_mixed} when the query has named parameters
     */
    public Query bind(List<Value> positional) {
        return withWhere(Binder.bind(where, positional));
    }

    /**
     * Gives each {@code :name} its value.
     *
     * @throws AnkurahException.Invalid {@code query.parameter_missing}, {@code query.parameter_superfluous}, or
     *     {@code query.parameters_mixed} when the query has positional parameters
     */
    public Query bind(Map<String, Value> named) {
        return withWhere(Binder.bind(where, named));
    }

    /** As AnkQL. */
    @Override
    public String toString() {
        return AnkQl.print(this);
    }
}
