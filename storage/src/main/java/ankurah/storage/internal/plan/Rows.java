package ankurah.storage.internal.plan;

import ankurah.storage.internal.state.EncodedRow;

/** The rows on a way, one after the other. */
interface Rows extends AutoCloseable {

    /** Moves {@link #row} to the next row; false when there is none. */
    boolean next();

    EncodedRow row();

    /**
     * Whether the row stands where the way puts it: false where an index leaves open how rows of one value, or one
     * beginning of a value, follow each other.
     */
    boolean isPlaced();

    /** Changes when the value of an index does. */
    int group();

    /** How many rows were read so far. */
    long looked();

    /** The key of the row as it is read, for messages. */
    byte[] key();

    @Override
    void close();
}
