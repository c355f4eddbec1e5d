package ankurah.text.internal;

import java.util.List;
import java.util.PriorityQueue;
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

    private final StructCursor[] few;
    private int size;
    private final @Nullable PriorityQueue<StructCursor> many;
    private @Nullable StructCursor taken;
    private int stamps;

    CursorQueue(List<StructCursor> cursors) {
        few = cursors.toArray(new StructCursor[0]);
        size = few.length;
        many = few.length < FEW ? null : new PriorityQueue<>(CursorQueue::compareStrictly);
        if (many != null) {
            many.addAll(cursors);
            many.removeIf(StructCursor::isDone);
        }
    }

    /** The update to go on with, or null if all are through. */
    @Nullable
    StructCursor next() {
        if (many != null) {
            if (taken != null && !taken.isDone()) {
                many.add(taken);
            }
            taken = many.poll();
            if (taken != null) {
                taken.stamp = ++stamps;
            }
            return taken;
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!few[i].isDone()) {
                few[kept++] = few[i];
            }
        }
        size = kept;
        sort();
        return size == 0 ? null : few[0];
    }

    private void sort() {
        if (size < 2) {
            return;
        }
        int run = 2;
        boolean descends = compare(few[1], few[0]) < 0;
        while (run < size && compare(few[run], few[run - 1]) < 0 == descends) {
            run++;
        }
        if (descends) {
            for (int i = 0, j = run - 1; i < j; i++, j--) {
                StructCursor swapped = few[i];
                few[i] = few[j];
                few[j] = swapped;
            }
        }
        for (int i = run; i < size; i++) {
            insert(i);
        }
    }

    private void insert(int from) {
        StructCursor pivot = few[from];
        int left = 0;
        int right = from;
        while (left < right) {
            int middle = (left + right) >>> 1;
            if (compare(pivot, few[middle]) < 0) {
                right = middle;
            } else {
                left = middle + 1;
            }
        }
        System.arraycopy(few, left, few, left + 1, from - left);
        few[left] = pivot;
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
