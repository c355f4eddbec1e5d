package ankurah.query;

import ankurah.event.Value;
import ankurah.query.internal.Paths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The total order of a query: its columns, then the id, which always ascends. */
public final class Ordering implements Comparator<SortKey> {
    private final List<OrderBy> columns;

    private Ordering(List<OrderBy> columns) {
        this.columns = columns;
    }

    public static Ordering of(List<OrderBy> columns) {
        return new Ordering(List.copyOf(columns));
    }

    public List<OrderBy> columns() {
        return columns;
    }

    public SortKey key(Row row) {
        return switch (columns.size()) {
            case 0 -> new SortKey(List.of(), row.id());
            case 1 -> new SortKey(List.of(Paths.read(columns.get(0).path(), row)), row.id());
            default -> {
                List<Value> values = new ArrayList<>(columns.size());
                for (OrderBy column : columns) {
                    values.add(Paths.read(column.path(), row));
                }
                yield new SortKey(values, row.id());
            }
        };
    }

    /** Both keys come from {@link #key} of an ordering with the same columns. */
    @Override
    public int compare(SortKey a, SortKey b) {
        for (int i = 0; i < columns.size(); i++) {
            int order = compare(columns.get(i), a.values().get(i), b.values().get(i));
            if (order != 0) {
                return order;
            }
        }
        return a.id().compareTo(b.id());
    }

    private static int compare(OrderBy column, Value a, Value b) {
        if (a.isNull() || b.isNull()) {
            int nullFirst = Boolean.compare(b.isNull(), a.isNull());
            return column.nullsFirst() ? nullFirst : -nullFirst;
        }
        int order = a.compareTo(b);
        return column.descending() ? -order : order;
    }
}
