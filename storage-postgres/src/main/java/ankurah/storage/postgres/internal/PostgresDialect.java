package ankurah.storage.postgres.internal;

import ankurah.storage.sql.internal.Dialect;
import ankurah.storage.sql.internal.Layout;
import ankurah.storage.sql.internal.SqlConnection;
import ankurah.storage.sql.internal.TableChange;
import ankurah.storage.sql.internal.TableChange.Column;
import ankurah.storage.sql.internal.TableChange.ColumnType;
import ankurah.storage.sql.internal.TableChange.Shape;
import ankurah.storage.sql.internal.TableChange.Way;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Postgres' words. The type bytea compares as unsigned bytes, as our keys do, whatever the collation. */
final class PostgresDialect implements Dialect {
    private static final int COUNTED_ROWS = 200;
    private static final Pattern ROWS = Pattern.compile("rows=(\\d+)");

    private final String schema;
    private final Map<Shape, String> statements = new ConcurrentHashMap<>();

    PostgresDialect(String schema) {
        this.schema = schema;
    }

    @Override
    public String table(String name) {
        return '"' + schema + "\".\"" + name + '"';
    }

    /** It is made in the schema of its table. */
    @Override
    public String index(String name) {
        return '"' + name + '"';
    }

    @Override
    public String type(ColumnType type) {
        return switch (type) {
            case BYTES -> "bytea";
            case NUMBER -> "bigint";
            case TEXT -> "text";
            case FLAG -> "boolean";
            case JSON -> "json";
        };
    }

    @Override
    public String clustered() {
        return "";
    }

    /** Room for a row's next version beside it, which then needs no new place in the order of the keys. */
    @Override
    public String rewritten() {
        return " WITH (fillfactor = 75)";
    }

    @Override
    public String notDeleted() {
        return "NOT deleted";
    }

    @Override
    public String idOf(String column) {
        return "substring(" + column + " FROM octet_length(" + column + ") - 31)";
    }

    @Override
    public String shown(String label, String kind) {
        String text = "data ->> '" + label + "'";
        return switch (kind) {
            case "INT", "FLOAT", "DECIMAL" -> ifOf("number", label, "(" + text + ")::numeric");
            case "BOOL" -> ifOf("boolean", label, "(" + text + ")::boolean");
            case "JSON", "LIST" -> "data -> '" + label + "'";
            default -> text;
        };
    }

    /** A property may have values of other kinds too. */
    private static String ifOf(String jsonType, String label, String value) {
        return "CASE json_typeof(data -> '" + label + "') WHEN '" + jsonType + "' THEN " + value + " END";
    }

    @Override
    public List<String> view(String view, String selection) {
        return List.of("CREATE OR REPLACE VIEW " + view + " AS " + selection);
    }

    /** Later the server does that by itself, as the table changes. */
    @Override
    public List<String> lookAnew(String table) {
        return List.of("ANALYZE " + table);
    }

    /** Counts few rows, and of many asks for what the server's planner makes of them. */
    @Override
    public long estimate(SqlConnection connection, String table, String key, byte[] from, byte[] to, String states)
            throws SQLException {
        String selected = " FROM " + table + " WHERE " + key + " >= ? AND " + key + " < ?";
        long counted = connection.query(
                "SELECT count(*) FROM (SELECT 1" + selected + " LIMIT " + COUNTED_ROWS + ") AS found",
                rows -> rows.next() ? rows.getLong(1) : 0L,
                from,
                to);
        if (counted < COUNTED_ROWS) {
            return counted;
        }
        boolean all = from.length == 1 && to[0] == (byte) 0xff;
        long planned = all
                ? connection.query("EXPLAIN SELECT 1 FROM " + table, PostgresDialect::planned)
                : connection.query("EXPLAIN SELECT 1" + selected, PostgresDialect::planned, from, to);
        return Math.max(counted, planned);
    }

    private static long planned(java.sql.ResultSet rows) throws SQLException {
        Matcher found = ROWS.matcher(rows.next() ? rows.getString(1) : "");
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    /** A statement for any number of rows; its parameters are arrays, one for each column. */
    String statement(Shape shape) {
        return statements.computeIfAbsent(shape, this::written);
    }

    private String written(Shape shape) {
        List<Column> columns = shape.columns();
        String names = Layout.names(columns);
        String arrays = "unnest("
                + String.join(
                        ", ",
                        columns.stream()
                                .map(column -> "?::" + element(column.type()) + "[]")
                                .toList())
                + ") AS d (" + names + ")";
        if (shape.removal()) {
            return "DELETE FROM " + shape.table() + " AS t USING " + arrays + " WHERE "
                    + String.join(
                            " AND ",
                            columns.stream()
                                    .map(column -> "t." + column.name() + " = d." + column.name())
                                    .toList());
        }
        String values = String.join(
                ", ",
                columns.stream()
                        .map(column -> "d." + column.name() + (column.type() == ColumnType.JSON ? "::json" : ""))
                        .toList());
        String insert = "INSERT INTO " + shape.table() + " (" + names + ") SELECT " + values + " FROM " + arrays;
        return shape.way() == Way.ADD
                ? insert
                : insert + " ON CONFLICT (" + Layout.names(shape.key()) + ") DO " + replacement(shape);
    }

    private static String replacement(Shape shape) {
        return shape.rest().isEmpty()
                ? "NOTHING"
                : "UPDATE SET "
                        + String.join(
                                ", ",
                                shape.rest().stream()
                                        .map(column -> column.name() + " = excluded." + column.name())
                                        .toList());
    }

    private static String element(ColumnType type) {
        return switch (type) {
            case BYTES -> "bytea";
            case NUMBER -> "int8";
            case TEXT, JSON -> "text";
            case FLAG -> "bool";
        };
    }

    static Array array(Connection connection, TableChange change, int at) throws SQLException {
        ColumnType type = change.shape().columns().get(at).type();
        Object[] values = switch (type) {
            case BYTES -> new byte[change.rows().size()][];
            case NUMBER -> new Long[change.rows().size()];
            case TEXT, JSON -> new String[change.rows().size()];
            case FLAG -> new Boolean[change.rows().size()];
        };
        for (int i = 0; i < values.length; i++) {
            values[i] = change.rows().get(i)[at];
        }
        return connection.createArrayOf(element(type), values);
    }
}
