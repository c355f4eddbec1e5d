package ankurah.storage.postgres.internal;

import ankurah.event.AnkurahException;
import ankurah.storage.sql.internal.Batch;
import ankurah.storage.sql.internal.Head;
import ankurah.storage.sql.internal.Layout;
import ankurah.storage.sql.internal.SqlConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what became of a group whose connection was lost while it was committed. Whoever gets the head row has waited
 * until the old transaction is over, one way or the other; then the log tells by number and running hash whether the group is
 * there, and for a group without log entries the writer's own row does.
 */
final class Resolution {
    private static final long PAUSE_MILLIS = 100;

    private final PostgresDatabase database;

    Resolution(PostgresDatabase database) {
        this.database = database;
    }

    /** Returns if the group is stored. */
    void resolve(Batch batch, Head next, long group, SQLException why) {
        long end = System.nanoTime()
                + TimeUnit.MILLISECONDS.toNanos(database.options().resolveMillis());
        database.pools().distrust();
        do {
            Boolean stored = look(batch, next, group);
            if (stored != null) {
                if (stored) {
                    return;
                }
                throw Failures.of(database.describe(), why, "; nothing of the group is stored");
            }
        } while (System.nanoTime() < end && !database.isClosed() && paused());
        throw Failures.unreachable(
                database.describe() + ": " + why.getMessage()
                        + "; the connection was lost while a group was committed, and whether it is stored is unknown",
                why);
    }

    private static boolean paused() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Null if it cannot be told now. */
    private @Nullable Boolean look(Batch batch, Head next, long group) {
        @Nullable Connection connection = null;
        try {
            connection = database.pools().writer();
            SqlConnection sql = new SqlConnection(connection, 0);
            Layout layout = database.layout();
            Head now = sql.query(layout.selectHead() + " FOR UPDATE", Head::read);
            if (now == null) {
                return false;
            }
            if (batch.isLogged()) {
                byte[] hash = next.hash().toBytes();
                return sql.query(
                        layout.selectHash(),
                        rows -> rows.next() && Arrays.equals(rows.getBytes(1), hash),
                        next.number());
            }
            return sql.query(database.selectWriter(), rows -> rows.next() && rows.getLong(1) >= group, (Object)
                    database.writer());
        } catch (SQLException | AnkurahException.Unavailable e) {
            return null;
        } finally {
            PostgresDatabase.end(connection);
        }
    }
}
