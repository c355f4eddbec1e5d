package ankurah.storage;

import org.jspecify.annotations.Nullable;

/** The rows of a query, one at a time. Reads as it goes, and must be closed before its snapshot. For one thread. */
public interface RowCursor extends AutoCloseable {

    /** The next row, or null when there are no more. */
    @Nullable
    EntityState next();

    /** How many rows were looked at so far; -1 if that is not counted. */
    default long looked() {
        return -1;
    }

    @Override
    void close();
}
