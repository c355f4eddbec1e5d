package ankurah.storage.postgres.internal;

import ankurah.event.AnkurahException;
import ankurah.storage.LogId;
import ankurah.storage.postgres.PostgresOptions;
import ankurah.storage.sql.internal.Founding;
import ankurah.storage.sql.internal.Head;
import ankurah.storage.sql.internal.Layout;
import ankurah.storage.sql.internal.SqlConnection;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.zip.CRC32C;

/** Makes the tables, if they are not there, or looks whether they can be used; on one connection, before there are others. */
final class Opening {
    /** How many groups each program has written. */
    static final String WRITERS = "_writers";

    private static final int LEAST_VERSION = 15;
    private static final long ADVISORY = 0x616e6b75L << 32;

    private final Address address;
    private final String name;
    private final PostgresDialect dialect;
    private final PostgresOptions options;
    private final Layout layout;

    Opening(Address address, String name, PostgresDialect dialect, PostgresOptions options) {
        this.address = address;
        this.name = name;
        this.dialect = dialect;
        this.options = options;
        this.layout = new Layout(dialect);
    }

    /** The log that the store holds. */
    LogId open() {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            // Whatever the database's default is: who waited for another one's opening has to see what that one made.
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            LogId log = prepare(new SqlConnection(connection, 0));
            connection.commit();
            return log;
        } catch (SQLException e) {
            throw Failures.of(name, e);
        }
    }

    private Connection connect() {
        try {
            return address.source("opens").getConnection();
        } catch (SQLException e) {
            throw Failures.connecting(name, e);
        }
    }

    private LogId prepare(SqlConnection sql) throws SQLException {
        requireVersion(sql);
        requireUnicode(sql);
        sql.execute("SET LOCAL lock_timeout = " + options.waitMillis());
        // Whoever opens at the same time waits here, and then finds what the first one made.
        sql.query("SELECT pg_advisory_xact_lock(?)", rows -> rows.next(), advisoryKey());
        Founding founding = new Founding(layout, options.engine(), name);
        boolean made = sql.query(
                "SELECT to_regclass(?) IS NOT NULL", rows -> rows.next() && rows.getBoolean(1), layout.headName());
        if (made) {
            founding.check(sql);
        } else {
            make(sql, founding);
        }
        return sql.query(layout.selectHead(), Head::require).identity().log();
    }

    private static void requireVersion(SqlConnection sql) throws SQLException {
        int version = sql.jdbc().getMetaData().getDatabaseMajorVersion();
        if (version < LEAST_VERSION) {
            throw new AnkurahException.Conflict(
                    "storage.old_server",
                    "the server is Postgres " + version + "; a store needs " + LEAST_VERSION + " or newer");
        }
    }

    /** Names and values may have any character; a database of another encoding takes most texts, and fails later at one it lacks. */
    private void requireUnicode(SqlConnection sql) throws SQLException {
        String encoding = sql.query("SHOW server_encoding", rows -> rows.next() ? rows.getString(1) : "unknown");
        if (!encoding.equals("UTF8")) {
            throw new AnkurahException.Conflict(
                    "storage.encoding",
                    name + " has the encoding " + encoding + "; a store needs a database of the encoding UTF8");
        }
    }

    private void make(SqlConnection sql, Founding founding) throws SQLException {
        boolean used = sql.query(
                "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? LIMIT 1",
                rows -> rows.next(),
                options.schema());
        if (used) {
            throw founding.foreign();
        }
        boolean there =
                sql.query("SELECT 1 FROM pg_namespace WHERE nspname = ?", rows -> rows.next(), options.schema());
        if (!there) {
            sql.execute("CREATE SCHEMA \"" + options.schema() + '"');
        }
        founding.make(sql);
        sql.execute("CREATE TABLE " + dialect.table(WRITERS)
                + " (id bytea PRIMARY KEY, groups bigint NOT NULL, seen timestamptz NOT NULL)");
    }

    private long advisoryKey() {
        CRC32C sum = new CRC32C();
        sum.update(options.schema().getBytes(StandardCharsets.UTF_8));
        return ADVISORY | sum.getValue();
    }
}
