package ankurah.core.internal.live;

import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.query.Interval;
import ankurah.query.Operand;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a feed is filed: every row that belongs to it has a value in one of the slots. Without a slot no row can belong
 * to it.
 *
 * @param everywhere whether any row may belong to it
 */
record Filing(List<Slot> slots, boolean everywhere) {
    static final Filing EVERYWHERE = new Filing(List.of(), true);
    static final Filing NOWHERE = new Filing(List.of(), false);

    /** At most so many intervals of one path; more are joined with what lies between them. */
    static final int MOST_INTERVALS = 1024;

    /** The path's value lies in one of the intervals. */
    record Slot(Operand.Path path, List<Interval> intervals) {}

    static Filing on(Operand.Path path, List<Interval> intervals) {
        return new Filing(List.of(new Slot(path, coarse(intervals))), false);
    }

    /** @param intervals disjoint and in ascending order */
    private static List<Interval> coarse(List<Interval> intervals) {
        if (intervals.size() <= MOST_INTERVALS) {
            return List.copyOf(intervals);
        }
        int each = (intervals.size() + MOST_INTERVALS - 1) / MOST_INTERVALS;
        List<Interval> coarse = new ArrayList<>(MOST_INTERVALS);
        for (int from = 0; from < intervals.size(); from += each) {
            Interval first = intervals.get(from);
            Interval last = intervals.get(Math.min(intervals.size(), from + each) - 1);
            coarse.add(new Interval(first.lower(), first.lowerInclusive(), last.upper(), last.upperInclusive()));
        }
        return List.copyOf(coarse);
    }

    /** How many feeds share an interval already. */
    interface Neighbours {
        int at(Operand.Path path, Interval interval);
    }

    /** A guess at how often a commit will meet the feed there; only good for comparing. */
    long cost(Neighbours neighbours) {
        long cost = 0;
        for (Slot slot : slots) {
            boolean isId = slot.path.isProperty() && slot.path.property().equals(Names.ID);
            for (Interval interval : slot.intervals) {
                int weight = isId ? 1 : weight(interval);
                cost += (long) weight * (1 + neighbours.at(slot.path, interval));
            }
        }
        return cost;
    }

    private static int weight(Interval interval) {
        Value lower = interval.lower();
        Value upper = interval.upper();
        if (interval.isPoint()) {
            return lower == null || lower.isNull() ? 512 : 2;
        }
        boolean open = lower == null || isLeast(lower);
        boolean endsInKind = lower != null
                && upper != null
                && lower.kind().rank() == upper.kind().rank();
        if (open) {
            return endsInKind ? 256 : 2048;
        }
        return endsInKind ? 32 : 256;
    }

    /** Whether it is a lower bound that leaves out nothing of its kind, as far as that matters. */
    private static boolean isLeast(Value value) {
        return switch (value) {
            case Value.Null n -> true;
            case Value.Str text -> text.value().isEmpty();
            case Value.Float number -> number.value() == Double.NEGATIVE_INFINITY;
            default -> false;
        };
    }
}
