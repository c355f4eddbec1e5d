package ankurah.storage.internal.plan;

import java.util.ArrayList;
import java.util.List;

/** A stretch of keys and the direction it is walked in. */
record Segment(KeyRange range, boolean reverse) {
    static List<Segment> of(List<KeyRange> ranges, boolean reverse) {
        List<Segment> segments = new ArrayList<>(ranges.size());
        for (KeyRange range : reverse ? ranges.reversed() : ranges) {
            segments.add(new Segment(range, reverse));
        }
        return segments;
    }
}
