package ankurah.storage.sqlite.internal;

import ankurah.event.AnkurahException;
import ankurah.storage.sql.internal.Head;
import ankurah.storage.sql.internal.Reading;
import ankurah.storage.sql.internal.SqlConnection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A read transaction on a connection of its own, which its readers use in turns. */
final class SqliteReading implements Reading {
    private final SqliteDatabase database;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable SqlConnection connection;
    private final Head head;

    SqliteReading(SqliteDatabase database, SqlConnection connection) throws SQLException {
        this.database = database;
        this.connection = connection;
        this.head = begin(connection);
    }

    /** The first read fixes what all others see. */
    private Head begin(SqlConnection on) throws SQLException {
        on.execute("BEGIN");
        return on.query(database.layout().selectHead(), Head::require);
    }

    @Override
    public Head head() {
        if (database.isClosed()) {
            throw closed();
        }
        return head;
    }

    @Override
    public <T extends @Nullable Object> T read(Work<T> work) {
        lock.lock();
        try {
            SqlConnection open = connection;
            if (open == null) {
                throw closed();
            }
            return work.run(open);
        } catch (SQLException e) {
            throw Failures.of(database.describe(), e);
        } finally {
            lock.unlock();
        }
    }

    private AnkurahException closed() {
        String what = database.isClosed() ? database.describe() : "the snapshot";
        return new AnkurahException.Unavailable("storage.closed", what + " is closed");
    }

    /**
     * Begins anew at the same moment, if nothing was written since. A transaction that begins when the whole log has been
     * brought into the file reads the file alone, and lets the log begin anew.
     */
    void renew(long writes) throws SQLException {
        if (head.writes() != writes || !lock.tryLock()) {
            return;
        }
        try {
            SqlConnection open = connection;
            if (open != null) {
                open.execute("COMMIT");
                Head again = begin(open);
                if (again.writes() != writes) {
                    throw new IllegalStateException("written to while the writer holds the lock");
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            SqlConnection open = connection;
            if (open != null) {
                connection = null;
                database.giveBack(this, open);
            }
        } finally {
            lock.unlock();
        }
    }
}
