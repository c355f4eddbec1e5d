package ankurah.storage.sql.internal;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The database at one moment. For any number of threads.
 *
 * <p>Every method throws {@code storage.closed} once it or the database is closed, and {@code storage.unreachable} once a
 * server that can go away did so.
 */
public interface Reading extends AutoCloseable {

    /** What runs on a connection. */
    interface Work<T extends @Nullable Object> {
        T run(SqlConnection connection) throws SQLException;
    }

    Head head();

    <T extends @Nullable Object> T read(Work<T> work);

    /** Closing twice does nothing. */
    @Override
    void close();
}
