package ankurah.text.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The structs of one client in the order of their clocks, without a gap from clock 0 on: handles in chunks, found by binary
 * search. A chunk whose handles follow each other, as they do when a document is loaded, is kept as its first handle alone.
 * A position is {@code chunk << 8 | slot}; it holds until something is added or removed at or before it.
 */
final class Structs {
    private static final int BITS = 8;
    private static final int CHUNK = 1 << BITS;

    private final Items items;
    private int[] @Nullable [] chunks = new int[1][];
    private int[] sizes = new int[1];
    private int[] firstClocks = new int[1];
    /** For chunks without an array, the first handle. */
    private int[] bases = new int[1];

    private int count;
    private int state;

    Structs(Items items) {
        this.items = items;
    }

    /** The first clock after the last struct. */
    int state() {
        return state;
    }

    void grow(int length) {
        state += length;
    }

    /** The handles of a chunk, in an array of their own. */
    private int[] chunk(int number) {
        int[] chunk = chunks[number];
        if (chunk == null) {
            chunk = new int[Math.max(4, sizes[number])];
            for (int i = 0; i < sizes[number]; i++) {
                chunk[i] = bases[number] + i;
            }
            chunks[number] = chunk;
        }
        return chunk;
    }

    private int handle(int number, int slot) {
        int[] chunk = chunks[number];
        return chunk == null ? bases[number] + slot : chunk[slot];
    }

    int at(int position) {
        return handle(position >>> BITS, position & CHUNK - 1);
    }

    int first() {
        return 0;
    }

    int last() {
        return count - 1 << BITS | sizes[count - 1] - 1;
    }

    /** The position after this one, or -1. */
    int next(int position) {
        int chunk = position >>> BITS;
        if ((position & CHUNK - 1) + 1 < sizes[chunk]) {
            return position + 1;
        }
        return chunk + 1 < count ? chunk + 1 << BITS : -1;
    }

    /** The position before this one, or -1. */
    int previous(int position) {
        if ((position & CHUNK - 1) > 0) {
            return position - 1;
        }
        int chunk = position >>> BITS;
        return chunk == 0 ? -1 : chunk - 1 << BITS | sizes[chunk - 1] - 1;
    }

    /** How many structs there are from a position to the end. */
    int countFrom(int position) {
        int chunk = position >>> BITS;
        int total = sizes[chunk] - (position & CHUNK - 1);
        for (int i = chunk + 1; i < count; i++) {
            total += sizes[i];
        }
        return total;
    }

    /** The position of the struct that has a clock, which is below {@link #state}. */
    int find(int clock) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (firstClocks[middle] <= clock) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        // Every struct has at least one clock, so it cannot be further on; among single characters it is there.
        int from = 0;
        int to = Math.min(sizes[low] - 1, clock - firstClocks[low]);
        if (items.clock(handle(low, to)) <= clock) {
            return low << BITS | to;
        }
        while (from < to) {
            int middle = (from + to + 1) >>> 1;
            if (items.clock(handle(low, middle)) <= clock) {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        return low << BITS | from;
    }

    /** Adds a struct that begins at {@link #state}. */
    void append(int struct, int length) {
        if (count == 0 || sizes[count - 1] == CHUNK) {
            insertChunk(count, null);
            firstClocks[count - 1] = state;
            bases[count - 1] = struct;
        }
        int last = count - 1;
        if (chunks[last] == null && struct == bases[last] + sizes[last]) {
            sizes[last]++;
        } else {
            put(last, sizes[last], struct);
        }
        state += length;
    }

    /** Adds the right part of a struct that was split, at a position. */
    void insertAfter(int position, int struct) {
        int chunk = position >>> BITS;
        int slot = (position & CHUNK - 1) + 1;
        if (sizes[chunk] == CHUNK) {
            split(chunk);
            if (slot > sizes[chunk]) {
                slot -= sizes[chunk];
                chunk++;
            }
        }
        put(chunk, slot, struct);
    }

    private void split(int number) {
        int[] chunk = chunk(number);
        int half = CHUNK / 2;
        int[] right = new int[CHUNK];
        System.arraycopy(chunk, half, right, 0, CHUNK - half);
        insertChunk(number + 1, right);
        sizes[number] = half;
        sizes[number + 1] = CHUNK - half;
        firstClocks[number + 1] = items.clock(right[0]);
    }

    private void insertChunk(int number, int @Nullable [] chunk) {
        if (count == chunks.length) {
            int capacity = Math.max(4, count + (count >> 1));
            chunks = Arrays.copyOf(chunks, capacity);
            sizes = Arrays.copyOf(sizes, capacity);
            firstClocks = Arrays.copyOf(firstClocks, capacity);
            bases = Arrays.copyOf(bases, capacity);
        }
        System.arraycopy(chunks, number, chunks, number + 1, count - number);
        System.arraycopy(sizes, number, sizes, number + 1, count - number);
        System.arraycopy(firstClocks, number, firstClocks, number + 1, count - number);
        System.arraycopy(bases, number, bases, number + 1, count - number);
        chunks[number] = chunk;
        sizes[number] = 0;
        count++;
    }

    private void put(int number, int slot, int struct) {
        int[] chunk = chunk(number);
        if (sizes[number] == chunk.length) {
            chunk = Arrays.copyOf(chunk, Math.min(CHUNK, chunk.length * 2));
            chunks[number] = chunk;
        }
        System.arraycopy(chunk, slot, chunk, slot + 1, sizes[number] - slot);
        chunk[slot] = struct;
        sizes[number]++;
    }

    /** Takes away a struct that was made part of the one before it. */
    void remove(int position) {
        int number = position >>> BITS;
        int slot = position & CHUNK - 1;
        int[] chunk = chunk(number);
        sizes[number]--;
        System.arraycopy(chunk, slot + 1, chunk, slot, sizes[number] - slot);
        if (sizes[number] == 0) {
            removeChunk(number);
            return;
        }
        if (slot == 0) {
            firstClocks[number] = items.clock(chunk[0]);
        }
        if (number + 1 < count && sizes[number] + sizes[number + 1] <= CHUNK / 2) {
            absorbNext(number);
        }
    }

    /** Keeps chunks from thinning out. Positions in this chunk and before it stay as they are. */
    private void absorbNext(int number) {
        int size = sizes[number];
        int[] joined = Arrays.copyOf(chunk(number), CHUNK);
        System.arraycopy(chunk(number + 1), 0, joined, size, sizes[number + 1]);
        chunks[number] = joined;
        sizes[number] += sizes[number + 1];
        removeChunk(number + 1);
    }

    private void removeChunk(int number) {
        count--;
        System.arraycopy(chunks, number + 1, chunks, number, count - number);
        System.arraycopy(sizes, number + 1, sizes, number, count - number);
        System.arraycopy(firstClocks, number + 1, firstClocks, number, count - number);
        System.arraycopy(bases, number + 1, bases, number, count - number);
        chunks[count] = null;
    }
}
