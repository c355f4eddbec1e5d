package ankurah.storage;

import org.jspecify.annotations.Nullable;

/** An {@link OrderedStore} at one moment. May be read by several threads; each cursor belongs to one. */
public interface OrderedSnapshot extends AutoCloseable {

    byte @Nullable [] get(byte[] key);

    /** Walks the keys from {@code from} up to but without {@code to}, or the same range from its upper end. */
    OrderedCursor scan(byte[] from, byte[] to, boolean reverse);

    /** About how many keys the range holds; a wrong answer costs time, never a row. */
    long estimate(byte[] from, byte[] to);

    @Override
    void close();
}
