package ankurah.server.internal.watch;

import java.util.concurrent.atomic.LongAdder;

/** How often something took how long, in steps of about half as much again. Counted by any thread, without a lock. */
public final class Spans {
    private static final long[] BOUNDS = bounds();

    private final LongAdder[] counts = new LongAdder[BOUNDS.length + 1];
    private final LongAdder nanos = new LongAdder();

    Spans() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /** From 10 us to 70 s. */
    private static long[] bounds() {
        long[] steps = {10, 15, 20, 30, 50, 70};
        long[] bounds = new long[7 * steps.length];
        long scale = 1_000;
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = steps[i % steps.length] * scale;
            scale = i % steps.length == steps.length - 1 ? scale * 10 : scale;
        }
        return bounds;
    }

    void add(long span) {
        int at = 0;
        while (at < BOUNDS.length && span > BOUNDS[at]) {
            at++;
        }
        counts[at].increment();
        nanos.add(span);
    }

    /** How many steps there are; the last has no end. */
    public static int steps() {
        return BOUNDS.length + 1;
    }

    /** Where a step ends, in seconds. */
    public static double seconds(int step) {
        return step == BOUNDS.length ? Double.POSITIVE_INFINITY : BOUNDS[step] / 1e9;
    }

    public long[] counts() {
        long[] now = new long[counts.length];
        for (int i = 0; i < now.length; i++) {
            now[i] = counts[i].sum();
        }
        return now;
    }

    public double totalSeconds() {
        return nanos.sum() / 1e9;
    }
}
