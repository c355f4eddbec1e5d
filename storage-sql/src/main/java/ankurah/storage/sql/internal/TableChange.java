package ankurah.storage.sql.internal;

import java.util.ArrayList;
import java.util.List;

/** Rows to be put into one table, over those with the same key, or taken out of it. No key is there twice. */
public final class TableChange {
    private final Shape shape;
    private final List<Object[]> rows = new ArrayList<>();

    /** What stands in a column. */
    public enum ColumnType {
        BYTES,
        NUMBER,
        TEXT,
        FLAG,
        JSON
    }

    /** What becomes of the rows. */
    public enum Way {
        /** They go over those with the same key. */
        PUT,
        /** There are none with the same key. */
        ADD,
        REMOVE
    }

    /** A column. Its name is one of our own. */
    public record Column(String name, ColumnType type) {}

    /**
     * Which table and columns.
     *
     * @param table as it is written in SQL
     * @param rest the columns behind the key; of no meaning for a removal
     */
    public record Shape(String table, List<Column> key, List<Column> rest, Way way) {
        public boolean removal() {
            return way == Way.REMOVE;
        }

        public List<Column> columns() {
            List<Column> all = new ArrayList<>(key);
            if (!removal()) {
                all.addAll(rest);
            }
            return all;
        }
    }

    TableChange(Shape shape) {
        this.shape = shape;
    }

    /** @param values one for each of {@link Shape#columns} */
    TableChange row(Object... values) {
        rows.add(values);
        return this;
    }

    public Shape shape() {
        return shape;
    }

    public List<Object[]> rows() {
        return rows;
    }
}
