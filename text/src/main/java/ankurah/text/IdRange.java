package ankurah.text;

/**
 * Consecutive clocks of one client: {@code clock} up to, not including, {@code clock + length}.
 *
 * @param client 0 to 2^53 - 1
 * @param clock the first, counted from 0
 * @param length how many, at least 1
 */
public record IdRange(long client, int clock, int length) {
    /** The first clock after the range. */
    public int end() {
        return clock + length;
    }
}
