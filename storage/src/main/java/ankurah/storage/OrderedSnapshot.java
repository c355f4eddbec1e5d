package ankurah.storage;

import org.jspecify.annotations.Nullable;

/** An {@link OrderedStore} at one moment. May be read by several threads; each cursor belongs to one. */
public interface OrderedSnapshot extends AutoCloseable {

    byte @Nullable [] get(byte[] key);

    /** Walks the keys from {@code from} up to but without {@code to}, or the same range from its upper end. */
    OrderedCursor scan(byte[] from, byte[] to, boolean reverse);

    /** About how many keys the range holds; a wrong answer costs time, never a row. */
    long estimate(byte[] from, byte[] to);

    /** How many keys the range holds, but at most {@code most}. */
    default long count(byte[] from, byte[] to, long most) {
        long count = 0;
        try (OrderedCursor keys = scan(from, to, false)) {
            while (count < most && keys.next()) {
                count++;
            }
        }
        return count;
    }

    @Override
    void close();
}
