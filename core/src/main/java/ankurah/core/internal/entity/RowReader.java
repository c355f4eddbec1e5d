package ankurah.core.internal.entity;

import ankurah.event.AnkurahException;
import ankurah.query.Predicate;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.RowCursor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs queries over a view for a reader: what the filter hides does not exist, and the limit counts what is left. A bound
 * query goes straight to the storage engine when nothing lies over its snapshot and nothing is hidden; otherwise its rows
 * are merged with the newer ones. Queries that follow references are evaluated here, because a target may be hidden too.
 */
public final class RowReader {
    private RowReader() {}

    public static List<EntityState> list(View view, String collection, Query bound, RowFilter filter) {
        List<EntityState> rows = new ArrayList<>();
        try (RowCursor cursor = open(view, collection, bound, filter)) {
            for (EntityState row = cursor.next(); row != null; row = cursor.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    /**
     * How many rows there are. Where nothing is hidden the store counts, if it can in an index, and what lies over its
     * snapshot corrects it row by row.
     */
    public static long count(View view, String collection, Query asked, RowFilter through) {
        Narrowed narrowed = narrow(view, collection, asked, through);
        Query bound = narrowed.query;
        RowFilter filter = narrowed.filter;
        if (!filter.admitsAll() || References.mayFollow(bound, collection, view.catalog())) {
            long count = 0;
            try (RowCursor rows = open(view, collection, bound, filter)) {
                while (rows.next() != null) {
                    count++;
                }
            }
            return count;
        }
        List<EntityState> newer =
                view.overlay().isEmpty() ? List.of() : view.overlay().states(collection);
        if (newer.isEmpty()) {
            return view.snapshot().count(collection, bound);
        }
        long most = bound.limit() == null ? Long.MAX_VALUE : bound.limit();
        // Each newer state hides at most one stored row.
        long enough = Math.min(Integer.MAX_VALUE, most + newer.size());
        Query stored = bound.withLimit(bound.limit() == null ? null : (Integer) (int) enough);
        List<EntityState> hidden = new ArrayList<>();
        for (EntityState state : newer) {
            EntityState before = view.snapshot().state(collection, state.id());
            if (before != null) {
                hidden.add(before);
            }
        }
        long count = view.snapshot().count(collection, stored)
                - Selected.of(hidden, bound, filter, view).size()
                + Selected.of(newer, bound, filter, view).size();
        return Math.min(most, count);
    }

    public static RowCursor open(View view, String collection, Query bound, RowFilter filter) {
        if (References.mayFollow(bound, collection, view.catalog())) {
            return new ListCursor(FollowingQuery.run(view, collection, bound, filter));
        }
        return plain(view, collection, bound, filter);
    }

    /** For queries that follow no reference. */
    public static RowCursor plain(View view, String collection, Query asked, RowFilter through) {
        Narrowed narrowed = narrow(view, collection, asked, through);
        Query bound = narrowed.query;
        RowFilter filter = narrowed.filter;
        List<EntityState> newer =
                view.overlay().isEmpty() ? List.of() : view.overlay().states(collection);
        if (newer.isEmpty() && filter.admitsAll()) {
            return view.snapshot().query(collection, bound);
        }
        return new MergedCursor(view, collection, bound, filter, Selected.of(newer, bound, filter, view));
    }

    /** A query, and what is left to filter. */
    private record Narrowed(Query query, RowFilter filter) {}

    /** Makes what may be seen part of the query, where the values of the rows alone tell. */
    private static Narrowed narrow(View view, String collection, Query asked, RowFilter through) {
        Predicate condition = through.admitsAll() ? null : through.condition(collection);
        if (condition == null) {
            return new Narrowed(asked, through);
        }
        try {
            if (References.mayFollow(Query.where(condition), collection, view.catalog())) {
                Predicate less = new Backwards(view, collection).of(condition);
                return new Narrowed(less == null ? asked : asked.and(less), through);
            }
            return new Narrowed(condition.equals(Predicate.TRUE) ? asked : asked.and(condition), AllRows.FILTER);
        } catch (AnkurahException.Invalid tooDeep) {
            // As deep as a query may be, so the rows are looked at one by one.
            return new Narrowed(asked, through);
        }
    }

    /** Rows that are in memory already. */
    private static final class ListCursor implements RowCursor {
        private final List<EntityState> rows;
        private int at;

        ListCursor(List<EntityState> rows) {
            this.rows = rows;
        }

        @Override
        public @Nullable EntityState next() {
            return at < rows.size() ? rows.get(at++) : null;
        }

        @Override
        public void close() {}
    }
}
