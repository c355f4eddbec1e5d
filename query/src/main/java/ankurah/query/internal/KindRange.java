package ankurah.query.internal;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.query.Interval;
import ankurah.query.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stretch of the value order that a kind takes, and parts of it. The numeric kinds share one. */
final class KindRange {
    private static final long FIRST_DAY = -365_243_219_162L;

    /** The least value of each rank in value order. */
    private static final List<Value> LEAST = List.of(
            Value.NULL,
            Value.FALSE,
            new Value.Float(Double.NEGATIVE_INFINITY),
            new Value.Str(""),
            new Value.Bytes(new byte[0]),
            new Value.Instant(Long.MIN_VALUE),
            new Value.Date(FIRST_DAY),
            new Value.LocalDateTime(Long.MIN_VALUE),
            new Value.Uuid(0, 0),
            new Value.Id(EntityId.fromBytes(new byte[EventId.BYTES])),
            new Value.Json(Value.NULL),
            new Value.List(List.of()));

    private KindRange() {}

    static Interval of(Value.Kind kind) {
        int at = 0;
        while (LEAST.get(at).kind().rank() != kind.rank()) {
            at++;
        }
        @Nullable Value next = at + 1 < LEAST.size() ? LEAST.get(at + 1) : null;
        return new Interval(LEAST.get(at), true, next, next == null);
    }

    /** The values of the kind of {@code bound} that stand in this relation to it; empty when there are none. */
    static List<Interval> of(Operator operator, Value bound) {
        Interval kind = of(bound.kind());
        Interval side = switch (operator) {
            case LT -> new Interval(null, true, bound, false);
            case LE -> new Interval(null, true, bound, true);
            case GT -> new Interval(bound, false, null, true);
            case GE -> new Interval(bound, true, null, true);
            case EQ -> Interval.point(bound);
            case NE -> Interval.NOT_NULL;
        };
        return Intervals.intersection(List.of(kind), List.of(side));
    }

    /** The texts that begin with {@code prefix}. */
    static Interval withPrefix(String prefix) {
        Interval texts = of(Value.Kind.STRING);
        @Nullable String end = successor(prefix);
        return end == null
                ? new Interval(new Value.Str(prefix), true, texts.upper(), texts.upperInclusive())
                : new Interval(new Value.Str(prefix), true, new Value.Str(end), false);
    }

    /** The least text above all that begin with {@code prefix}; null when there is none. */
    private static @Nullable String successor(String prefix) {
        int end = prefix.length();
        while (end > 0) {
            int last = prefix.codePointBefore(end);
            int start = end - Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
                return new StringBuilder(prefix.substring(0, start))
                        .appendCodePoint(next)
                        .toString();
            }
            end = start;
        }
        return null;
    }
}
