package ankurah.storage.internal.plan;

import ankurah.event.internal.ValueOrder;
import ankurah.storage.internal.key.Keys;
import java.util.ArrayList;
import java.util.List;

/** The keys from {@code from} up to but without {@code to}. */
record KeyRange(byte[] from, byte[] to) {

    boolean isEmpty() {
        return ValueOrder.compareBytes(from, to) >= 0;
    }

    /** Sorted, without empty ones and overlaps. */
    static List<KeyRange> normalise(List<KeyRange> ranges) {
        List<KeyRange> sorted = new ArrayList<>(ranges.size());
        for (KeyRange range : ranges) {
            if (!range.isEmpty()) {
                sorted.add(range);
            }
        }
        sorted.sort((a, b) -> ValueOrder.compareBytes(a.from, b.from));
        List<KeyRange> merged = new ArrayList<>(sorted.size());
        for (KeyRange range : sorted) {
            KeyRange last = merged.isEmpty() ? null : merged.getLast();
            if (last == null || ValueOrder.compareBytes(last.to, range.from) < 0) {
                merged.add(range);
            } else if (ValueOrder.compareBytes(last.to, range.to) < 0) {
                merged.set(merged.size() - 1, new KeyRange(last.from, range.to));
            }
        }
        return merged;
    }

    /** The parts of these ranges inside {@code bounds}. */
    static List<KeyRange> within(List<KeyRange> ranges, KeyRange bounds) {
        List<KeyRange> parts = new ArrayList<>(ranges.size());
        for (KeyRange range : ranges) {
            KeyRange part = new KeyRange(max(range.from, bounds.from), min(range.to, bounds.to));
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return parts;
    }

    /** The parts of these ranges that are not below {@code low}. */
    static List<KeyRange> from(List<KeyRange> ranges, byte[] low) {
        return within(ranges, new KeyRange(low, Keys.LIMIT));
    }

    /** The parts of these ranges that are below {@code high}. */
    static List<KeyRange> below(List<KeyRange> ranges, byte[] high) {
        return within(ranges, new KeyRange(new byte[0], high));
    }

    private static byte[] max(byte[] a, byte[] b) {
        return ValueOrder.compareBytes(a, b) >= 0 ? a : b;
    }

    private static byte[] min(byte[] a, byte[] b) {
        return ValueOrder.compareBytes(a, b) <= 0 ? a : b;
    }
}
