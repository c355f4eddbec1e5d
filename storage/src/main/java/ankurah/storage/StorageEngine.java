package ankurah.storage;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import java.util.Collection;
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
     * Asks for an index, and returns at once; {@link #workOnIndexes} builds it. From now on every commit keeps it right;
     * queries use it once it is complete. One that is there stays; if it was made on demand it is a declared one from now.
     *
     * @throws AnkurahException.Conflict {@code index.too_many} if the collection has as many as it may have
     */
    void declareIndex(IndexSpec spec);

    /** {@link #declareIndex}, and does not return before it is complete. */
    void ensureIndex(IndexSpec spec);

    /** Takes an index away from queries and writes at once, if it is there; {@link #workOnIndexes} removes its entries. */
    void dropIndex(IndexSpec spec);

    /** Every index, whatever its phase, sorted. */
    List<IndexStatus> indexes();

    /**
     * Does a small part of what is to be built or removed, as a write among others: no commit waits for more than that. What
     * was cut off goes on where it was, also after the store was opened again. By several callers at once it is done once.
     *
     * @return whether there is more to do
     */
    boolean workOnIndexes();

    /**
     * Sets who is told that there is something to do for {@link #workOnIndexes}, and that an index has become complete.
     * Without one nothing is made on demand.
     */
    void onIndexWork(IndexListener listener);

    /**
     * Frees the room of what was overwritten or removed of some entities' events, states and index entries, so that its
     * bytes are no longer in the store, as far as no open snapshot shows them. Beside reads and writes; may take seconds, which
     * {@link #close} waits for.
     */
    default void purge(String collection, Collection<EntityId> entities) {}

    /**
     * Whether other programs may write to this store while it is open here. Then a writer that rests on what is stored
     * writes within a {@link #turn}, and reads first what the others have written.
     *
     * <p>A shared store may go away and come back without being opened again: while it is away, everything that needs it
     * throws {@link AnkurahException.Unavailable} {@code storage.unreachable}, also reads on a snapshot taken before, which
     * stay lost.
     */
    default boolean isShared() {
        return false;
    }

    /**
     * Waits, for a bounded time, until no other program writes to the shared store, and holds all others off.
     *
     * @throws AnkurahException.Unavailable {@code storage.busy} if the others do not let go in time, and {@code
     *     storage.unreachable}; nothing is held then
     */
    default WriteTurn turn() {
        throw new UnsupportedOperationException("this store has one writer");
    }

    /**
     * Writes a group as in a {@link #turn}, if the shared store is exactly where its writer believes; what others have
     * written meanwhile is then nothing. It may spare the way to the store that taking a turn costs.
     *
     * @return false if the store is elsewhere, or nothing could be sent there; nothing is stored then
     * @throws AnkurahException.Unavailable {@code storage.busy} if the others do not let go in time, and nothing is stored;
     *     {@code storage.unreachable} if the store went away meanwhile: it may be stored, or still be on its way there.
     *     A later turn tells, and from then on it does not come to be stored any more
     */
    default boolean commitAt(Position expected, WriteGroup group) {
        WriteTurn taken;
        try {
            taken = turn();
        } catch (AnkurahException.Unavailable e) {
            if (e.code().equals("storage.unreachable")) {
                return false;
            }
            throw e;
        }
        try (WriteTurn turn = taken) {
            if (!turn.position().equals(expected)) {
                return false;
            }
            turn.commit(group);
            return true;
        }
    }

    /**
     * Sets who is told, on any thread, that another program may have written, or that the store has come back. Returns at
     * once and is told again rather than too seldom. Only for a shared store.
     */
    default void onOthersWrites(Runnable listener) {
        throw new UnsupportedOperationException("this store has one writer");
    }

    /** About how much room the store takes, or -1 when that is not known. */
    long diskBytes();

    /** Ends every snapshot. Closing twice does nothing. */
    @Override
    void close();
}
