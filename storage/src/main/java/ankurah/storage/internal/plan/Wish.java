package ankurah.storage.internal.plan;

import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.query.Cursor;
import ankurah.query.OrderBy;
import ankurah.query.Query;
import ankurah.query.SortKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a query's order asks of a way. */
final class Wish {
    private final List<OrderBy> columns;
    private final @Nullable SortKey after;

    Wish(Query query) {
        this.columns = query.orderBy();
        Cursor cursor = query.after();
        this.after = cursor == null ? null : cursor.key();
    }

    /** Whether rows are wanted by id, one way or the other; no two rows share one, so further columns say nothing. */
    boolean byId() {
        return columns.isEmpty() || isId(columns.get(0));
    }

    boolean descending() {
        return !columns.isEmpty() && columns.get(0).descending();
    }

    boolean nullsFirst() {
        return columns.get(0).nullsFirst();
    }

    /** Whether the first column is this property. */
    boolean startsWith(String property) {
        return !columns.isEmpty()
                && columns.get(0).path().isProperty()
                && columns.get(0).path().property().equals(property);
    }

    /** Whether rows that are equal in the first column are wanted by ascending id. */
    boolean endsAfterFirst() {
        return columns.size() == 1 || isId(columns.get(1)) && !columns.get(1).descending();
    }

    /** The place behind which the rows begin. */
    @Nullable
    SortKey after() {
        return after;
    }

    /** The first column's value at that place. */
    @Nullable
    Value afterValue() {
        return after == null || after.values().isEmpty() ? null : after.values().get(0);
    }

    private static boolean isId(OrderBy column) {
        return column.path().isProperty() && column.path().property().equals(Names.ID);
    }
}
