package ankurah.event.internal;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Doubles to text and back, the same on every platform; a platform's own conversions differ in the last digit.
 *
 * <p>Printing is the free-format algorithm of Burger and Dybvig, "Printing Floating-Point Numbers Quickly and
 * Accurately", 1996: the shortest digits that identify the double, of those the closest to it, of
 * two as close the even ones.
 */
public final class Doubles {
    private static final int MANTISSA_BITS = 52;
    private static final long HIDDEN_BIT = 1L << MANTISSA_BITS;
    private static final int MIN_EXPONENT = -1074;
    /** Whole numbers below this need no search for the shortest digits. */
    private static final double PLAIN_WHOLE = 1e7;

    private Doubles() {}

    /** The shortest text that reads back as the same double: {@code 0.1}, {@code 1.5E300}, {@code Infinity}. */
    public static String print(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        String sign = value < 0 ? "-" : "";
        double positive = Math.abs(value);
        if (Double.isInfinite(positive)) {
            return sign + "Infinity";
        }
        if (positive < PLAIN_WHOLE && positive == (long) positive) {
            return sign + (long) positive + ".0";
        }
        return sign + layOut(shortest(positive));
    }

    /** The double closest to an exact number, ties to even; infinite beyond the greatest double. */
    public static double nearest(BigDecimal exact) {
        long magnitude = (long) exact.precision() - exact.scale();
        if (exact.signum() == 0 || magnitude < -400) {
            return 0.0;
        }
        double positive = magnitude > 310 ? Double.POSITIVE_INFINITY : nearestPositive(exact.abs());
        return exact.signum() < 0 ? -positive : positive;
    }

    private static double nearestPositive(BigDecimal exact) {
        BigInteger top = exact.unscaledValue();
        BigInteger bottom = BigInteger.ONE;
        if (exact.scale() > 0) {
            bottom = BigInteger.TEN.pow(exact.scale());
        } else {
            top = top.multiply(BigInteger.TEN.pow(-exact.scale()));
        }
        int exponent = Math.max(top.bitLength() - bottom.bitLength() - MANTISSA_BITS - 1, MIN_EXPONENT);
        BigInteger[] parts = divide(top, bottom, exponent);
        if (parts[0].bitLength() > MANTISSA_BITS + 1) {
            exponent++;
            parts = divide(top, bottom, exponent);
        }
        long mantissa = parts[0].longValue();
        int half = parts[1].shiftLeft(1).compareTo(parts[2]);
        if (half > 0 || half == 0 && (mantissa & 1) != 0) {
            mantissa++;
        }
        return compose(mantissa, exponent);
    }

    /** Quotient, remainder and divisor of {@code top / (bottom * 2^exponent)}. */
    private static BigInteger[] divide(BigInteger top, BigInteger bottom, int exponent) {
        BigInteger dividend = exponent < 0 ? top.shiftLeft(-exponent) : top;
        BigInteger divisor = exponent > 0 ? bottom.shiftLeft(exponent) : bottom;
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        return new BigInteger[] {parts[0], parts[1], divisor};
    }

    private static double compose(long mantissa, int exponent) {
        if (mantissa < HIDDEN_BIT) {
            return Double.longBitsToDouble(mantissa);
        }
        boolean carried = mantissa == HIDDEN_BIT << 1;
        long biased = exponent - MIN_EXPONENT + 1L + (carried ? 1 : 0);
        return biased >= 2047
                ? Double.POSITIVE_INFINITY
                : Double.longBitsToDouble(biased << MANTISSA_BITS | mantissa & HIDDEN_BIT - 1);
    }

    /** The digits of {@code 0.ddd * 10^exponent}. */
    private record Digits(String digits, int exponent) {}

    private static Digits shortest(double positive) {
        long bits = Double.doubleToLongBits(positive);
        int biased = (int) (bits >>> MANTISSA_BITS);
        long fraction = bits & HIDDEN_BIT - 1;
        long mantissa = biased == 0 ? fraction : fraction | HIDDEN_BIT;
        int exponent = biased == 0 ? MIN_EXPONENT : biased - 1 + MIN_EXPONENT;
        // The gap to the next smaller double is half as wide at a power of two.
        int narrow = fraction == 0 && biased > 1 ? 1 : 0;
        int up = Math.max(exponent, 0);
        int down = Math.max(-exponent, 0);
        BigInteger value = BigInteger.valueOf(mantissa).shiftLeft(up + 1 + narrow);
        BigInteger scale = BigInteger.ONE.shiftLeft(down + 1 + narrow);
        BigInteger low = BigInteger.ONE.shiftLeft(up);
        BigInteger high = low.shiftLeft(narrow);
        int power = (int)
                Math.ceil((64 - Long.numberOfLeadingZeros(mantissa) - 1 + exponent) * 0.30102999566398120 - 1e-10);
        if (power >= 0) {
            scale = scale.multiply(BigInteger.TEN.pow(power));
        } else {
            BigInteger factor = BigInteger.TEN.pow(-power);
            value = value.multiply(factor);
            low = low.multiply(factor);
            high = high.multiply(factor);
        }
        boolean even = (mantissa & 1) == 0;
        int reach = value.add(high).compareTo(scale);
        if (even ? reach >= 0 : reach > 0) {
            power++;
        } else {
            value = value.multiply(BigInteger.TEN);
            low = low.multiply(BigInteger.TEN);
            high = high.multiply(BigInteger.TEN);
        }
        return new Digits(generate(value, scale, low, high, even), power);
    }

    private static String generate(BigInteger value, BigInteger scale, BigInteger low, BigInteger high, boolean even) {
        StringBuilder digits = new StringBuilder(17);
        while (true) {
            BigInteger[] parts = value.divideAndRemainder(scale);
            int digit = parts[0].intValue();
            BigInteger rest = parts[1];
            int below = rest.compareTo(low);
            int above = rest.add(high).compareTo(scale);
            boolean lowDone = even ? below <= 0 : below < 0;
            boolean highDone = even ? above >= 0 : above > 0;
            if (lowDone || highDone) {
                int half = rest.shiftLeft(1).compareTo(scale);
                boolean nearerUp = half > 0 || half == 0 && (digit & 1) != 0;
                boolean roundUp = highDone && (!lowDone || nearerUp);
                return digits.append((char) ('0' + digit + (roundUp ? 1 : 0))).toString();
            }
            digits.append((char) ('0' + digit));
            value = rest.multiply(BigInteger.TEN);
            low = low.multiply(BigInteger.TEN);
            high = high.multiply(BigInteger.TEN);
        }
    }

    /** Plain from 10^-3 to 10^7, with an exponent beyond; always with a point. */
    private static String layOut(Digits number) {
        String digits = number.digits;
        int exponent = number.exponent;
        if (exponent > 7 || exponent < -2) {
            String fraction = digits.length() == 1 ? "0" : digits.substring(1);
            return digits.charAt(0) + "." + fraction + "E" + (exponent - 1);
        }
        if (exponent <= 0) {
            return "0." + "0".repeat(-exponent) + digits;
        }
        return exponent >= digits.length()
                ? digits + "0".repeat(exponent - digits.length()) + ".0"
                : digits.substring(0, exponent) + "." + digits.substring(exponent);
    }
}
