package ankurah.web.internal.math;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;
import org.teavm.jso.typedarrays.Int8Array;

/** What our code uses of {@link java.math.BigInteger}, and computes as it does. */
@SuppressWarnings("serial") // nothing is serialized in a browser
public final class BigInteger extends Number implements Comparable<BigInteger> {
    public static final BigInteger ZERO = valueOf(0);
    public static final BigInteger ONE = valueOf(1);
    public static final BigInteger TEN = valueOf(10);

    private static final int BITS_OF_BYTE = 8;

    private final transient JSObject value;

    BigInteger(JSObject value) {
        this.value = value;
    }

    /** @param magnitude the number without its sign, its highest byte first */
    public BigInteger(int signum, byte[] magnitude) {
        JSObject absolute = HostIntegers.ofBytes(Int8Array.copyFromJavaArray(magnitude));
        if (signum == 0 && HostIntegers.sign(absolute) != 0) {
            throw new NumberFormatException("a number without sign is zero");
        }
        value = signum < 0 ? HostIntegers.minus(absolute) : absolute;
    }

    public static BigInteger valueOf(long value) {
        return new BigInteger(HostIntegers.ofHalves((int) (value >> 32), (int) value));
    }

    public BigInteger add(BigInteger other) {
        return new BigInteger(HostIntegers.sum(value, other.value));
    }

    public BigInteger subtract(BigInteger other) {
        return new BigInteger(HostIntegers.difference(value, other.value));
    }

    public BigInteger multiply(BigInteger other) {
        return new BigInteger(HostIntegers.product(value, other.value));
    }

    /** The quotient, towards zero, and the remainder. */
    public BigInteger[] divideAndRemainder(BigInteger divisor) {
        if (divisor.signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        return new BigInteger[] {
            new BigInteger(HostIntegers.quotient(value, divisor.value)),
            new BigInteger(HostIntegers.remainder(value, divisor.value))
        };
    }

    public BigInteger pow(int exponent) {
        if (exponent < 0) {
            throw new ArithmeticException("negative exponent");
        }
        return new BigInteger(HostIntegers.power(value, exponent));
    }

    /** To the right if the distance is negative. */
    public BigInteger shiftLeft(int distance) {
        return new BigInteger(HostIntegers.shifted(value, distance));
    }

    public BigInteger not() {
        return new BigInteger(HostIntegers.inverted(value));
    }

    public BigInteger abs() {
        return signum() < 0 ? new BigInteger(HostIntegers.minus(value)) : this;
    }

    public int signum() {
        return HostIntegers.sign(value);
    }

    /** How many bits it takes without its sign. */
    public int bitLength() {
        return HostIntegers.bits(value);
    }

    /** In two's complement, the highest byte first, in as few bytes as hold it. */
    public byte[] toByteArray() {
        return HostIntegers.bytes(value, bitLength() / BITS_OF_BYTE + 1).copyToJavaArray();
    }

    @Override
    public int compareTo(BigInteger other) {
        return HostIntegers.compare(value, other.value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BigInteger that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(longValue());
    }

    @Override
    public int intValue() {
        return HostIntegers.low(value);
    }

    @Override
    public long longValue() {
        return (long) HostIntegers.high(value) << 32 | HostIntegers.low(value) & 0xffff_ffffL;
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
        return HostIntegers.text(value);
    }
}
