package ankurah.web.internal;

import ankurah.event.RandomSource;

/** A sequence that a seed decides, alike on all platforms (SplitMix64, Steele et al. 2014). */
final class Dice implements RandomSource {
    private long state;

    Dice(long seed) {
        state = seed;
    }

    long next() {
        state += 0x9e3779b97f4a7c15L;
        long z = state;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }

    /** From 0 to {@code bound - 1}; {@code bound} is at least 1. */
    int below(int bound) {
        return (int) ((next() >>> 33) % bound);
    }

    @Override
    public byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) next();
        }
        return bytes;
    }
}
