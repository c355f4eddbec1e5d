package ankurah.text.yjs;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongConsumer;

/** Runs a fuzz test with as many seeds as it wants, or with {@code -Dankurah.seed} alone. */
final class Seeds {
    private static final int DEEP_FACTOR = System.getProperty("ankurah.deep") != null ? 10 : 1;

    private Seeds() {}

    static void each(String what, int runs, LongConsumer run) {
        Long only = Long.getLong("ankurah.seed");
        long first = only != null ? only : ThreadLocalRandom.current().nextLong(1L << 40);
        int count = only != null ? 1 : runs * DEEP_FACTOR;
        System.out.println(what + ": " + count + " runs, seeds from " + first);
        for (long seed = first; seed < first + count; seed++) {
            try {
                run.accept(seed);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(what + ", repeat it with -Dankurah.seed=" + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
