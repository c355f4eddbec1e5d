package ankurah.storage.internal.plan;

import ankurah.event.internal.ValueOrder;
import ankurah.storage.internal.key.Keys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A walk along entries that begin alike, whose order is that of what follows.
 *
 * @param prefixBytes how long the common beginning is
 * @param segments the stretches of keys, in the order in which they are walked
 */
record Lane(int prefixBytes, List<Segment> segments) {

    /** The ranges of an index as lanes, one for each combination of values in the columns before {@code fit.from()}. */
    static List<Lane> of(List<IndexRange> ranges, Fit fit, Resume resume) {
        List<Lane> lanes = new ArrayList<>();
        for (List<IndexRange> alike : grouped(ranges, fit.from())) {
            List<KeyRange> keys = new ArrayList<>(alike.size());
            alike.forEach(range -> keys.add(range.keys()));
            byte[] prefix = prefix(alike.get(0), fit.from());
            lanes.add(new Lane(prefix.length, resume.segments(prefix, KeyRange.normalise(keys))));
        }
        return lanes;
    }

    /** How many lanes there would be. */
    static int count(List<IndexRange> ranges, int from) {
        return grouped(ranges, from).size();
    }

    private static List<List<IndexRange>> grouped(List<IndexRange> ranges, int from) {
        if (from == 0) {
            return List.of(ranges);
        }
        List<IndexRange> sorted = new ArrayList<>(ranges);
        sorted.sort((a, b) -> ValueOrder.compareBytes(a.keys().from(), b.keys().from()));
        List<List<IndexRange>> groups = new ArrayList<>();
        byte[] last = {};
        for (IndexRange range : sorted) {
            byte[] prefix = prefix(range, from);
            if (groups.isEmpty() || !Arrays.equals(last, prefix)) {
                groups.add(new ArrayList<>());
                last = prefix;
            }
            groups.getLast().add(range);
        }
        return groups;
    }

    private static byte[] prefix(IndexRange range, int from) {
        int end = from == 0 ? Keys.INDEX_PREFIX_BYTES : range.pointEnds()[from - 1];
        return Arrays.copyOf(range.keys().from(), end);
    }
}
