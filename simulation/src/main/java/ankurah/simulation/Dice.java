package ankurah.simulation;

import java.util.List;

/** Choices that depend on a seed alone (SplitMix64). For one thread. */
public final class Dice {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long state;

    public Dice(long seed) {
        state = seed;
    }

    /** A seed for one of many things that share a seed; none of them depends on how many others there are. */
    public static long mix(long seed, long which) {
        return scramble(seed + GOLDEN * (which + 1));
    }

    public long nextLong() {
        state += GOLDEN;
        return scramble(state);
    }

    private static long scramble(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }

    /** From 0 up to but without {@code bound}. */
    public int below(int bound) {
        return (int) ((nextLong() >>> 33) % bound);
    }

    /** From {@code least} to {@code most}, both included. */
    public int between(int least, int most) {
        return least + below(most - least + 1);
    }

    /** True once in {@code times}. */
    public boolean oneIn(int times) {
        return below(times) == 0;
    }

    public <T> T pick(List<T> from) {
        return from.get(below(from.size()));
    }

    public byte[] bytes(int count) {
        byte[] drawn = new byte[count];
        for (int at = 0; at < count; at += 8) {
            long value = nextLong();
            for (int i = at; i < Math.min(count, at + 8); i++) {
                drawn[i] = (byte) value;
                value >>>= 8;
            }
        }
        return drawn;
    }
}
