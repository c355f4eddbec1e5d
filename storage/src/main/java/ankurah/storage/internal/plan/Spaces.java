package ankurah.storage.internal.plan;

import ankurah.event.Value;
import ankurah.query.Interval;
import ankurah.storage.internal.key.Keys;
import ankurah.storage.internal.key.ValueKeys;
import java.util.ArrayList;
import java.util.List;

/** Intervals of values as ranges of keys. A range may hold more than its interval; the filter is exact. */
final class Spaces {
    private Spaces() {}

    /** The rows of a collection whose own id lies in an interval. */
    static List<KeyRange> ids(int collection, List<Interval> intervals) {
        byte[] all = Keys.states(collection);
        List<KeyRange> ranges = new ArrayList<>(intervals.size());
        for (Interval interval : intervals) {
            KeyRange range = new KeyRange(idBound(collection, interval, true), idBound(collection, interval, false));
            ranges.add(range);
        }
        return KeyRange.within(KeyRange.normalise(ranges), new KeyRange(all, Keys.behind(all)));
    }

    private static byte[] idBound(int collection, Interval interval, boolean lower) {
        byte[] all = Keys.states(collection);
        Value value = lower ? interval.lower() : interval.upper();
        if (value == null) {
            return lower ? all : Keys.behind(all);
        }
        if (!(value instanceof Value.Id id)) {
            boolean belowAllIds = value.kind().rank() < Value.Kind.ID.rank();
            return belowAllIds ? all : Keys.behind(all);
        }
        byte[] key = Keys.state(collection, id.value());
        boolean behind = lower ? !interval.lowerInclusive() : interval.upperInclusive();
        return behind ? Keys.after(key) : key;
    }

    /** The entries of an index whose values lie in an interval. */
    static List<KeyRange> index(int index, List<Interval> intervals) {
        byte[] all = Keys.index(index);
        List<KeyRange> ranges = new ArrayList<>(intervals.size());
        for (Interval interval : intervals) {
            Value lower = interval.lower();
            Value upper = interval.upper();
            byte[] from = lower == null ? all : bound(index, lower, !interval.lowerInclusive() && !isCut(lower));
            byte[] to =
                    upper == null ? Keys.behind(all) : bound(index, upper, interval.upperInclusive() || isCut(upper));
            ranges.add(new KeyRange(from, to));
        }
        return KeyRange.normalise(ranges);
    }

    /** Before or behind the entries of a value and of those that share its key. */
    private static byte[] bound(int index, Value value, boolean behind) {
        byte[] prefix = Keys.indexValue(index, value);
        return behind ? Keys.behind(prefix) : prefix;
    }

    /** All entries of a value, and of those that share its key. */
    static KeyRange value(int index, Value value) {
        byte[] prefix = Keys.indexValue(index, value);
        return new KeyRange(prefix, Keys.behind(prefix));
    }

    static KeyRange all(int index) {
        byte[] all = Keys.index(index);
        return new KeyRange(all, Keys.behind(all));
    }

    /** Whether other values may share the key of this one. */
    static boolean isCut(Value value) {
        return ValueKeys.of(value).length >= ValueKeys.MAX_BYTES;
    }
}
