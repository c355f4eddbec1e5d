package ankurah.storage.internal.key;

import java.math.BigDecimal;

/**
 * Numbers in one exact order, whatever their kind: the greatest double that is not above the number, as eight bytes in
 * numeric order, then a zero byte if that is the number. The few that no double hits go on with a one byte and their
 * decimal digits, which decides between the numbers that share the double.
 */
final class NumberKeys {
    static final int EXACT = 0x00;
    static final int EXPONENT_BYTES = 2;
    /** Ends the digits of a number below zero. */
    static final int NEGATIVE_END = 0xff;

    private static final int DIGITS = 0x01;
    private static final long MAX_EXACT_INTEGER = 1L << 53;
    private static final int EXPONENT_BIAS = 4096;

    private NumberKeys() {}

    static void write(KeyWriter out, long value) {
        if (value >= -MAX_EXACT_INTEGER && value <= MAX_EXACT_INTEGER) {
            write(out, (double) value);
        } else {
            write(out, BigDecimal.valueOf(value));
        }
    }

    static void write(KeyWriter out, double value) {
        out.int64(sortable(value)).octet(EXACT);
    }

    static void write(KeyWriter out, BigDecimal value) {
        double floor = floor(value);
        if (new BigDecimal(floor).compareTo(value) == 0) {
            write(out, floor);
            return;
        }
        out.int64(sortable(floor)).octet(DIGITS);
        digits(out, value);
    }

    private static long sortable(double value) {
        long bits = Double.doubleToLongBits(value == 0.0 ? 0.0 : value);
        return bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    }

    /** The greatest double not above the value. Corrected step by step, since platforms differ in how they round. */
    private static double floor(BigDecimal value) {
        double guess = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value.doubleValue()));
        while (new BigDecimal(guess).compareTo(value) > 0) {
            guess = Math.nextDown(guess);
        }
        double next = Math.nextUp(guess);
        while (next <= Double.MAX_VALUE && new BigDecimal(next).compareTo(value) <= 0) {
            guess = next;
            next = Math.nextUp(guess);
        }
        return guess;
    }

    /** Exponent and digits of the magnitude, two digits a byte, ended; all of it inverted below zero. */
    private static void digits(KeyWriter out, BigDecimal value) {
        int invert = value.signum() < 0 ? 0xff : 0;
        BigDecimal stripped = value.abs().stripTrailingZeros();
        String digits = stripped.unscaledValue().toString();
        int exponent = digits.length() - stripped.scale() + EXPONENT_BIAS;
        out.octet(exponent >>> 8 ^ invert).octet(exponent ^ invert);
        for (int i = 0; i < digits.length(); i += 2) {
            int high = digits.charAt(i) - '0';
            int low = i + 1 < digits.length() ? digits.charAt(i + 1) - '0' : 0;
            out.octet(high * 10 + low + 1 ^ invert);
        }
        out.octet(invert);
    }
}
