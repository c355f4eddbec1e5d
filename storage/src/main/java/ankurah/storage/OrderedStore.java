package ankurah.storage;

/**
 * What {@link OrderedEngine} asks of a key-value store: keys ordered as unsigned bytes, consistent snapshots, scans both
 * ways and atomic batches. Arrays handed over, either way, are not written to afterwards by anybody.
 *
 * <p>Errors are {@link ankurah.event.AnkurahException}s that say which store and what it answered.
 */
public interface OrderedStore extends AutoCloseable {

    /** What has happened to a batch when its write returns. */
    enum Durability {
        /** It survives a loss of power. */
        SYNCED,
        /** It survives the end of this process; after a loss of power some last batches may be missing, each whole. */
        BUFFERED
    }

    /** All batches written before the call. Must be closed. */
    OrderedSnapshot snapshot();

    /** Applies a batch in its order, all or nothing. One caller at a time. */
    void write(OrderedBatch batch, Durability durability);

    /**
     * Frees the room of what was overwritten or removed in a range, so that its bytes are no longer there, as far as no open
     * snapshot shows them. Beside reads and writes; may take seconds, which {@link #close} waits for. A store that keeps
     * nothing of what was overwritten has nothing to do.
     *
     * @throws ankurah.event.AnkurahException.Unavailable if the store cannot do that; somebody else may
     */
    default void purge(byte[] from, byte[] to) {}

    /** About how much room the store takes, or -1 when that is not known. */
    long diskBytes();

    /** What the store is and where, for messages: {@code the folder data/}. */
    String describe();

    @Override
    void close();
}
