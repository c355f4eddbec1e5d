package ankurah.storage.postgres.internal;

import ankurah.event.AnkurahException;
import ankurah.storage.sql.internal.Head;
import ankurah.storage.sql.internal.Reading;
import ankurah.storage.sql.internal.SqlConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A read transaction that sees the moment of its first statement. Its readers use its connection in turns; when they would
 * have to wait and connections are to spare, further ones are made to see the same moment.
 */
final class PostgresReading implements Reading {
    private static final int MOST_LANES = 4;
    private static final String SNAPSHOT_NAME = "[0-9A-Fa-f-]+";

    private final PostgresDatabase database;
    private final Lane first;
    private final Head head;
    /** The first one, and others of the same moment. Guarded by itself. */
    private final List<Lane> lanes = new ArrayList<>();

    private volatile boolean closed;
    /** Why the transaction is gone; it stays so. */
    private volatile @Nullable SQLException lost;

    private @Nullable String name;

    /** A connection that one reader at a time uses. */
    private static final class Lane {
        final ReentrantLock lock = new ReentrantLock();
        final Connection connection;
        final SqlConnection sql;

        Lane(Connection connection) {
            this.connection = connection;
            this.sql = new SqlConnection(connection, 0);
        }
    }

    PostgresReading(PostgresDatabase database, Connection connection) throws SQLException {
        this.database = database;
        this.first = new Lane(connection);
        this.lanes.add(first);
        this.head = first.sql.query(database.layout().selectHead(), Head::require);
    }

    @Override
    public Head head() {
        requireOpen();
        return head;
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        Lane lane = lane();
        try {
            requireOpen();
            return work.run(lane.sql);
        } catch (SQLException e) {
            if (closed) {
                throw closed();
            }
            if (Failures.isAway(e)) {
                lost = e;
            }
            throw Failures.of(database.describe(), e);
        } finally {
            lane.lock.unlock();
        }
    }

    /** A locked one. */
    private Lane lane() {
        List<Lane> known;
        synchronized (lanes) {
            known = List.copyOf(lanes);
        }
        for (Lane lane : known) {
            if (lane.lock.tryLock()) {
                return lane;
            }
        }
        Lane more = known.size() < MOST_LANES && database.pools().hasSpareReaders() ? another() : null;
        Lane taken = more == null ? first : more;
        taken.lock.lock();
        return taken;
    }

    /** A further connection that sees the same; null if it cannot be had. */
    private @Nullable Lane another() {
        @Nullable Connection connection = null;
        first.lock.lock();
        try {
            requireOpen();
            String exported = name;
            if (exported == null) {
                exported = first.sql.query("SELECT pg_export_snapshot()", rows -> rows.next() ? rows.getString(1) : "");
                name = exported;
            }
            if (!exported.matches(SNAPSHOT_NAME)) {
                return null;
            }
            connection = database.pools().reader();
            Lane lane = new Lane(connection);
            lane.sql.execute("SET TRANSACTION SNAPSHOT '" + exported + "'");
            synchronized (lanes) {
                if (!closed) {
                    lanes.add(lane);
                    return lane;
                }
            }
            PostgresDatabase.end(connection);
            return null;
        } catch (SQLException | AnkurahException.Unavailable e) {
            // The snapshot is as good with one connection; what is wrong with the server, the next read tells.
            PostgresDatabase.end(connection);
            return null;
        } finally {
            first.lock.unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw closed();
        }
        SQLException why = lost;
        if (why != null) {
            throw Failures.unreachable(
                    "a snapshot of " + database.describe() + " was lost with its connection: " + why.getMessage()
                            + "; take another one",
                    why);
        }
    }

    private AnkurahException closed() {
        String what = database.isClosed() ? database.describe() : "the snapshot";
        return new AnkurahException.Unavailable("storage.closed", what + " is closed");
    }

    @Override
    public void close() {
        closed = true;
        database.forget(this);
        List<Lane> all;
        synchronized (lanes) {
            all = new ArrayList<>(lanes);
            lanes.clear();
            lanes.add(first);
        }
        for (Lane lane : all) {
            lane.lock.lock();
            try {
                PostgresDatabase.end(lane.connection);
            } finally {
                lane.lock.unlock();
            }
        }
    }
}
