package ankurah.core.internal.gate;

import ankurah.core.internal.entity.References;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.entity.RowReader;
import ankurah.core.internal.entity.View;
import ankurah.query.AnkQl;
import ankurah.query.Predicate;
import ankurah.query.Query;
import ankurah.storage.Plan;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a query will do, and did, for a reader. */
final class Explaining {
    private Explaining() {}

    static Plan plan(View view, String collection, Query bound, RowFilter sight, boolean run) {
        StorageSnapshot snapshot = view.snapshot();
        if (References.mayFollow(bound, collection, view.catalog())) {
            Plan plan = following(snapshot.explain(collection, Query.ALL), bound);
            return run ? plan.with(given(view, collection, bound, sight)) : plan;
        }
        if (run && sight.admitsAll()) {
            return snapshot.analyze(collection, bound);
        }
        Plan plan = snapshot.explain(collection, bound);
        return run ? plan.with(given(view, collection, bound, sight)) : plan;
    }

    /** Queries through references look at every row of the collection, see {@link RowReader}. */
    private static Plan following(Plan all, Query bound) {
        @Nullable String filter = bound.where().equals(Predicate.TRUE) ? null : AnkQl.print(bound.where());
        return new Plan(
                all.collection(),
                all.access(),
                List.of(),
                all.ranges(),
                1,
                false,
                false,
                all.estimatedRows(),
                Plan.Order.SORTED,
                bound.limit(),
                filter,
                null,
                all.unfinished());
    }

    /** How many rows there were to look at is not for everybody to know. */
    private static Plan.Real given(View view, String collection, Query bound, RowFilter sight) {
        long given = 0;
        try (RowCursor rows = RowReader.open(view, collection, bound, sight)) {
            while (rows.next() != null) {
                given++;
            }
        }
        return new Plan.Real(null, given);
    }
}
