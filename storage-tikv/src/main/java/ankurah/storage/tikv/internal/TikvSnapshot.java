package ankurah.storage.tikv.internal;

import ankurah.event.AnkurahException;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedSnapshot;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tikv.shade.com.google.protobuf.ByteString;

/** The store at the timestamp of a commit. */
final class TikvSnapshot implements OrderedSnapshot {
    /** So many entries of a range are counted before its size is guessed. */
    private static final int SAMPLE = 128;

    private static final int FIRST_PAGE = 32;
    private static final int LARGEST_PAGE = 1_024;
    private static final long LARGEST_GUESS = 1L << 40;
    private static final int COMPARED_BYTES = 16;

    private final TikvStore store;
    private final long timestamp;
    private volatile boolean closed;

    TikvSnapshot(TikvStore store, long timestamp) {
        this.store = store;
        this.timestamp = timestamp;
    }

    long timestamp() {
        return timestamp;
    }

    /** Told before each read, so that nothing is read of what nobody holds any more. */
    Patience patience() {
        if (closed) {
            throw new AnkurahException.Unavailable(
                    "storage.closed", "a snapshot of " + store.describe() + " is closed");
        }
        return store.patience();
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        Patience patience = patience();
        byte[] full = store.space().key(key);
        ByteString wrapped = Bytes.wrap(full);
        ReadCache.Entry known = store.cache().find(wrapped, timestamp);
        ByteString value = known != null ? known.value() : read(full, wrapped, patience);
        return value == null ? null : store.space().unmarked(wrapped, value);
    }

    private @Nullable ByteString read(byte[] full, ByteString wrapped, Patience patience) {
        ByteString value = store.reader().get(full, timestamp, patience);
        store.safePoints().check(timestamp, patience);
        store.cache().read(wrapped, value, timestamp);
        return value;
    }

    @Override
    public OrderedCursor scan(byte[] from, byte[] to, boolean reverse) {
        patience();
        return new TikvCursor(store, this, from, to, reverse, false, FIRST_PAGE);
    }

    private TikvCursor keys(byte[] from, byte[] to, boolean reverse, long page) {
        return new TikvCursor(store, this, from, to, reverse, true, Math.clamp(page, 1, LARGEST_PAGE));
    }

    @Override
    public long count(byte[] from, byte[] to, long most) {
        long count = 0;
        try (TikvCursor keys = keys(from, to, false, most)) {
            while (count < most && keys.next()) {
                count++;
            }
        }
        return count;
    }

    /** The cluster tells no sizes; how far some keys reach on the way from the first to the last has to do. */
    @Override
    public long estimate(byte[] from, byte[] to) {
        byte[] first = from;
        byte[] reached = from;
        try (TikvCursor keys = keys(from, to, false, SAMPLE)) {
            for (int i = 0; i < SAMPLE; i++) {
                if (!keys.next()) {
                    return i;
                }
                reached = keys.key();
                first = i == 0 ? reached : first;
            }
        }
        try (TikvCursor last = keys(reached, to, true, 1)) {
            return last.next() ? Math.max(SAMPLE, guess(first, reached, last.key())) : SAMPLE;
        }
    }

    private static long guess(byte[] first, byte[] reached, byte[] last) {
        int same = Math.max(0, Arrays.mismatch(first, last));
        BigInteger start = number(first, same);
        BigInteger gone = number(reached, same).subtract(start);
        BigInteger all = number(last, same).subtract(start);
        if (gone.signum() <= 0) {
            return LARGEST_GUESS;
        }
        return all.multiply(BigInteger.valueOf(SAMPLE))
                .divide(gone)
                .min(BigInteger.valueOf(LARGEST_GUESS))
                .longValue();
    }

    private static BigInteger number(byte[] key, int from) {
        byte[] part = new byte[COMPARED_BYTES];
        int length = Math.clamp(key.length - from, 0, COMPARED_BYTES);
        System.arraycopy(key, Math.min(from, key.length), part, 0, length);
        return new BigInteger(1, part);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            store.safePoints().leave(timestamp);
        }
    }
}
