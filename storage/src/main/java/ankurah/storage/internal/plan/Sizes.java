package ankurah.storage.internal.plan;

import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.internal.key.Keys;
import java.util.Arrays;
import java.util.List;

/**
 * About how many rows lie on a way. The store is asked for the size of its ranges, which it knows from where the keys lie:
 * exactly in memory; on disk exactly for a few, and from the sizes of files and a sample for many. So there are no statistics
 * to be kept by writers, to grow stale, or to be wrong after a restart.
 */
final class Sizes {
    /** So many ranges of one way are asked for their size; the others are taken to be like them. */
    private static final int ASKED_RANGES = 8;

    private Sizes() {}

    static long rows(OrderedSnapshot store, Way way) {
        long rows = 0;
        int asked = 0;
        int all = way.segments();
        for (Lane lane : way.lanes()) {
            List<Segment> segments = lane.segments();
            for (int i = 0; i < segments.size() && asked < ASKED_RANGES; i++) {
                KeyRange range = segments.get(i).range();
                rows += store.estimate(range.from(), range.to());
                asked++;
            }
        }
        for (Way.Part part : way.parts()) {
            rows += rows(store, part.way());
        }
        boolean some = asked > 0 && asked < all && way.parts().isEmpty();
        return some ? (long) ((double) rows * all / asked) : rows;
    }

    /** About how many rows are equal to the first one of the way in the columns that order. */
    static long firstGroup(OrderedSnapshot store, Way way, Way.Course course) {
        if (way.lanes().isEmpty() || way.lanes().get(0).segments().isEmpty()) {
            return 0;
        }
        Lane lane = way.lanes().get(0);
        Segment first = lane.segments().get(0);
        byte[] key;
        try (OrderedCursor found =
                store.scan(first.range().from(), first.range().to(), first.reverse())) {
            if (!found.next()) {
                return 0;
            }
            key = found.key();
        }
        int end = lane.prefixBytes();
        for (int i = course.fit().from(); i < course.fit().to(); i++) {
            end = ankurah.storage.internal.key.ColumnKeys.end(
                    key, end, course.columns().get(i));
        }
        byte[] group = Arrays.copyOf(key, end);
        return store.estimate(group, Keys.behind(group));
    }
}
