package ankurah.storage.internal.plan;

import ankurah.event.Value;
import ankurah.query.Interval;
import ankurah.storage.internal.key.Keys;
import java.util.ArrayList;
import java.util.List;

/** Intervals of a row's own id as ranges of keys. */
final class IdRanges {
    private IdRanges() {}

    static List<KeyRange> of(int collection, List<Interval> intervals) {
        byte[] all = Keys.states(collection);
        List<KeyRange> ranges = new ArrayList<>(intervals.size());
        for (Interval interval : intervals) {
            ranges.add(new KeyRange(bound(collection, interval, true), bound(collection, interval, false)));
        }
        return KeyRange.within(KeyRange.normalise(ranges), new KeyRange(all, Keys.behind(all)));
    }

    private static byte[] bound(int collection, Interval interval, boolean lower) {
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
}
