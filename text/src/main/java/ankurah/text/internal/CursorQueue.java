package ankurah.text.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says from which of several updates the next struct is to be taken: greatest client first, then least clock.
 *
 * <p>Two updates may hold the same struct, one of them with its content forgotten. Which comes first then decides about the
 * bytes, and in Yjs it is settled by an order that contradicts itself, hence by how V8 sorts fewer than 64 things: it looks for
 * a run, reverses a descending one, and inserts the rest by binary search, after each struct taken. So this is what is done
 * here. For more updates nothing is promised but the same meaning, and a heap is faster.
 */
final class CursorQueue {
    private static final int FEW = 64;

    /** Sorted if they are few, else a heap. */
    private final StructCursor[] cursors;

    private int size;
    private final boolean isHeap;
    private int stamps;

    CursorQueue(List<StructCursor> all) {
        cursors = all.toArray(new StructCursor[0]);
        size = cursors.length;
        isHeap = size >= FEW;
        dropDone();
        for (int i = size / 2 - 1; isHeap && i >= 0; i--) {
            sink(i);
        }
    }

    private void dropDone() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!cursors[i].isDone()) {
                cursors[kept++] = cursors[i];
            }
        }
        size = kept;
    }

    /** The update to go on with, or null if all are through. Only the one given last may have moved on since. */
    @Nullable
    StructCursor next() {
        if (isHeap) {
            if (size > 0 && cursors[0].isDone()) {
                cursors[0] = cursors[--size];
            }
            sink(0);
        } else {
            dropDone();
            sort();
        }
        if (size == 0) {
            return null;
        }
        cursors[0].stamp = ++stamps;
        return cursors[0];
    }

    private void sink(int from) {
        int at = from;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && compareStrictly(cursors[child + 1], cursors[child]) < 0) {
                child++;
            }
            if (compareStrictly(cursors[at], cursors[child]) <= 0) {
                return;
            }
            StructCursor swapped = cursors[at];
            cursors[at] = cursors[child];
            cursors[child] = swapped;
            at = child;
        }
    }

    private void sort() {
        if (size < 2) {
            return;
        }
        int run = 2;
        boolean descends = compare(cursors[1], cursors[0]) < 0;
        while (run < size && compare(cursors[run], cursors[run - 1]) < 0 == descends) {
            run++;
        }
        if (descends) {
            for (int i = 0, j = run - 1; i < j; i++, j--) {
                StructCursor swapped = cursors[i];
                cursors[i] = cursors[j];
                cursors[j] = swapped;
            }
        }
        for (int i = run; i < size; i++) {
            insert(i);
        }
    }

    private void insert(int from) {
        StructCursor pivot = cursors[from];
        int left = 0;
        int right = from;
        while (left < right) {
            int middle = (left + right) >>> 1;
            if (compare(pivot, cursors[middle]) < 0) {
                right = middle;
            } else {
                left = middle + 1;
            }
        }
        System.arraycopy(cursors, left, cursors, left + 1, from - left);
        cursors[left] = pivot;
    }

    /** Yjs's order, which takes of two equal structs of different kind the one it was given first for the lesser. */
    private static int compare(StructCursor a, StructCursor b) {
        int byPlace = compareByPlace(a, b);
        return byPlace != 0 || (a.kind() == Items.GC) == (b.kind() == Items.GC) ? byPlace : -1;
    }

    private static int compareByPlace(StructCursor a, StructCursor b) {
        if (a.high != b.high) {
            return Integer.compare(b.high, a.high);
        }
        return a.low != b.low ? Integer.compare(b.low, a.low) : Integer.compare(a.clock, b.clock);
    }

    private static int compareStrictly(StructCursor a, StructCursor b) {
        int byPlace = compareByPlace(a, b);
        if (byPlace != 0) {
            return byPlace;
        }
        return a.stamp != b.stamp ? Integer.compare(b.stamp, a.stamp) : Integer.compare(a.number, b.number);
    }
}
