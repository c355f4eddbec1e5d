package ankurah.storage.sql.internal;

import ankurah.storage.internal.engine.Index;
import ankurah.storage.sql.internal.TableChange.Column;
import ankurah.storage.sql.internal.TableChange.ColumnType;
import ankurah.storage.sql.internal.TableChange.Shape;
import ankurah.storage.sql.internal.TableChange.Way;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables: what they are called, how they are made and read. docs/format.md, "SQL layout". */
public final class Layout {
    private final Dialect dialect;
    final String head;
    final String events;
    final String log;
    final String metas;
    final String collections;
    final String properties;
    final String indexes;
    final Shape putEvent;
    final Shape addLog;
    final Shape putMeta;
    final Shape removeMeta;
    final Shape putCollection;
    final Shape putProperty;
    final Shape putIndex;
    final Shape removeIndex;

    public Layout(Dialect dialect) {
        this.dialect = dialect;
        this.head = dialect.table("_head");
        this.events = dialect.table("_events");
        this.log = dialect.table("_log");
        this.metas = dialect.table("_metas");
        this.collections = dialect.table("_collections");
        this.properties = dialect.table("_properties");
        this.indexes = dialect.table("_indexes");
        putEvent = put(
                events,
                List.of(bytes("entity"), bytes("id")),
                List.of(number("collection"), number("number"), bytes("event")));
        List<Column> entry = List.of(bytes("commit_id"), bytes("hash"), bytes("entry"));
        addLog = new Shape(log, List.of(number("number")), entry, Way.ADD);
        putMeta = put(metas, List.of(bytes("key")), List.of(bytes("value")));
        removeMeta = remove(metas, bytes("key"));
        putCollection = put(collections, List.of(number("number")), List.of(text("name"), text("view_name")));
        putProperty = put(
                properties,
                List.of(number("collection"), number("number")),
                List.of(text("name"), text("label"), text("kind")));
        putIndex = put(indexes, List.of(number("number")), List.of(text("columns"), text("phase"), bytes("record")));
        removeIndex = remove(indexes, number("number"));
    }

    private static Column bytes(String name) {
        return new Column(name, ColumnType.BYTES);
    }

    private static Column number(String name) {
        return new Column(name, ColumnType.NUMBER);
    }

    private static Column text(String name) {
        return new Column(name, ColumnType.TEXT);
    }

    private static Shape put(String table, List<Column> key, List<Column> rest) {
        return new Shape(table, key, rest, Way.PUT);
    }

    private static Shape remove(String table, Column key) {
        return new Shape(table, List.of(key), List.of(), Way.REMOVE);
    }

    Shape putState(Stored stored) {
        List<Column> rest =
                List.of(new Column("deleted", ColumnType.FLAG), bytes("state"), new Column("data", ColumnType.JSON));
        return put(stored.table(), List.of(bytes("id")), rest);
    }

    Shape removeState(Stored stored) {
        return remove(stored.table(), bytes("id"));
    }

    String entries(int index) {
        return dialect.table("_index_" + index);
    }

    Shape putEntry(int index) {
        return put(entries(index), List.of(bytes("entry")), List.of());
    }

    Shape removeEntry(int index) {
        return remove(entries(index), bytes("entry"));
    }

    /** Makes the tables of a new store. */
    public List<String> statements() {
        List<String> made = new ArrayList<>();
        made.add("CREATE TABLE " + head + " (one " + type(ColumnType.NUMBER) + " PRIMARY KEY CHECK (one = 1), format "
                + type(ColumnType.NUMBER) + " NOT NULL, system " + type(ColumnType.BYTES) + " NOT NULL, log "
                + type(ColumnType.BYTES)
                + " NOT NULL, number " + type(ColumnType.NUMBER) + " NOT NULL, hash " + type(ColumnType.BYTES)
                + " NOT NULL, catalog " + type(ColumnType.NUMBER) + " NOT NULL, writes " + type(ColumnType.NUMBER)
                + " NOT NULL)");
        for (Shape shape : List.of(putEvent, addLog, putMeta, putCollection, putProperty, putIndex)) {
            made.add(table(shape));
        }
        made.add("CREATE INDEX " + dialect.index("_log_commits") + " ON " + log + " (commit_id)");
        return made;
    }

    /** The statement that makes the table of a shape, if it is not there. */
    String table(Shape shape) {
        boolean wide = false;
        StringBuilder sql = new StringBuilder("CREATE TABLE IF NOT EXISTS ")
                .append(shape.table())
                .append(" (");
        for (Column column : shape.columns()) {
            sql.append(column.name()).append(' ').append(type(column.type()));
            sql.append(column.type() == ColumnType.JSON ? ", " : " NOT NULL, ");
            wide |= column.type() == ColumnType.JSON;
        }
        sql.append("PRIMARY KEY (").append(names(shape.key())).append("))");
        return sql.append(wide ? dialect.rewritten() : dialect.clustered()).toString();
    }

    public static String names(List<Column> columns) {
        return String.join(", ", columns.stream().map(Column::name).toList());
    }

    private String type(ColumnType type) {
        return dialect.type(type);
    }

    public String headName() {
        return head;
    }

    public String selectHead() {
        return "SELECT " + Head.COLUMNS + " FROM " + head;
    }

    public String selectFormat() {
        return "SELECT format FROM " + head;
    }

    public String insertHead() {
        return "INSERT INTO " + head + " (one, format, " + Head.COLUMNS + ") VALUES (1, ?, ?, ?, ?, ?, ?, ?)";
    }

    public Object[] insertHeadValues(Head made) {
        return new Object[] {
            (long) Head.FORMAT,
            made.identity().system().toBytes(),
            made.identity().log().toBytes(),
            made.number(),
            made.hash().toBytes(),
            made.catalog(),
            made.writes()
        };
    }

    public String updateHead() {
        return "UPDATE " + head + " SET number = ?, hash = ?, catalog = ?, writes = ?";
    }

    public Object[] updateHeadValues(Head next) {
        return new Object[] {next.number(), next.hash().toBytes(), next.catalog(), next.writes()};
    }

    /** The same, if the row is where the writer believes it to be; else it ends in an error. For Postgres. */
    public String moveHead() {
        return "WITH moved AS (UPDATE " + head
                + " SET number = ?, hash = ?, catalog = ?, writes = writes + 1 WHERE number = ?"
                + " AND hash = ? AND catalog = ? RETURNING 1) SELECT 1 / count(*)::int FROM moved";
    }

    public Object[] moveHeadValues(Head before, Head next) {
        return new Object[] {
            next.number(),
            next.hash().toBytes(),
            next.catalog(),
            before.number(),
            before.hash().toBytes(),
            before.catalog()
        };
    }

    /** The running hash of a log entry. */
    public String selectHash() {
        return "SELECT hash FROM " + log + " WHERE number = ?";
    }

    SqlCatalog catalog(SqlConnection connection, long version) throws SQLException {
        Map<Integer, Stored> byNumber = new HashMap<>();
        connection.query("SELECT number, name, view_name FROM " + collections, rows -> {
            while (rows.next()) {
                Stored stored = Stored.of(rows.getInt(1), rows.getString(2), rows.getString(3), dialect);
                byNumber.put(stored.number(), stored);
            }
            return null;
        });
        connection.query("SELECT collection, number, name, label, kind FROM " + properties, rows -> {
            while (rows.next()) {
                Stored.Property shown = new Stored.Property(rows.getInt(2), rows.getString(4), rows.getString(5));
                String name = rows.getString(3);
                byNumber.computeIfPresent(rows.getInt(1), (number, stored) -> stored.with(name, shown));
            }
            return null;
        });
        List<Index> found = connection.query("SELECT number, record FROM " + indexes + " ORDER BY number", rows -> {
            List<Index> all = new ArrayList<>();
            while (rows.next()) {
                all.add(Index.decode(rows.getInt(1), rows.getBytes(2)));
            }
            return all;
        });
        Map<String, Stored> byName = new HashMap<>();
        byNumber.values().forEach(stored -> byName.put(stored.name(), stored));
        return new SqlCatalog(version, byName, found);
    }
}
