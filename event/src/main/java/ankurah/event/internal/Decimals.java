package ankurah.event.internal;

import ankurah.event.AnkurahException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The limits of decimals, and exact comparison across the numeric kinds. */
public final class Decimals {
    private static final int MAX_DIGITS = 1000;
    private static final int MAX_SCALE = 1000;
    private static final int MAX_EXPONENT = 309;
    private static final int MAX_TEXT = 4096;
    private static final int MAX_EXPONENT_TEXT = 10;

    private Decimals() {}

    public static BigDecimal canonical(BigDecimal value) {
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        // Before stripping as well, so that a hostile exponent never becomes work.
        long exponent = (long) value.precision() - value.scale();
        if (value.precision() > MAX_DIGITS + MAX_EXPONENT || value.scale() > 2 * MAX_SCALE || exponent > MAX_EXPONENT) {
            throw outOfRange();
        }
        BigDecimal stripped = value.stripTrailingZeros();
        if (stripped.precision() > MAX_DIGITS || stripped.scale() > MAX_SCALE) {
            throw outOfRange();
        }
        return stripped;
    }

    /**
     * Reads {@code -12.5e3}: a sign, digits, a point with digits behind it, an exponent; all but digits may be missing.
     * Null for anything else, and for texts no number in range needs.
     */
    public static @Nullable BigDecimal read(String text) {
        int end = text.length();
        int at = end > 0 && text.charAt(0) == '-' ? 1 : 0;
        int whole = digits(text, at);
        if (whole == at || end > MAX_TEXT) {
            return null;
        }
        at = whole;
        if (at < end && text.charAt(at) == '.') {
            int fraction = digits(text, at + 1);
            if (fraction == at + 1) {
                return null;
            }
            at = fraction;
        }
        if (at < end && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int sign = at + 1 < end && (text.charAt(at + 1) == '-' || text.charAt(at + 1) == '+') ? 1 : 0;
            int exponent = digits(text, at + 1 + sign);
            if (exponent == at + 1 + sign || exponent - at > MAX_EXPONENT_TEXT) {
                return null;
            }
            at = exponent;
        }
        return at == end ? new BigDecimal(text) : null;
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static AnkurahException outOfRange() {
        return new AnkurahException.Invalid(
                "value.decimal_out_of_range",
                "a decimal has at most " + MAX_DIGITS + " digits, " + MAX_SCALE
                        + " of them behind the point, and is below 10^" + MAX_EXPONENT);
    }

    public static int compare(long a, double b) {
        if (b >= 0x1p63) {
            return -1;
        }
        if (b < -0x1p63) {
            return 1;
        }
        long whole = (long) b;
        return a != whole ? Long.compare(a, whole) : Double.compare((double) whole, b);
    }

    public static int compare(BigDecimal a, double b) {
        if (Double.isInfinite(b)) {
            return b > 0 ? -1 : 1;
        }
        return a.compareTo(new BigDecimal(b));
    }

    public static int compare(long a, BigDecimal b) {
        return new BigDecimal(BigInteger.valueOf(a)).compareTo(b);
    }
}
