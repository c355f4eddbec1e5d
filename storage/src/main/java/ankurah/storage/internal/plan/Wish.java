package ankurah.storage.internal.plan;

import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.query.Cursor;
import ankurah.query.Interval;
import ankurah.query.Operand;
import ankurah.query.OrderBy;
import ankurah.query.Query;
import ankurah.query.Restrictions;
import ankurah.query.SortKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a query's order asks of a way. Columns that decide nothing are left out: those behind the id, which no two rows
 * share, those that are there already, and those in which all rows that match are equal.
 */
final class Wish {
    private final Restrictions implied;
    private final List<OrderBy> columns = new ArrayList<>();
    private final List<Value> afterValues = new ArrayList<>();
    private final boolean idDescending;
    private final @Nullable SortKey after;
    private boolean resumable;

    Wish(Query query, Restrictions implied) {
        this.implied = implied;
        Cursor cursor = query.after();
        this.after = cursor == null ? null : cursor.key();
        this.resumable = after != null;
        Set<Operand.Path> seen = new HashSet<>();
        boolean descending = false;
        for (int i = 0; i < query.orderBy().size(); i++) {
            OrderBy column = query.orderBy().get(i);
            if (isId(column)) {
                descending = column.descending();
                break;
            }
            if (seen.add(column.path())) {
                add(column, after == null ? Value.NULL : after.values().get(i));
            }
        }
        this.idDescending = descending;
    }

    /** A cursor that stands at another value than all rows have says nothing about where they begin. */
    private void add(OrderBy column, Value afterValue) {
        Value constant = constant(column.path());
        if (constant == null) {
            columns.add(column);
            afterValues.add(afterValue);
        } else if (constant.compareTo(afterValue) != 0) {
            resumable = false;
        }
    }

    private static boolean isId(OrderBy column) {
        return column.path().isProperty() && column.path().property().equals(Names.ID);
    }

    List<OrderBy> columns() {
        return columns;
    }

    /** Whether rows that are equal in all columns, all rows if there is none, are wanted by descending id. */
    boolean idDescending() {
        return idDescending;
    }

    /** The place behind which the rows begin, if it tells where on a way they do. */
    @Nullable
    SortKey after() {
        return resumable ? after : null;
    }

    Value afterValue(int column) {
        return afterValues.get(column);
    }

    boolean hasCursor() {
        return after != null;
    }

    /** The value that all matching rows have at a path; null when they may differ. */
    @Nullable
    Value constant(Operand.Path path) {
        List<Interval> intervals = implied.on(path);
        return intervals.size() == 1 && intervals.get(0).isPoint()
                ? Objects.requireNonNull(intervals.get(0).lower())
                : null;
    }

    boolean mayBeNull(Operand.Path path) {
        return implied.on(path).get(0).contains(Value.NULL);
    }
}
