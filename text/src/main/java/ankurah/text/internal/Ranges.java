package ankurah.text.internal;

import java.util.Arrays;

/** Ranges of clocks of one client: a list while it is filled, sorted and disjoint after {@link #normalize}. */
final class Ranges {
    /** Pairs of start and end. */
    private int[] bounds = new int[4];

    private int size;
    private boolean normal = true;

    int size() {
        return size;
    }

    int start(int i) {
        return bounds[2 * i];
    }

    int end(int i) {
        return bounds[2 * i + 1];
    }

    void add(int start, int end) {
        if (size > 0) {
            int last = bounds[2 * size - 1];
            if (start == last) {
                bounds[2 * size - 1] = end;
                return;
            }
            normal &= start > last;
        }
        addApart(start, end);
    }

    /** Adds a range without making it one with the last, where how they were written must be kept. */
    void addApart(int start, int end) {
        if (size > 0 && start <= bounds[2 * size - 1]) { // touching ones are to become one
            normal = false;
        }
        if (2 * size == bounds.length) {
            bounds = Arrays.copyOf(bounds, size * 4);
        }
        bounds[2 * size] = start;
        bounds[2 * size + 1] = end;
        size++;
    }

    void addAll(Ranges other) {
        for (int i = 0; i < other.size; i++) {
            add(other.start(i), other.end(i));
        }
    }

    /** Sorts, and makes one of ranges that touch or overlap. */
    void normalize() {
        if (normal) {
            return;
        }
        sort();
        int kept = 0;
        for (int i = 1; i < size; i++) {
            if (bounds[2 * i] <= bounds[2 * kept + 1]) {
                bounds[2 * kept + 1] = Math.max(bounds[2 * kept + 1], bounds[2 * i + 1]);
            } else {
                kept++;
                bounds[2 * kept] = bounds[2 * i];
                bounds[2 * kept + 1] = bounds[2 * i + 1];
            }
        }
        size = kept + 1;
        normal = true;
    }

    private void sort() {
        long[] packed = new long[size];
        for (int i = 0; i < size; i++) {
            packed[i] = (long) bounds[2 * i] << 32 | bounds[2 * i + 1];
        }
        Arrays.sort(packed);
        for (int i = 0; i < size; i++) {
            bounds[2 * i] = (int) (packed[i] >>> 32);
            bounds[2 * i + 1] = (int) packed[i];
        }
    }

    /** Whether a clock is in one of the ranges, which are sorted. */
    boolean contains(int clock) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (clock < start(middle)) {
                high = middle - 1;
            } else if (clock >= end(middle)) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }
}
