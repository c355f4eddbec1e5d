package ankurah.event.internal;

import ankurah.event.AnkurahException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** The limits of decimals, and exact comparison across the numeric kinds. */
public final class Decimals {
    private static final int MAX_DIGITS = 1000;
    private static final int MAX_SCALE = 1000;
    private static final int MAX_EXPONENT = 308;

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
