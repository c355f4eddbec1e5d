package ankurah.query;

import ankurah.event.Value;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the value order, never an empty one.
 *
 * @param lower where it begins; null for the least value, which is {@link Value#NULL}
 * @param upper where it ends; null for no end
 */
public record Interval(
        @Nullable Value lower,
        boolean lowerInclusive,
        @Nullable Value upper,
        boolean upperInclusive) {

    public static final Interval ALL = new Interval(null, true, null, true);
    public static final Interval NOT_NULL = new Interval(Value.NULL, false, null, true);

    public static Interval point(Value value) {
        return new Interval(value, true, value, true);
    }

    /** Whether all values in it compare as equal. */
    public boolean isPoint() {
        return lower != null && upper != null && lower.compareTo(upper) == 0;
    }

    public boolean contains(Value value) {
        return isAboveLower(value) && isBelowUpper(value);
    }

    private boolean isAboveLower(Value value) {
        if (lower == null) {
            return true;
        }
        int order = value.compareTo(lower);
        return lowerInclusive ? order >= 0 : order > 0;
    }

    private boolean isBelowUpper(Value value) {
        if (upper == null) {
            return true;
        }
        int order = value.compareTo(upper);
        return upperInclusive ? order <= 0 : order < 0;
    }
}
