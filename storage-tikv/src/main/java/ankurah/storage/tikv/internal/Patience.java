package ankurah.storage.tikv.internal;

import ankurah.event.AnkurahException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** How long something is tried while it does not get on, with pauses that grow. For one thread. */
final class Patience {
    private static final long FIRST_PAUSE_MILLIS = 2;
    private static final long LONGEST_PAUSE_MILLIS = 500;

    private final String store;
    private final BooleanSupplier isClosed;
    private final long millis;
    private long start = System.nanoTime();
    private long nextMillis = FIRST_PAUSE_MILLIS;

    /** @param isClosed ends it early */
    Patience(String store, long millis, BooleanSupplier isClosed) {
        this.store = store;
        this.millis = millis;
        this.isClosed = isClosed;
    }

    /** As long again, from now. */
    Patience again() {
        return atMost(millis);
    }

    Patience atMost(long otherMillis) {
        return new Patience(store, Math.min(millis, otherMillis), isClosed);
    }

    String store() {
        return store;
    }

    /**
     * Waits a little.
     *
     * @param why what went wrong, in case it was the last time
     * @throws AnkurahException.Unavailable {@code storage.unreachable} when all has been waited, {@code storage.closed}
     */
    void pause(String why, @Nullable Exception cause) {
        long left = millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        if (isClosed.getAsBoolean()) {
            throw Failures.closed(store);
        }
        if (left <= 0) {
            throw Failures.unreachable(store, why + " (tried for " + millis + " ms)", cause);
        }
        long pause = Math.min(left, ThreadLocalRandom.current().nextLong(nextMillis / 2, nextMillis + 1));
        nextMillis = Math.min(LONGEST_PAUSE_MILLIS, nextMillis * 2);
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.unreachable(store, why + " (and the thread was interrupted)", e);
        }
    }

    /** Something of the whole has been done: it begins anew for the rest. */
    void encourage() {
        nextMillis = FIRST_PAUSE_MILLIS;
        start = System.nanoTime();
    }
}
