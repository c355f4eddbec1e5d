package ankurah.query.internal;

import ankurah.event.Value;
import ankurah.query.Interval;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets of values as disjoint intervals in ascending order. */
final class Intervals {
    private Intervals() {}

    static List<Interval> points(List<Value> values) {
        List<Interval> points = new ArrayList<>(values.size());
        for (Value value : values) {
            points.add(Interval.point(value));
        }
        return union(points);
    }

    /** All values but null and these. */
    static List<Interval> notNullBut(List<Value> values) {
        List<Interval> rest = new ArrayList<>();
        @Nullable Value lower = Value.NULL;
        for (Interval point : points(values)) {
            rest.add(new Interval(lower, false, point.lower(), false));
            lower = point.lower();
        }
        rest.add(new Interval(lower, false, null, true));
        return rest;
    }

    /** The union of any intervals. */
    static List<Interval> union(List<Interval> intervals) {
        List<Interval> sorted = new ArrayList<>(intervals);
        sorted.sort(Intervals::compareLower);
        List<Interval> union = new ArrayList<>(sorted.size());
        for (Interval next : sorted) {
            int last = union.size() - 1;
            if (last >= 0 && touches(union.get(last), next)) {
                union.set(last, hull(union.get(last), next));
            } else {
                union.add(next);
            }
        }
        return union;
    }

    /** The intersection of one set or more, halved again and again so that thousands of small ones stay cheap. */
    static List<Interval> intersection(List<List<Interval>> sets) {
        if (sets.size() == 1) {
            return sets.get(0);
        }
        int middle = sets.size() / 2;
        return intersection(intersection(sets.subList(0, middle)), intersection(sets.subList(middle, sets.size())));
    }

    static List<Interval> intersection(List<Interval> a, List<Interval> b) {
        List<Interval> common = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < a.size() && j < b.size()) {
            Interval x = a.get(i);
            Interval y = b.get(j);
            Interval from = compareLower(x, y) >= 0 ? x : y;
            boolean endsFirst = compareUpper(x, y) <= 0;
            Interval to = endsFirst ? x : y;
            if (isOrdered(from, to)) {
                common.add(new Interval(from.lower(), from.lowerInclusive(), to.upper(), to.upperInclusive()));
            }
            if (endsFirst) {
                i++;
            } else {
                j++;
            }
        }
        return common;
    }

    /** Whether a value lies between the lower bound of one and the upper bound of the other, or may. */
    private static boolean isOrdered(Interval from, Interval to) {
        if (from.lower() == null || to.upper() == null) {
            return true;
        }
        int order = from.lower().compareTo(to.upper());
        return order < 0 || order == 0 && from.lowerInclusive() && to.upperInclusive();
    }

    private static boolean touches(Interval before, Interval after) {
        if (before.upper() == null || after.lower() == null) {
            return true;
        }
        int order = after.lower().compareTo(before.upper());
        return order < 0 || order == 0 && (before.upperInclusive() || after.lowerInclusive());
    }

    private static Interval hull(Interval first, Interval second) {
        Interval to = compareUpper(first, second) >= 0 ? first : second;
        return new Interval(first.lower(), first.lowerInclusive(), to.upper(), to.upperInclusive());
    }

    private static int compareLower(Interval a, Interval b) {
        if (a.lower() == null || b.lower() == null) {
            return Boolean.compare(b.lower() == null, a.lower() == null);
        }
        int order = a.lower().compareTo(b.lower());
        return order != 0 ? order : Boolean.compare(b.lowerInclusive(), a.lowerInclusive());
    }

    private static int compareUpper(Interval a, Interval b) {
        if (a.upper() == null || b.upper() == null) {
            return Boolean.compare(a.upper() == null, b.upper() == null);
        }
        int order = a.upper().compareTo(b.upper());
        return order != 0 ? order : Boolean.compare(a.upperInclusive(), b.upperInclusive());
    }
}
