package ankurah.cli.internal.soak;

import ankurah.cli.internal.Failure;
import ankurah.event.AnkurahException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits, for as long as it takes on a busy machine. */
final class Waits {
    private static final long MOST_NANOS = 180_000_000_000L;
    private static final long LOOK_NANOS = 50_000_000;

    private Waits() {}

    static void until(String what, BooleanSupplier condition) {
        if (!maybe(condition)) {
            throw Failure.failed("waited in vain until " + what);
        }
    }

    /** What a machine that has too much to do answers at the second or third try. */
    static <T> T patiently(Supplier<T> what) {
        long deadline = System.nanoTime() + MOST_NANOS;
        while (true) {
            try {
                return what.get();
            } catch (AnkurahException.Unavailable busy) {
                if (System.nanoTime() > deadline) {
                    throw busy;
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    static boolean maybe(BooleanSupplier condition) {
        long deadline = System.nanoTime() + MOST_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }
}
