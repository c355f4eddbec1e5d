package ankurah.storage.internal.plan;

import ankurah.event.Value;
import ankurah.query.Interval;
import ankurah.query.OrderBy;
import ankurah.storage.internal.key.ColumnKeys;
import ankurah.storage.internal.key.Keys;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A stretch of the keys of one column: from before or behind all keys that begin with one prefix, to before or behind those
 * of another. It may hold more values than the interval it stands for, when keys are cut; the filter is exact.
 *
 * @param point whether it is one value, whose key both bounds are
 * @param loose whether it may hold values outside of its interval
 */
record Stretch(byte[] from, boolean fromBehind, byte[] to, boolean toBehind, boolean point, boolean loose) {
    private static final byte[] NONE = {};
    static final Stretch ALL = new Stretch(NONE, false, NONE, true, false, false);

    /** Disjoint intervals in ascending order as stretches in the order of the column's keys. */
    static List<Stretch> of(List<Interval> intervals, OrderBy column) {
        List<Stretch> stretches = new ArrayList<>(intervals.size() + 1);
        boolean nullAbove = !ColumnKeys.isNullLeast(column);
        for (Interval interval : intervals) {
            if (!nullAbove) {
                stretches.add(ascending(interval));
            } else if (!isNull(interval)) {
                stretches.add(ascendingBelow(interval));
            }
        }
        if (nullAbove && !intervals.isEmpty() && intervals.get(0).contains(Value.NULL)) {
            stretches.add(new Stretch(ColumnKeys.nullAbove(), false, ColumnKeys.nullAbove(), true, true, false));
        }
        if (column.descending()) {
            stretches.replaceAll(Stretch::inverted);
            Collections.reverse(stretches);
        }
        return stretches;
    }

    private static boolean isNull(Interval interval) {
        return interval.isPoint() && interval.contains(Value.NULL);
    }

    private static Stretch ascending(Interval interval) {
        Value lower = interval.lower();
        Value upper = interval.upper();
        byte[] from = lower == null ? NONE : key(lower);
        byte[] to = upper == null ? NONE : key(upper);
        boolean cut = ColumnKeys.isCut(from.length) || ColumnKeys.isCut(to.length);
        return new Stretch(
                from,
                lower != null && !interval.lowerInclusive() && !ColumnKeys.isCut(from.length),
                to,
                upper == null || interval.upperInclusive() || ColumnKeys.isCut(to.length),
                interval.isPoint(),
                cut);
    }

    /** The same without null, which stands above everything else. */
    private static Stretch ascendingBelow(Interval interval) {
        Stretch all = ascending(interval);
        Value lower = interval.lower();
        boolean fromStart = lower == null || lower.isNull();
        boolean toEnd = interval.upper() == null;
        return new Stretch(
                fromStart ? NONE : all.from,
                !fromStart && all.fromBehind,
                toEnd ? ColumnKeys.nullAbove() : all.to,
                !toEnd && all.toBehind,
                all.point,
                all.loose);
    }

    private static byte[] key(Value value) {
        return ColumnKeys.of(value, OrderBy.ascending("x"));
    }

    private Stretch inverted() {
        return new Stretch(ColumnKeys.inverted(to), !toBehind, ColumnKeys.inverted(from), !fromBehind, point, loose);
    }

    /** The keys that begin with {@code prefix} and go on within this stretch. */
    KeyRange behind(byte[] prefix) {
        byte[] low = Keys.join(prefix, from);
        byte[] high = Keys.join(prefix, to);
        return new KeyRange(fromBehind ? Keys.behind(low) : low, toBehind ? Keys.behind(high) : high);
    }
}
