package ankurah.bench;

import java.util.Arrays;

/** Of the figures of several rounds. */
public final class Quantiles {
    private Quantiles() {}

    /** @param part 0 for the least, 0.5 for the median, 1 for the greatest */
    public static double of(double[] values, double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1.0, sorted.length * part)];
    }
}
