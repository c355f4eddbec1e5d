package ankurah.cli.internal.soak;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;

/** How long something took, to within a twelfth; counted by any thread. */
final class Latencies {
    private static final int PARTS = 8;
    private static final int STEPS = 64 * PARTS;

    private final AtomicLongArray counts = new AtomicLongArray(STEPS);

    void add(long nanos) {
        counts.incrementAndGet(step(Math.max(1, nanos)));
    }

    private static int step(long nanos) {
        int power = 63 - Long.numberOfLeadingZeros(nanos);
        int part = power < 3 ? 0 : (int) (nanos >>> power - 3) & PARTS - 1;
        return power * PARTS + part;
    }

    long count() {
        long all = 0;
        for (int i = 0; i < STEPS; i++) {
            all += counts.get(i);
        }
        return all;
    }

    /** In milliseconds; 0 if there are none. */
    double millis(double part) {
        long wanted = (long) Math.ceil(part * count());
        long sum = 0;
        for (int i = 0; i < STEPS; i++) {
            sum += counts.get(i);
            if (sum >= wanted && sum > 0) {
                return (1L << i / PARTS) * (1 + (i % PARTS + 1) / (double) PARTS) / 1e6;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %.1f ms, p99 %.1f ms (%d measured)", millis(0.5), millis(0.99), count());
    }
}
