package ankurah.core.internal.live;

import ankurah.event.Value;
import ankurah.query.Interval;

/** Where intervals begin and end, compared. */
final class Bounds {
    private Bounds() {}

    /** Whether the first interval, which begins first, does not end before the second begins, or at most where it does. */
    static boolean overlap(Interval first, Interval second) {
        Value end = first.upper();
        Value start = second.lower();
        return end == null || start == null || end.compareTo(start) > 0;
    }

    static boolean endBefore(Interval interval, Value value) {
        Value upper = interval.upper();
        if (upper == null) {
            return false;
        }
        int order = upper.compareTo(value);
        return order < 0 || order == 0 && !interval.upperInclusive();
    }

    static int compare(Interval a, Interval b) {
        int order = compareLower(a, b);
        return order != 0 ? order : compareUpper(a, b);
    }

    static int compareLower(Interval a, Interval b) {
        Value x = a.lower();
        Value y = b.lower();
        if (x == null || y == null) {
            return Boolean.compare(y == null, x == null);
        }
        int order = x.compareTo(y);
        return order != 0 ? order : Boolean.compare(b.lowerInclusive(), a.lowerInclusive());
    }

    static int compareUpper(Interval a, Interval b) {
        Value x = a.upper();
        Value y = b.upper();
        if (x == null || y == null) {
            return Boolean.compare(x == null, y == null);
        }
        int order = x.compareTo(y);
        return order != 0 ? order : Boolean.compare(a.upperInclusive(), b.upperInclusive());
    }
}
