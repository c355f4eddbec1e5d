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

    /** The nearest double of a decimal; of an int only the same. */
    static @Nullable Double asDouble(Value value) {
        return switch (value) {
            case Value.Float f -> f.value();
            case Value.Int i -> i.value() == (long) (double) i.value() ? (Double) (double) i.value() : null;
            case Value.Decimal d -> Doubles.nearest(d.value());
            default -> null;
        };
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
