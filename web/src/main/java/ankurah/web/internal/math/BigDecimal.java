package ankurah.web.internal.math;

import org.jspecify.annotations.Nullable;

/**
 * What our code uses of {@link java.math.BigDecimal}, and computes as it does. Texts are joined by methods: where this is put in the
 * place of the other, nothing links what {@code +} leaves to be linked.
 */
@SuppressWarnings("serial") // nothing is serialized in a browser
public final class BigDecimal extends Number implements Comparable<BigDecimal> {
    public static final BigDecimal ZERO = valueOf(0);

    private static final int MANTISSA_BITS = 52;
    private static final int EXPONENT_BITS = 0x7ff;
    private static final int EXPONENT_BIAS = 1_075;
    /** The adjusted exponent from which on a number is printed without one. */
    private static final int LEAST_PLAIN = -6;
    /** So many zeros make all lower bits zero. */
    private static final int ZEROS_OF_LONG = 64;

    private final BigInteger unscaled;
    private final int scale;

    public BigDecimal(BigInteger unscaled, int scale) {
        this.unscaled = unscaled;
        this.scale = scale;
    }

    public BigDecimal(BigInteger whole) {
        this(whole, 0);
    }

    /** Exactly the double. */
    public BigDecimal(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new NumberFormatException("not a number, or an infinite one");
        }
        long bits = Double.doubleToLongBits(value);
        int exponent = (int) (bits >> MANTISSA_BITS) & EXPONENT_BITS;
        long fraction = bits & (1L << MANTISSA_BITS) - 1;
        long mantissa = exponent == 0 ? fraction << 1 : fraction | 1L << MANTISSA_BITS;
        int power = exponent - EXPONENT_BIAS;
        while (mantissa != 0 && (mantissa & 1) == 0) {
            mantissa >>= 1;
            power++;
        }
        BigInteger whole = BigInteger.valueOf(bits < 0 ? -mantissa : mantissa);
        boolean hasFraction = mantissa != 0 && power < 0;
        unscaled = mantissa == 0
                ? BigInteger.ZERO
                : hasFraction ? whole.multiply(BigInteger.valueOf(5).pow(-power)) : whole.shiftLeft(power);
        scale = hasFraction ? -power : 0;
    }

    /** @param text digits, perhaps with a sign, a point and an exponent */
    public BigDecimal(String text) {
        int mark = Math.max(text.indexOf('e'), text.indexOf('E'));
        String number = mark < 0 ? text : text.substring(0, mark);
        int point = number.indexOf('.');
        String digits = point < 0 ? number : number.substring(0, point).concat(number.substring(point + 1));
        requireDigits(digits, text);
        long exponent = mark < 0 ? 0 : Long.parseLong(text.substring(mark + 1));
        long wanted = (point < 0 ? 0 : number.length() - point - 1) - exponent;
        if (wanted < Integer.MIN_VALUE || wanted > Integer.MAX_VALUE) {
            throw new NumberFormatException("an exponent that is too large: ".concat(text));
        }
        unscaled = new BigInteger(HostIntegers.ofDigits(digits));
        scale = (int) wanted;
    }

    private static void requireDigits(String digits, String text) {
        int start = digits.startsWith("-") || digits.startsWith("+") ? 1 : 0;
        boolean none = start == digits.length();
        for (int i = start; i < digits.length(); i++) {
            none |= digits.charAt(i) < '0' || digits.charAt(i) > '9';
        }
        if (none) {
            throw new NumberFormatException("no number: ".concat(text));
        }
    }

    public static BigDecimal valueOf(long value) {
        return new BigDecimal(BigInteger.valueOf(value));
    }

    public BigDecimal add(BigDecimal other) {
        int common = Math.max(scale, other.scale);
        return new BigDecimal(at(common).add(other.at(common)), common);
    }

    public BigDecimal subtract(BigDecimal other) {
        int common = Math.max(scale, other.scale);
        return new BigDecimal(at(common).subtract(other.at(common)), common);
    }

    /** The unscaled value with more digits behind the point. */
    private BigInteger at(int wanted) {
        return wanted == scale ? unscaled : unscaled.multiply(BigInteger.TEN.pow(Math.subtractExact(wanted, scale)));
    }

    public BigDecimal abs() {
        return new BigDecimal(unscaled.abs(), scale);
    }

    public int signum() {
        return unscaled.signum();
    }

    public int scale() {
        return scale;
    }

    /** How many digits the unscaled value has. */
    public int precision() {
        return digits().length();
    }

    public BigInteger unscaledValue() {
        return unscaled;
    }

    private String digits() {
        return unscaled.abs().toString();
    }

    public BigDecimal stripTrailingZeros() {
        if (signum() == 0) {
            return ZERO;
        }
        String digits = unscaled.toString();
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return new BigDecimal(
                new BigInteger(HostIntegers.ofDigits(digits.substring(0, end))),
                Math.subtractExact(scale, digits.length() - end));
    }

    /** Towards zero. */
    public BigInteger toBigInteger() {
        return scale <= 0 ? at(0) : parts()[0];
    }

    public BigInteger toBigIntegerExact() {
        if (scale > 0 && parts()[1].signum() != 0) {
            throw new ArithmeticException("Rounding necessary");
        }
        return toBigInteger();
    }

    /** What is before the point, and what is behind. */
    private BigInteger[] parts() {
        return scale > digits().length()
                ? new BigInteger[] {BigInteger.ZERO, unscaled}
                : unscaled.divideAndRemainder(BigInteger.TEN.pow(scale));
    }

    @Override
    public int compareTo(BigDecimal other) {
        int sign = signum();
        if (sign != other.signum() || sign == 0) {
            return Integer.compare(sign, other.signum());
        }
        int magnitude = Long.compare((long) precision() - scale, (long) other.precision() - other.scale);
        if (magnitude != 0) {
            return sign * magnitude;
        }
        int common = Math.max(scale, other.scale);
        return at(common).compareTo(other.at(common));
    }

    /** Of the same value and scale. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BigDecimal that && scale == that.scale && unscaled.equals(that.unscaled);
    }

    @Override
    public int hashCode() {
        return 31 * unscaled.hashCode() + scale;
    }

    @Override
    public int intValue() {
        return (int) longValue();
    }

    @Override
    public long longValue() {
        return scale < -ZEROS_OF_LONG ? 0 : toBigInteger().longValue();
    }

    @Override
    public float floatValue() {
        return (float) doubleValue();
    }

    @Override
    public double doubleValue() {
        return HostIntegers.nearest(toString());
    }

    @Override
    public String toString() {
        String digits = digits();
        long adjusted = digits.length() - 1L - scale;
        if (scale == 0 || scale > 0 && adjusted >= LEAST_PLAIN) {
            return toPlainString();
        }
        StringBuilder text = signed().append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        if (adjusted != 0) {
            text.append('E').append(adjusted > 0 ? "+" : "").append(adjusted);
        }
        return text.toString();
    }

    public String toPlainString() {
        String digits = digits();
        StringBuilder text = signed();
        if (scale <= 0) {
            return text.append(digits)
                    .append("0".repeat(signum() == 0 ? 0 : -scale))
                    .toString();
        }
        String padded = "0".repeat(Math.max(0, scale + 1 - digits.length())).concat(digits);
        int point = padded.length() - scale;
        return text.append(padded, 0, point)
                .append('.')
                .append(padded, point, padded.length())
                .toString();
    }

    private StringBuilder signed() {
        return new StringBuilder(signum() < 0 ? "-" : "");
    }
}
