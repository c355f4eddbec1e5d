package ankurah.storage.postgres.internal;

import ankurah.event.AnkurahException;
import ankurah.storage.postgres.PostgresOptions;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** The connections: some that read, each in a transaction as long as its snapshot, and few that write. */
final class Pools implements AutoCloseable {
    /** One has the turn; another changes views, or cleans up. */
    private static final int WRITERS = 2;

    /**
     * Each statement here walks an index in its order. The server is not asked to think of other ways: without statistics, or
     * with stale ones, it might read and sort a whole table for twenty rows.
     */
    private static final String WALK =
            "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_hashjoin = off;"
                    + " SET enable_mergejoin = off; SET enable_sort = off; SET jit = off; SET max_parallel_workers_per_gather = 0;"
                    + " SET plan_cache_mode = force_generic_plan;";

    /**
     * A snapshot is a transaction that may be open, and idle, for as long as nothing is written. A database may have it that such are
     * ended, so that what forgot them does not hold up others; here they are not forgotten. Not every version has both settings.
     */
    private static final String STAY = " SELECT set_config(name, '0', false) FROM pg_settings WHERE name IN"
            + " ('idle_in_transaction_session_timeout', 'transaction_timeout')";

    private final String store;
    private final PostgresOptions options;
    private final HikariDataSource readers;
    private final HikariDataSource writers;

    Pools(Address address, String store, PostgresOptions options) {
        this.store = store;
        this.options = options;
        HikariConfig reading = config(address, "reads", options.connections());
        reading.setReadOnly(true);
        reading.setTransactionIsolation("TRANSACTION_REPEATABLE_READ");
        reading.setConnectionInitSql(WALK + STAY);
        this.readers = new HikariDataSource(reading);
        HikariConfig writing = config(address, "writes", WRITERS);
        writing.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        // A program that hangs in the middle of its turn must not hold up the others for ever.
        writing.setConnectionInitSql(WALK + " SET lock_timeout = " + options.waitMillis()
                + "; SET idle_in_transaction_session_timeout = " + Math.max(60_000, 4 * options.waitMillis()));
        this.writers = new HikariDataSource(writing);
    }

    private static HikariConfig config(Address address, String use, int most, PostgresOptions options) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(address.source(use));
        config.setPoolName("ankurah-" + use);
        config.setMaximumPoolSize(most);
        config.setMinimumIdle(1);
        config.setAutoCommit(false);
        config.setConnectionTimeout(options.waitMillis());
        config.setValidationTimeout(Math.min(options.waitMillis(), 3_000));
        config.setInitializationFailTimeout(-1);
        // Commits what sets a connection up, or the first transaction that is rolled back would take it along.
        config.setIsolateInternalQueries(true);
        return config;
    }

    private HikariConfig config(Address address, String use, int most) {
        return config(address, use, most, options);
    }

    Connection reader() throws SQLException {
        return connection(
                readers,
                "storage.too_many_snapshots",
                "all " + options.connections() + " connections that"
                        + " read are in use by open snapshots; close some, or allow more");
    }

    Connection writer() throws SQLException {
        return connection(writers, "storage.busy", "all connections that write are in use");
    }

    /** Whether so many connections are free that one more may be used to hasten a snapshot. */
    boolean hasSpareReaders() {
        return readers.getHikariPoolMXBean().getActiveConnections() < options.connections() / 2;
    }

    private Connection connection(HikariDataSource pool, String code, String exhausted) throws SQLException {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            if (e.getCause() == null
                    && pool.getHikariPoolMXBean().getActiveConnections() >= pool.getMaximumPoolSize()) {
                throw new AnkurahException.Unavailable(code, store + ": " + exhausted, e);
            }
            SQLException cause = e.getCause() instanceof SQLException why ? why : e;
            if (cause.getSQLState() == null) {
                throw Failures.unreachable(store + " does not answer: " + cause.getMessage(), e);
            }
            throw cause;
        }
    }

    /** Idle connections are thrown away: the server they were made to may be gone. */
    void distrust() {
        readers.getHikariPoolMXBean().softEvictConnections();
        writers.getHikariPoolMXBean().softEvictConnections();
    }

    @Override
    public void close() {
        readers.close();
        writers.close();
    }
}
