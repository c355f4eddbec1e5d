package ankurah.storage.postgres.internal;

import ankurah.event.AnkurahException;
import ankurah.event.internal.Hex;
import ankurah.storage.LogId;
import ankurah.storage.postgres.PostgresOptions;
import ankurah.storage.sql.internal.Batch;
import ankurah.storage.sql.internal.Database;
import ankurah.storage.sql.internal.Dialect;
import ankurah.storage.sql.internal.Head;
import ankurah.storage.sql.internal.Layout;
import ankurah.storage.sql.internal.Reading;
import ankurah.storage.sql.internal.SqlConnection;
import ankurah.storage.sql.internal.Writing;
import java.nio.ByteBuffer;
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
import org.jspecify.annotations.Nullable;

/**
 * A schema in a Postgres database. It may go away at any time and come back: nothing that depends on a connection outlives
 * it, and whatever needs one takes it from a pool that makes new ones.
 */
public final class PostgresDatabase implements Database {
    /** How often a first statement is tried on connections that turn out to be dead. */
    private static final int TRIES = 3;

    /** What {@link Layout#moveHead} ends in where the head row is not what it was believed to be: a division by zero. */
    private static final String ELSEWHERE = "22012";

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
    private final String channel;
    private volatile boolean closed;

    private PostgresDatabase(
            Address address, String name, PostgresDialect dialect, PostgresOptions options, LogId log) {
        this.options = options;
        this.name = name;
        this.dialect = dialect;
        this.layout = new Layout(dialect);
        this.channel = "ankurah_" + Hex.encode(log.toBytes());
        UUID drawn = UUID.randomUUID();
        this.writer = ByteBuffer.allocate(16)
                .putLong(drawn.getMostSignificantBits())
                .putLong(drawn.getLeastSignificantBits())
                .array();
        this.pools = new Pools(address, name, options);
        this.ears = new Ears(this, address);
    }

    public static PostgresDatabase open(String url, PostgresOptions options) {
        Address address = Address.parse(url);
        String name = "the schema " + options.schema() + " of the database " + address;
        PostgresDialect dialect = new PostgresDialect(options.schema());
        LogId log = new Opening(address, name, dialect, options).open();
        return new PostgresDatabase(address, name, dialect, options, log);
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
        return "INSERT INTO " + dialect.table(Opening.WRITERS)
                + " AS w (id, groups, seen) VALUES (?, ?, now()) ON CONFLICT (id) DO"
                + " UPDATE SET groups = excluded.groups, seen = greatest(w.seen, excluded.seen)";
    }

    /** Has the others give notice of what they write, for some time. */
    String putListener() {
        return "INSERT INTO " + dialect.table(Opening.WRITERS)
                + " AS w (id, groups, seen) VALUES (?, 0, now() + ? * interval '1 millisecond') ON CONFLICT (id) DO"
                + " UPDATE SET seen = excluded.seen";
    }

    /** Nobody looks any more for what they wrote. */
    String removeOldWriters() {
        return "DELETE FROM " + dialect.table(Opening.WRITERS) + " WHERE seen < now() - interval '1 day'";
    }

    /** Costs the server and every listener something, so it is left out where nobody else listens. */
    String giveNotice() {
        return "SELECT pg_notify(?, ?) WHERE EXISTS (SELECT 1 FROM " + dialect.table(Opening.WRITERS)
                + " WHERE id <> ? AND seen > now())";
    }

    String selectWriter() {
        return "SELECT groups FROM " + dialect.table(Opening.WRITERS) + " WHERE id = ?";
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
    public boolean writeAt(Head before, Batch batch, Head next) {
        lock();
        @Nullable Connection connection = null;
        try {
            connection = connectionOrNone();
            if (connection == null) {
                return false;
            }
            Sending.at(this, before, batch, next).over(connection);
            return true;
        } catch (SQLException e) {
            return failedAt(e);
        } finally {
            end(connection);
            written();
        }
    }

    /** Null if the server cannot be reached; who needs it the more tells why. */
    private @Nullable Connection connectionOrNone() {
        try {
            return pools.writer();
        } catch (SQLException | AnkurahException.Unavailable e) {
            return null;
        }
    }

    private boolean failedAt(SQLException e) {
        if (ELSEWHERE.equals(e.getSQLState())) {
            return false;
        }
        if (Failures.isAway(e)) {
            pools.distrust();
            throw Failures.of(name, e);
        }
        throw Failures.of(name, e, "; nothing of the group is stored");
    }

    @Override
    public Writing write() {
        lock();
        try {
            return begin(pools::writer, connection -> new PostgresWriting(this, connection));
        } catch (RuntimeException e) {
            writing.unlock();
            throw e;
        }
    }

    private void lock() {
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
