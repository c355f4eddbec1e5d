package ankurah.web.internal.run;

import org.teavm.jso.JSBody;

/**
 * Doubles to digits and back by the host, which knows how. Stands in for what the browser's class library has instead: two tables of
 * powers of ten, which are a twentieth of the engine.
 */
public final class HostDoubles {
    /** Digits that the class library takes and gives. */
    private static final int DIGITS_READ = 19;

    private static final int DIGITS_PRINTED = 18;

    private HostDoubles() {}

    /** The double next to {@code mantissa * 10^(exponent - 18)}; the mantissa is unsigned. */
    public static double read(long mantissa, int exponent, boolean negative) {
        double positive = number(Long.toUnsignedString(mantissa) + "e" + (exponent - (DIGITS_READ - 1)));
        return negative ? -positive : positive;
    }

    /** The fewest digits that tell a finite double apart, and noughts up to 18 of them. */
    public static long mantissa(double value) {
        String shown = exponential(Math.abs(value));
        long mantissa = 0;
        int digits = 0;
        for (int i = 0; i < shown.indexOf('e'); i++) {
            if (shown.charAt(i) != '.') {
                mantissa = mantissa * 10 + (shown.charAt(i) - '0');
                digits++;
            }
        }
        while (digits < DIGITS_PRINTED) {
            mantissa *= 10;
            digits++;
        }
        return mantissa;
    }

    /** The power of ten of the first digit. */
    public static int exponent(double value) {
        String shown = exponential(Math.abs(value));
        int from = shown.indexOf('e') + 1;
        return Integer.parseInt(shown.substring(shown.charAt(from) == '+' ? from + 1 : from));
    }

    public static boolean isNegative(double value) {
        return value < 0 || 1 / value < 0;
    }

    @JSBody(params = "text", script = "return Number(text);")
    private static native double number(String text);

    @JSBody(params = "value", script = "return value.toExponential();")
    private static native String exponential(double value);
}
