package ankurah.storage;

import ankurah.event.AnkurahException;
import java.util.List;

/**
 * Where a node keeps its events, states, indexes and log. Any number of readers work on snapshots beside one writer, which
 * they neither wait for nor hold up.
 *
 * <p>Every method may throw {@link AnkurahException.Fault} {@code storage.damaged} when it meets bytes that are not what
 * was written, and {@link AnkurahException.Unavailable} {@code storage.closed} after {@link #close}.
 */
public interface StorageEngine extends AutoCloseable {

    /** The same for as long as the store lives. */
    Identity identity();

    /** Everything committed before the call, unchanging. Must be closed. */
    StorageSnapshot snapshot();

    /**
     * Writes a group, all or nothing. When this returns, later snapshots hold it, and unless the store was opened as
     * buffered it survives a power loss.
     *
     * @throws AnkurahException.Fault {@code storage.failed} if the store could not write or sync; what was written is
     *     unknown, so from then on every write is refused with {@code storage.stopped} until the store is opened again
     * @throws AnkurahException.Invalid {@code storage.log_gap} if the log entries do not follow the last one
     */
    void commit(WriteGroup group);

    /**
     * Makes an index if it is not there. Rows written meanwhile are indexed too; queries use it once it is complete. A
     * build that was cut off is finished when the store is next opened.
     */
    void ensureIndex(IndexSpec spec);

    /** Removes an index if it is there. */
    void dropIndex(IndexSpec spec);

    /** The complete indexes, sorted. */
    List<IndexSpec> indexes();

    /** About how much room the store takes, or -1 when that is not known. */
    long diskBytes();

    /** Ends every snapshot. Closing twice does nothing. */
    @Override
    void close();
}
