package ankurah.storage.sqlite.internal;

import ankurah.event.AnkurahException;
import ankurah.storage.OrderedStore.Durability;
import ankurah.storage.sql.internal.Database;
import ankurah.storage.sql.internal.Dialect;
import ankurah.storage.sql.internal.Founding;
import ankurah.storage.sql.internal.Layout;
import ankurah.storage.sql.internal.Reading;
import ankurah.storage.sql.internal.SqlConnection;
import ankurah.storage.sql.internal.Writing;
import ankurah.storage.sqlite.SqliteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * A file with a write-ahead log beside it. One connection writes; each snapshot reads on one of its own.
 *
 * <p>The log is brought into the file by the writer, before a commit, when it has grown large. It begins anew only when no
 * reader needs it any more, and there always is one, for a node shows a snapshot at all times. So the snapshots that are at the
 * newest moment, which see the same in the file alone, are made to begin anew then.
 */
public final class SqliteDatabase implements Database {
    /** "Anku": tells our files from others. */
    private static final int APPLICATION = 0x416e6b75;

    private static final long LARGE_LOG_BYTES = 8 << 20;
    private static final long READER_CACHE_BYTES = 2 << 20;
    private static final int KEPT_STATEMENTS = 64;

    private final Path file;
    private final SqliteOptions options;
    private final OneProcess process;
    private final SqliteDialect dialect = new SqliteDialect();
    private final Layout layout = new Layout(dialect);
    private final SqlConnection writer;
    private final ReentrantLock writing = new ReentrantLock();
    private final Semaphore free;
    private final ConcurrentLinkedDeque<SqlConnection> idle = new ConcurrentLinkedDeque<>();
    private final Set<SqliteReading> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private volatile @Nullable Exception failure;

    private SqliteDatabase(Path file, SqliteOptions options, OneProcess process) throws SQLException {
        this.file = file;
        this.options = options;
        this.process = process;
        this.free = new Semaphore(options.snapshots());
        this.writer = connect(options.cacheBytes());
    }

    /** Opens the file, or makes it. */
    public static SqliteDatabase open(Path named, SqliteOptions options) {
        Path file = named.toAbsolutePath().normalize();
        OneProcess process = OneProcess.hold(file);
        @Nullable SqliteDatabase database = null;
        try {
            requireOurs(file);
            database = new SqliteDatabase(file, options, process);
            database.prepare();
            return database;
        } catch (SQLException e) {
            abandon(database, process);
            throw Failures.of("the file " + file, e);
        } catch (RuntimeException e) {
            abandon(database, process);
            throw e;
        }
    }

    private static void abandon(@Nullable SqliteDatabase database, OneProcess process) {
        if (database == null) {
            process.close();
        } else {
            database.close();
        }
    }

    /** Before the database is opened, which may already write to it. */
    private static void requireOurs(Path file) {
        try {
            if (!Files.exists(file) || Files.size(file) == 0) {
                return;
            }
            byte[] begun;
            try (var in = Files.newInputStream(file)) {
                begun = in.readNBytes(72);
            }
            String magic = new String(begun, 0, Math.min(15, begun.length), java.nio.charset.StandardCharsets.US_ASCII);
            int application = begun.length < 72
                    ? 0
                    : (begun[68] & 0xff) << 24 | (begun[69] & 0xff) << 16 | (begun[70] & 0xff) << 8 | begun[71] & 0xff;
            if (!magic.equals("SQLite format 3") || application != APPLICATION) {
                throw new AnkurahException.Fault(
                        "storage.foreign",
                        "the file " + file + " is not a store of Ankurah, or a damaged one; nothing was changed. Name"
                                + " another file, or restore a copy");
            }
        } catch (IOException e) {
            throw new AnkurahException.Fault("storage.unwritable", "cannot read " + file + ": " + e, e);
        }
    }

    private SqlConnection connect(long cacheBytes) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(options.waitMillis());
        boolean synced = options.engine().durability() == Durability.SYNCED;
        config.setSynchronous(synced ? SQLiteConfig.SynchronousMode.FULL : SQLiteConfig.SynchronousMode.NORMAL);
        config.setCacheSize((int) (-cacheBytes >> 10));
        SqlConnection connection =
                new SqlConnection(JDBC.createConnection("jdbc:sqlite:" + file, config.toProperties()), KEPT_STATEMENTS);
        // What is removed is overwritten, so that what was erased is gone.
        connection.execute("PRAGMA secure_delete = ON");
        connection.execute("PRAGMA wal_autocheckpoint = 0");
        connection.execute("PRAGMA journal_size_limit = " + LARGE_LOG_BYTES);
        return connection;
    }

    private void prepare() throws SQLException {
        writer.execute("PRAGMA application_id = " + APPLICATION);
        writer.execute("PRAGMA journal_mode = WAL");
        writer.execute("BEGIN IMMEDIATE");
        Founding founding = new Founding(layout, options.engine(), describe());
        boolean made = writer.query("SELECT 1 FROM sqlite_master WHERE name = '_head'", rows -> rows.next());
        if (made) {
            founding.check(writer);
        } else {
            if (writer.query("SELECT 1 FROM sqlite_master", rows -> rows.next())) {
                throw founding.foreign();
            }
            founding.make(writer);
        }
        writer.execute("COMMIT");
    }

    Layout layout() {
        return layout;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Reading read() {
        requireOpen();
        acquire();
        SqlConnection connection = idle.pollFirst();
        SqliteReading reading;
        try {
            if (connection == null) {
                connection = connect(READER_CACHE_BYTES);
                connection.execute("PRAGMA query_only = ON");
            }
            reading = new SqliteReading(this, connection);
        } catch (SQLException e) {
            free.release();
            end(connection);
            throw Failures.of(describe(), e);
        } catch (RuntimeException e) {
            free.release();
            end(connection);
            throw e;
        }
        open.add(reading);
        if (closed) {
            reading.close();
            requireOpen();
        }
        return reading;
    }

    private void acquire() {
        try {
            if (!free.tryAcquire(options.waitMillis(), TimeUnit.MILLISECONDS)) {
                throw new AnkurahException.Unavailable(
                        "storage.too_many_snapshots",
                        "all " + options.snapshots() + " snapshots that " + describe() + " may have at once are open;"
                                + " close some, or allow more");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AnkurahException.Unavailable("storage.busy", "interrupted while waiting for a snapshot", e);
        }
    }

    /** Takes a snapshot's connection back. */
    void giveBack(SqliteReading reading, SqlConnection connection) {
        open.remove(reading);
        try {
            connection.execute("ROLLBACK");
            if (closed) {
                end(connection);
            } else {
                idle.addFirst(connection);
            }
        } catch (SQLException e) {
            end(connection);
        } finally {
            free.release();
        }
        if (closed) {
            endIdle();
        }
    }

    private void endIdle() {
        for (SqlConnection one = idle.pollFirst(); one != null; one = idle.pollFirst()) {
            end(one);
        }
    }

    private void end(@Nullable SqlConnection connection) {
        if (connection == null) {
            return;
        }
        try {
            connection.jdbc().close();
        } catch (SQLException e) {
            // It is not used any more, and there is nothing that anybody could do about it.
            note(e);
        }
    }

    private void note(SQLException e) {
        System.getLogger("ankurah.storage").log(System.Logger.Level.WARNING, "closing " + describe(), e);
    }

    @Override
    public Writing write() {
        writing.lock();
        try {
            requireRunning();
            requireSmallLog();
            return new SqliteWriting(this, writer);
        } catch (SQLException e) {
            writing.unlock();
            throw Failures.of(describe(), e);
        } catch (RuntimeException e) {
            writing.unlock();
            throw e;
        }
    }

    void written() {
        writing.unlock();
    }

    AnkurahException failed(Exception e) {
        failure = e;
        return new AnkurahException.Fault(
                "storage.failed",
                "could not write to " + describe() + ": " + e.getMessage()
                        + "; whether the last group is stored is unknown until the store is opened again",
                e);
    }

    private void requireRunning() {
        requireOpen();
        Exception failed = failure;
        if (failed != null) {
            throw new AnkurahException.Fault(
                    "storage.stopped",
                    "nothing is written to " + describe() + " since a write failed (" + failed.getMessage()
                            + "); open it again",
                    failed);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new AnkurahException.Unavailable("storage.closed", describe() + " is closed");
        }
    }

    private void requireSmallLog() throws SQLException {
        if (bytes("-wal") > LARGE_LOG_BYTES) {
            shorten("PASSIVE");
        }
    }

    /**
     * Brings the log into the file, and lets it begin anew if no snapshot of before needs it. Nobody writes meanwhile. If the disk does
     * not take it nothing more is written: asked again, a disk that lost something may say that all is well, and the log would go.
     */
    private void shorten(String mode) throws SQLException {
        try {
            bringIn(mode);
        } catch (SQLException e) {
            failure = Failures.isBusy(e) ? failure : e;
            throw e;
        }
    }

    private void bringIn(String mode) throws SQLException {
        boolean all = writer.query(
                "PRAGMA wal_checkpoint(PASSIVE)", rows -> rows.next() && rows.getLong(2) == rows.getLong(3));
        if (all) {
            long writes = writer.query("SELECT writes FROM \"_head\"", rows -> rows.next() ? rows.getLong(1) : 0);
            for (SqliteReading reading : open) {
                reading.renew(writes);
            }
        }
        if (!mode.equals("PASSIVE")) {
            writer.query("PRAGMA wal_checkpoint(" + mode + ")", rows -> rows.next());
        }
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public boolean tryAside(List<String> statements) {
        writing.lock();
        try {
            requireRunning();
            writer.execute("BEGIN IMMEDIATE");
            for (String statement : statements) {
                writer.execute(statement);
            }
            writer.execute("COMMIT");
            return true;
        } catch (SQLException e) {
            rollBack();
            return false;
        } finally {
            writing.unlock();
        }
    }

    void rollBack() {
        try {
            if (!writer.jdbc().isClosed()) {
                writer.execute("ROLLBACK");
            }
        } catch (SQLException e) {
            // What failed before has ended the transaction already.
            note(e);
        }
    }

    /** What is removed is overwritten at once; here only the log still has it. */
    @Override
    public void purge(List<String> tables) {
        writing.lock();
        try {
            requireRunning();
            shorten("TRUNCATE");
        } catch (SQLException e) {
            throw Failures.of(describe(), e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public long diskBytes() {
        return bytes("") + bytes("-wal");
    }

    private long bytes(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix).toFile().length();
    }

    @Override
    public String describe() {
        return "the file " + file;
    }

    @Override
    public void close() {
        closed = true;
        for (SqliteReading reading : new ArrayList<>(open)) {
            reading.close();
        }
        endIdle();
        writing.lock();
        try {
            end(writer);
            process.close();
        } finally {
            writing.unlock();
        }
    }
}
