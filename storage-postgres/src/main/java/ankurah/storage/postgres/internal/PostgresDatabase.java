package ankurah.storage.postgres.internal;

import ankurah.event.AnkurahException;
import ankurah.event.internal.Hex;
import ankurah.storage.postgres.PostgresOptions;
import ankurah.storage.sql.internal.Database;
import ankurah.storage.sql.internal.Dialect;
import ankurah.storage.sql.internal.Founding;
import ankurah.storage.sql.internal.Head;
import ankurah.storage.sql.internal.Layout;
import ankurah.storage.sql.internal.Reading;
import ankurah.storage.sql.internal.SqlConnection;
import ankurah.storage.sql.internal.Writing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A schema in a Postgres database. It may go away at any time and come back: nothing that depends on a connection outlives
 * it, and whatever needs one takes it from a pool that makes new ones.
 */
public final class PostgresDatabase implements Database {
    private static final int LEAST_VERSION = 150_000;
    /** How often a first statement is tried on connections that turn out to be dead. */
    private static final int TRIES = 3;

    private final PostgresOptions options;
    private final String name;
    private final PostgresDialect dialect;
    private final Layout layout;
    private final Pools pools;
    private final Ears ears;
    private final byte[] writer;
    private final AtomicLong groups = new AtomicLong();
    private final ReentrantLock writing = new ReentrantLock();
    private final Set<PostgresReading> open = ConcurrentHashMap.newKeySet();
    private volatile String channel = "";
    private volatile boolean closed;

    private PostgresDatabase(Address address, PostgresOptions options) {
        this.options = options;
        this.name = "the schema " + options.schema() + " of the database " + address;
        this.dialect = new PostgresDialect(options.schema());
        this.layout = new Layout(dialect);
        UUID drawn = UUID.randomUUID();
        this.writer = ByteBuffer.allocate(16)
                .putLong(drawn.getMostSignificantBits())
                .putLong(drawn.getLeastSignificantBits())
                .array();
        this.pools = new Pools(address, name, options);
        this.ears = new Ears(this, address);
    }

    public static PostgresDatabase open(String url, PostgresOptions options) {
        PostgresDatabase database = new PostgresDatabase(Address.parse(url), options);
        try {
            database.prepare();
            return database;
        } catch (SQLException e) {
            database.pools.close();
            throw Failures.of(database.name, e);
        } catch (RuntimeException e) {
            database.pools.close();
            throw e;
        }
    }

    private void prepare() throws SQLException {
        @Nullable Connection connection = null;
        try {
            connection = pools.writer();
            SqlConnection sql = new SqlConnection(connection, 0);
            requireVersion(sql);
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
            Head head = sql.query(layout.selectHead(), Head::require);
            channel = "ankurah_" + Hex.encode(head.identity().log().toBytes());
            connection.commit();
        } finally {
            end(connection);
        }
    }

    private static void requireVersion(SqlConnection sql) throws SQLException {
        int version = sql.query("SHOW server_version_num", rows -> rows.next() ? rows.getInt(1) : 0);
        if (version < LEAST_VERSION) {
            throw new AnkurahException.Conflict(
                    "storage.old_server",
                    "the server is Postgres " + version / 10_000 + "; a store needs " + LEAST_VERSION / 10_000
                            + " or newer");
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
        sql.execute("CREATE TABLE " + dialect.table("_writers")
                + " (id bytea PRIMARY KEY, groups bigint NOT NULL, seen timestamptz NOT NULL)");
    }

    private long advisoryKey() {
        CRC32C sum = new CRC32C();
        sum.update(options.schema().getBytes(StandardCharsets.UTF_8));
        return 0x616e6b75L << 32 | sum.getValue();
    }

    PostgresOptions options() {
        return options;
    }

    Layout layout() {
        return layout;
    }

    PostgresDialect words() {
        return dialect;
    }

    Pools pools() {
        return pools;
    }

    boolean isClosed() {
        return closed;
    }

    String channel() {
        return channel;
    }

    byte[] writer() {
        return writer;
    }

    String writerText() {
        return Hex.encode(writer);
    }

    long nextGroup() {
        return groups.incrementAndGet();
    }

    String putWriter() {
        return "INSERT INTO " + dialect.table("_writers")
                + " (id, groups, seen) VALUES (?, ?, now()) ON CONFLICT (id) DO"
                + " UPDATE SET groups = excluded.groups, seen = excluded.seen";
    }

    String selectWriter() {
        return "SELECT groups FROM " + dialect.table("_writers") + " WHERE id = ?";
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    /** What runs first on a connection, and can be run again on another one. */
    private interface First<T> {
        T run(Connection connection) throws SQLException;
    }

    /** What is where connections come from. */
    private interface Source {
        Connection connection() throws SQLException;
    }

    private <T> T begin(Source source, First<T> first) {
        for (int tried = 1; ; tried++) {
            requireOpen();
            @Nullable Connection connection = null;
            try {
                connection = source.connection();
                return first.run(connection);
            } catch (SQLException e) {
                end(connection);
                if (closed || !Failures.isAway(e) || tried >= TRIES || connection == null) {
                    requireOpen();
                    throw Failures.of(name, e);
                }
                pools.distrust();
            } catch (RuntimeException e) {
                end(connection);
                requireOpen();
                throw e;
            }
        }
    }

    @Override
    public Reading read() {
        PostgresReading reading = begin(pools::reader, connection -> new PostgresReading(this, connection));
        open.add(reading);
        if (closed) {
            reading.close();
            requireOpen();
        }
        return reading;
    }

    void forget(PostgresReading reading) {
        open.remove(reading);
    }

    @Override
    public Writing write() {
        if (writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("this thread has its turn already, and has to write within that");
        }
        requireOpen();
        if (!locked()) {
            throw new AnkurahException.Unavailable(
                    "storage.busy",
                    "another thread of this program has been writing to " + name + " for " + options.waitMillis()
                            + " ms");
        }
        try {
            return begin(pools::writer, connection -> new PostgresWriting(this, connection));
        } catch (RuntimeException e) {
            writing.unlock();
            throw e;
        }
    }

    private boolean locked() {
        try {
            return writing.tryLock(options.waitMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AnkurahException.Unavailable("storage.busy", "interrupted while waiting for the turn", e);
        }
    }

    void written() {
        writing.unlock();
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void onOthersWrites(Others others) {
        ears.open(others);
    }

    @Override
    public boolean tryAside(List<String> statements) {
        return begin(pools::writer, connection -> {
            try {
                SqlConnection sql = new SqlConnection(connection, 0);
                sql.execute("SET LOCAL lock_timeout = 200");
                for (String statement : statements) {
                    sql.execute(statement);
                }
                connection.commit();
                return true;
            } catch (SQLException e) {
                if (Failures.isAway(e)) {
                    throw e;
                }
                return false;
            } finally {
                end(connection);
            }
        });
    }

    /** Removes what no snapshot needs; its room is used again by what is written next. */
    @Override
    public void purge(List<String> tables) {
        begin(pools::writer, connection -> {
            try {
                connection.setAutoCommit(true);
                new SqlConnection(connection, 0).execute("VACUUM " + String.join(", ", tables));
                return true;
            } finally {
                end(connection);
            }
        });
    }

    @Override
    public long diskBytes() {
        try (Reading now = read()) {
            return now.read(connection -> connection.query(
                    "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid ="
                            + " c.relnamespace WHERE n.nspname = ? AND c.relkind = 'r'",
                    rows -> rows.next() ? rows.getLong(1) : -1L,
                    options.schema()));
        }
    }

    @Override
    public String describe() {
        return name;
    }

    private void requireOpen() {
        if (closed) {
            throw new AnkurahException.Unavailable("storage.closed", name + " is closed");
        }
    }

    /** Gives a connection back to its pool, which ends its transaction. */
    static void end(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            // The pool throws away what it cannot clean.
            System.getLogger("ankurah.storage").log(System.Logger.Level.DEBUG, "giving a connection back", e);
        }
    }

    static void abort(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            System.getLogger("ankurah.storage").log(System.Logger.Level.DEBUG, "aborting a connection", e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        ears.close();
        for (PostgresReading reading : new ArrayList<>(open)) {
            reading.close();
        }
        pools.close();
    }
}
