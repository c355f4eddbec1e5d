package ankurah.event;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Stamps events: every time is greater than all it stamped or observed before and than the time it is asked to exceed,
 * whatever the wall clock does. A node observes its greatest stored time at start, so this holds across restarts.
 */
public final class HybridClock {
    private final TimeSource source;
    private final AtomicLong latest = new AtomicLong();

    public HybridClock(TimeSource source) {
        this.source = source;
    }

    /** A time greater than {@code after} and than every earlier one of this clock. */
    public long next(long after) {
        while (true) {
            long seen = latest.get();
            long floor = Math.max(seen, after);
            if (floor == Long.MAX_VALUE) {
                throw new AnkurahException.Fault(
                        "clock.exhausted", "the hybrid clock has no next time; a clock was set to the far future");
            }
            long next = Math.max(HybridTime.ofMillis(source.millis()), floor + 1);
            if (latest.compareAndSet(seen, next)) {
                return next;
            }
        }
    }

    /** Makes every later stamp greater than {@code time}. */
    public void observe(long time) {
        long seen = latest.get();
        while (seen < time && !latest.compareAndSet(seen, time)) {
            seen = latest.get();
        }
    }

    /**
     * Goes on behind {@code time}, although later ones were stamped: for when the source was wrong, and what bears those
     * stamps is stamped anew.
     */
    public void restart(long time) {
        latest.set(time);
    }

    /** The greatest time stamped or observed; 0 before the first. */
    public long latest() {
        return latest.get();
    }

    public TimeSource source() {
        return source;
    }
}
