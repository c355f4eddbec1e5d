package ankurah.event;

/**
 * A hybrid logical time in a long: 48 bits of Unix milliseconds and 16 bits of counter, compared as a number. The
 * counter carries into the milliseconds, so there is always a next time. Times are not negative, which lasts until the
 * year 6429.
 *
 * <p>After Kulkarni et al., "Logical Physical Clocks and Consistent Snapshots in Globally Distributed Databases", 2014.
 */
public final class HybridTime {
    private static final int COUNTER_BITS = 16;
    private static final long MAX_MILLIS = Long.MAX_VALUE >>> COUNTER_BITS;

    private HybridTime() {}

    public static long ofMillis(long millis) {
        return Math.max(0, Math.min(millis, MAX_MILLIS)) << COUNTER_BITS;
    }

    public static long millis(long time) {
        return time >>> COUNTER_BITS;
    }

    public static int counter(long time) {
        return (int) (time & 0xffff);
    }
}
