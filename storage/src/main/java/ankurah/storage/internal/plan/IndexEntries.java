package ankurah.storage.internal.plan;

import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.internal.key.Keys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of an index, values ascending or descending, ids within a value always ascending.
 *
 * <p>Walked backwards a value's entries come with their ids descending. Those of a rare value are held back and turned
 * round; of a common one the walk goes to its beginning and reads it forwards, so that a limit still ends it early.
 */
final class IndexEntries implements AutoCloseable {
    private static final int MAX_HELD = 24;
    private static final byte[] NO_KEY = {};

    private final OrderedSnapshot store;
    private final List<Way.Segment> segments;
    private int taken;

    private @Nullable OrderedCursor cursor;
    private boolean backwards;
    private byte[] lower = NO_KEY;
    /** Where a backward walk goes on after a value was read forwards. */
    private byte @Nullable [] resumeBelow;

    private final List<byte[]> held = new ArrayList<>();
    /** The first entry of the next value, met while turning the one before. */
    private byte @Nullable [] ahead;

    private byte[] key = NO_KEY;
    private int group;

    IndexEntries(OrderedSnapshot store, List<Way.Segment> segments) {
        this.store = store;
        this.segments = segments;
    }

    boolean next() {
        byte[] before = key;
        byte[] found = held.isEmpty() ? advance() : held.removeLast();
        if (found == null) {
            return false;
        }
        key = found;
        if (!isSameValue(before, found)) {
            group++;
        }
        return true;
    }

    byte[] key() {
        return key;
    }

    int group() {
        return group;
    }

    private byte @Nullable [] advance() {
        byte[] entry = read();
        if (entry == null || !backwards) {
            return entry;
        }
        held.add(entry);
        while (held.size() <= MAX_HELD) {
            byte[] more = read();
            if (more == null || !isSameValue(entry, more)) {
                ahead = more;
                return held.removeLast();
            }
            held.add(more);
        }
        return readForwards(entry);
    }

    /** Leaves the backward walk for the whole of one value. */
    private byte @Nullable [] readForwards(byte[] entry) {
        held.clear();
        end();
        byte[] value = Arrays.copyOf(entry, Keys.indexValueEnd(entry));
        resumeBelow = value;
        backwards = false;
        cursor = store.scan(value, Keys.behind(value), false);
        return read();
    }

    private byte @Nullable [] read() {
        byte[] met = ahead;
        if (met != null) {
            ahead = null;
            return met;
        }
        while (true) {
            OrderedCursor open = cursor;
            if (open == null) {
                open = open();
                if (open == null) {
                    return null;
                }
            }
            if (open.next()) {
                return open.key();
            }
            end();
            if (backwards && !held.isEmpty()) {
                return null;
            }
        }
    }

    private @Nullable OrderedCursor open() {
        byte[] below = resumeBelow;
        if (below != null) {
            resumeBelow = null;
            backwards = true;
            cursor = store.scan(lower, below, true);
            return cursor;
        }
        if (taken == segments.size()) {
            return null;
        }
        Way.Segment segment = segments.get(taken++);
        backwards = segment.reverse();
        lower = segment.range().from();
        cursor = store.scan(lower, segment.range().to(), backwards);
        return cursor;
    }

    private void end() {
        OrderedCursor open = cursor;
        cursor = null;
        if (open != null) {
            open.close();
        }
    }

    /** Ids have one length, so keys of one length with one value part have one value. */
    private static boolean isSameValue(byte[] a, byte[] b) {
        if (a.length != b.length) {
            return false;
        }
        int end = Keys.indexValueEnd(a);
        for (int i = end - 1; i >= 0; i--) {
            if (a[i] != b[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        end();
    }
}
