package ankurah.cli.internal.output;

/** Durations for people: {@code 0.62 s}. */
public final class Seconds {
    private static final long NANOS_PER_HUNDREDTH = 10_000_000;
    private static final int HUNDREDTHS = 100;

    private Seconds() {}

    public static String of(long nanos) {
        long hundredths = (nanos + NANOS_PER_HUNDREDTH / 2) / NANOS_PER_HUNDREDTH;
        long fraction = hundredths % HUNDREDTHS;
        return hundredths / HUNDREDTHS + (fraction < 10 ? ".0" : ".") + fraction + " s";
    }
}
