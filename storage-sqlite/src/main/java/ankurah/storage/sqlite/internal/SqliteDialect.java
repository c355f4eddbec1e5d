package ankurah.storage.sqlite.internal;

import ankurah.storage.sql.internal.Dialect;
import ankurah.storage.sql.internal.Layout;
import ankurah.storage.sql.internal.SqlConnection;
import ankurah.storage.sql.internal.TableChange;
import ankurah.storage.sql.internal.TableChange.Column;
import ankurah.storage.sql.internal.TableChange.Shape;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** SQLite's words. Blobs compare as unsigned bytes, as our keys do. */
final class SqliteDialect implements Dialect {
    private static final long COUNTED_ROWS = 10_000;
    private static final long ALL_COUNTED_ROWS = 1_000;

    @Override
    public String table(String name) {
        return '"' + name + '"';
    }

    @Override
    public String index(String name) {
        return table(name);
    }

    @Override
    public String type(TableChange.ColumnType type) {
        return switch (type) {
            case BYTES -> "BLOB";
            case NUMBER, FLAG -> "INTEGER";
            case TEXT, JSON -> "TEXT";
        };
    }

    @Override
    public String clustered() {
        return " WITHOUT ROWID";
    }

    @Override
    public String notDeleted() {
        return "deleted = 0";
    }

    @Override
    public String idOf(String column) {
        return "substr(" + column + ", -32)";
    }

    @Override
    public String shown(String label, String kind) {
        return "data ->> '" + label + "'";
    }

    @Override
    public List<String> view(String view, String selection) {
        return List.of("DROP VIEW IF EXISTS " + view, "CREATE VIEW " + view + " AS " + selection);
    }

    /** It counts instead. */
    @Override
    public List<String> lookAnew(String table) {
        return List.of();
    }

    /** Counts few rows; of many it only knows how many there are at most. */
    @Override
    public long estimate(SqlConnection connection, String table, String key, byte[] from, byte[] to, String states)
            throws SQLException {
        boolean all = from.length == 1 && to.length > 0 && to[0] == (byte) 0xff;
        // Each query weighs looking at all rows, so asking for their number is not to count many of them.
        long most = all ? rows(connection, states) : 0;
        if (most >= ALL_COUNTED_ROWS) {
            return most;
        }
        long counted = connection.query(
                "SELECT count(*) FROM (SELECT 1 FROM " + table + " WHERE " + key + " >= ? AND " + key + " < ? LIMIT ?)",
                SqliteDialect::number,
                from,
                to,
                COUNTED_ROWS);
        return counted < COUNTED_ROWS ? counted : Math.max(counted, rows(connection, states) / 2);
    }

    /** About how many, for rows get ascending numbers. */
    private static long rows(SqlConnection connection, String states) throws SQLException {
        return connection.query("SELECT max(rowid) FROM " + states, SqliteDialect::number);
    }

    private static long number(ResultSet rows) throws SQLException {
        return rows.next() ? rows.getLong(1) : 0;
    }

    static String statement(Shape shape) {
        String keys = Layout.names(shape.key());
        if (shape.removal()) {
            return "DELETE FROM " + shape.table() + " WHERE " + keys.replace(", ", " = ? AND ") + " = ?";
        }
        List<Column> columns = shape.columns();
        StringBuilder sql = new StringBuilder("INSERT INTO ").append(shape.table());
        sql.append(" (").append(Layout.names(columns)).append(") VALUES (");
        sql.append(String.join(", ", Collections.nCopies(columns.size(), "?")));
        sql.append(") ON CONFLICT (").append(keys).append(") DO ");
        if (shape.rest().isEmpty()) {
            return sql.append("NOTHING").toString();
        }
        sql.append("UPDATE SET ");
        sql.append(String.join(
                ", ",
                shape.rest().stream()
                        .map(column -> column.name() + " = excluded." + column.name())
                        .toList()));
        return sql.toString();
    }
}
