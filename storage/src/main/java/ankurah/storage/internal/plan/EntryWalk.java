package ankurah.storage.internal.plan;

import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.internal.key.Keys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one lane.
 *
 * <p>Walked backwards the entries of one value come with their ids descending. Where they are wanted ascending, those of a
 * rare value are held back and turned round; of a common one the walk goes to its beginning and reads it forwards, so that a
 * limit still ends it early.
 */
final class EntryWalk implements AutoCloseable {
    private static final int MAX_HELD = 24;
    private static final byte[] NO_KEY = {};

    private final OrderedSnapshot store;
    private final List<Segment> segments;
    private final boolean turning;
    final int prefixBytes;
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

    EntryWalk(OrderedSnapshot store, Lane lane, boolean turning) {
        this.store = store;
        this.segments = lane.segments();
        this.prefixBytes = lane.prefixBytes();
        this.turning = turning;
    }

    boolean next() {
        byte[] found = held.isEmpty() ? advance() : held.removeLast();
        if (found == null) {
            return false;
        }
        key = found;
        return true;
    }

    byte[] key() {
        return key;
    }

    private byte @Nullable [] advance() {
        byte[] entry = read();
        if (entry == null || !backwards || !turning) {
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
        Segment segment = segments.get(taken++);
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
        return a.length == b.length && Arrays.equals(a, 0, Keys.indexValueEnd(a), b, 0, Keys.indexValueEnd(b));
    }

    @Override
    public void close() {
        end();
    }
}
