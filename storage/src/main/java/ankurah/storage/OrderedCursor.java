package ankurah.storage;

/** A walk over a range of keys. Stands before the first entry until {@link #next} is called. For one thread. */
public interface OrderedCursor extends AutoCloseable {

    /** Moves to the next entry; false when there is none. */
    boolean next();

    byte[] key();

    byte[] value();

    @Override
    void close();
}
