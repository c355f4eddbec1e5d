package ankurah.storage.internal.plan;

import ankurah.storage.Plan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A way to the rows of a query.
 *
 * @param segments the stretches of keys, in the order in which they are walked
 * @param bounded whether the predicate narrows it
 * @param order what the way does for the query's order
 * @param placing whether rows under one value of an index already follow each other as the query wants
 */
record Way(
        Plan.Access access,
        @Nullable String property,
        List<Segment> segments,
        boolean bounded,
        Plan.Order order,
        boolean placing) {

    static final Way NOWHERE = new Way(Plan.Access.NOTHING, null, List.of(), false, Plan.Order.WALKED, true);

    /** A stretch and the direction it is walked in. */
    record Segment(KeyRange range, boolean reverse) {
        static List<Segment> of(List<KeyRange> ranges, boolean reverse) {
            List<Segment> segments = new ArrayList<>(ranges.size());
            for (KeyRange range : reverse ? ranges.reversed() : ranges) {
                segments.add(new Segment(range, reverse));
            }
            return segments;
        }
    }

    Rows open(PlannedQuery.Source source) {
        return access == Plan.Access.INDEX
                ? new IndexRows(
                        source.store(),
                        new IndexEntries(source.store(), segments),
                        source.number(),
                        placing,
                        source.row())
                : new StateRows(source.store(), segments, source.row());
    }
}
