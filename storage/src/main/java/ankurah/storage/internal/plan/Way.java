package ankurah.storage.internal.plan;

import ankurah.query.Matcher;
import ankurah.query.OrderBy;
import ankurah.storage.Plan;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A way to the rows of a query.
 *
 * @param lanes the walks it consists of, merged if there are several
 * @param bounded whether the predicate narrows it
 * @param exact whether every row on it matches the predicate
 * @param resumed whether it begins behind the query's cursor
 * @param order what the way does for the query's order
 * @param course how an index is walked; null for others
 * @param parts what a union consists of
 */
record Way(
        Plan.Access access,
        List<Lane> lanes,
        boolean bounded,
        boolean exact,
        boolean resumed,
        Plan.Order order,
        @Nullable Course course,
        List<Part> parts) {

    static final Way NOWHERE =
            new Way(Plan.Access.NOTHING, List.of(), false, true, true, Plan.Order.WALKED, null, List.of());

    /**
     * How an index is walked.
     *
     * @param fixed for each column whether all matching rows have one value there
     * @param idDescending whether rows that are equal in the columns are wanted by descending id
     */
    record Course(Indexed index, Fit fit, boolean[] fixed, boolean idDescending) {
        List<OrderBy> columns() {
            return index.columns();
        }

        /** Whether the ids of one value have to be turned round. */
        boolean isTurning() {
            return fit.reverse() && fit.order() == Plan.Order.WALKED && !idDescending;
        }
    }

    /** A way to the rows of one box. */
    record Part(Way way, Matcher box) {}

    int segments() {
        int count = 0;
        for (Lane lane : lanes) {
            count += lane.segments().size();
        }
        for (Part part : parts) {
            count += part.way().segments();
        }
        return count;
    }

    Rows open(PlannedQuery.Source source) {
        return switch (access) {
            case INDEX -> new IndexRows(source, this, Objects.requireNonNull(course));
            case UNION -> new UnionRows(source, parts);
            case IDS, NOTHING ->
                new StateRows(source, lanes.isEmpty() ? List.of() : lanes.get(0).segments());
        };
    }
}
