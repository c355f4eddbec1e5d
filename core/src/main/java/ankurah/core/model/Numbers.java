package ankurah.core.model;

import ankurah.event.Value;
import ankurah.event.internal.Doubles;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A number of any kind as a Java number, where that says the same. */
final class Numbers {
    private static final int LONG_BITS = 63;

    private Numbers() {}

    static @Nullable Integer asInt(Value value) {
        Long number = asLong(value);
        return number == null || number != number.intValue() ? null : (Integer) number.intValue();
    }

    static @Nullable Long asLong(Value value) {
        return switch (value) {
            case Value.Int i -> (Long) i.value();
            case Value.Float f -> whole(f.value());
            case Value.Decimal d -> whole(d.value());
            default -> null;
        };
    }

    private static @Nullable Long whole(double number) {
        return number >= -0x1p63 && number < 0x1p63 && number == Math.rint(number) ? (Long) (long) number : null;
    }

    private static @Nullable Long whole(BigDecimal canonical) {
        return canonical.scale() > 0 || canonical.toBigInteger().bitLength() > LONG_BITS
                ? null
                : (Long) canonical.longValue();
    }

    /** Of an int the same; of a decimal the one whose shortest text says the same, as 0.1 does. */
    static @Nullable Double asDouble(Value value) {
        return switch (value) {
            case Value.Float f -> f.value();
            case Value.Int i -> i.value() == (long) (double) i.value() ? (Double) (double) i.value() : null;
            case Value.Decimal d -> nearest(d.value());
            default -> null;
        };
    }

    private static @Nullable Double nearest(BigDecimal exact) {
        double nearest = Doubles.nearest(exact);
        boolean same = !Double.isInfinite(nearest) && new BigDecimal(Doubles.print(nearest)).compareTo(exact) == 0;
        return same ? (Double) nearest : null;
    }

    static @Nullable BigDecimal asDecimal(Value value) {
        return switch (value) {
            case Value.Decimal d -> d.value();
            case Value.Int i -> BigDecimal.valueOf(i.value());
            case Value.Float f -> Double.isInfinite(f.value()) ? null : new BigDecimal(Doubles.print(f.value()));
            default -> null;
        };
    }
}
