package ankurah.core.internal.live;

import ankurah.event.Value;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact sum of numbers, which therefore comes out the same in whatever order they come and go.
 *
 * @param finite the sum of the finite ones
 */
record Sum(BigDecimal finite, int floats, int decimals, int positive, int negative) {
    static final Sum ZERO = new Sum(BigDecimal.ZERO, 0, 0, 0, 0);

    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    Sum plus(Value value) {
        return with(value, 1);
    }

    Sum minus(Value value) {
        return with(value, -1);
    }

    private Sum with(Value value, int times) {
        if (value instanceof Value.Int number) {
            return add(BigDecimal.valueOf(number.value()), times, 0, 0);
        }
        if (value instanceof Value.Decimal number) {
            return add(number.value(), times, 0, times);
        }
        if (!(value instanceof Value.Float number)) {
            return this;
        }
        if (Double.isInfinite(number.value())) {
            boolean up = number.value() > 0;
            return new Sum(finite, floats + times, decimals, positive + (up ? times : 0), negative + (up ? 0 : times));
        }
        return add(new BigDecimal(number.value()), times, times, 0);
    }

    private Sum add(BigDecimal number, int times, int moreFloats, int moreDecimals) {
        BigDecimal sum = times > 0 ? finite.add(number) : finite.subtract(number);
        return new Sum(sum, floats + moreFloats, decimals + moreDecimals, positive, negative);
    }

    Value value() {
        if (positive > 0 || negative > 0) {
            return positive > 0 && negative > 0
                    ? Value.NULL
                    : Value.of(positive > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
        }
        if (floats > 0) {
            return Value.of(finite.doubleValue());
        }
        if (decimals > 0) {
            return Value.of(finite);
        }
        BigInteger whole = finite.toBigInteger();
        boolean fits = whole.compareTo(LEAST) >= 0 && whole.compareTo(MOST) <= 0;
        return fits ? Value.of(whole.longValue()) : Value.of(finite);
    }
}
