package ankurah.text.internal;

import java.util.Arrays;

/** The items of a text that a transaction inserted, lengthened or deleted. */
final class ChangedItems {
    private final Store store;
    private final Sequence list;
    private final Transaction transaction;
    private int[] found = new int[8];
    private int count;

    ChangedItems(Store store, Sequence list, Transaction transaction) {
        this.store = store;
        this.list = list;
        this.transaction = transaction;
    }

    int[] inOrder() {
        for (int i = 0; i < transaction.touchedCount(); i++) {
            collect(transaction.touched(i), transaction.before(i), transaction.after(i));
        }
        IdSet deletions = transaction.deletions;
        for (int i = 0; i < deletions.clientCount(); i++) {
            int client = deletions.client(i);
            Ranges ranges = deletions.ranges(i);
            int before = transaction.stateBefore(client);
            for (int j = 0; j < ranges.size() && ranges.start(j) < before; j++) {
                collect(client, ranges.start(j), Math.min(before, ranges.end(j)));
            }
        }
        int[] sorted = Arrays.copyOf(found, count);
        sort(sorted, new int[count], 0, count);
        int unique = 0;
        for (int i = 0; i < count; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                sorted[unique++] = sorted[i];
            }
        }
        return Arrays.copyOf(sorted, unique);
    }

    private void collect(int client, int from, int to) {
        if (from >= to) {
            return;
        }
        Structs structs = store.structs(client);
        for (int at = structs.find(from); at >= 0; at = structs.next(at)) {
            int item = structs.at(at);
            if (store.items.clock(item) >= to) {
                return;
            }
            if (store.items.leaf(item) != 0 && store.sequenceOf(item) == list) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = item;
            }
        }
    }

    /** Sorts by place in the text. */
    private void sort(int[] sorted, int[] spare, int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = (from + to) >>> 1;
        sort(sorted, spare, from, middle);
        sort(sorted, spare, middle, to);
        int a = from;
        int b = middle;
        for (int i = from; i < to; i++) {
            boolean left = b == to || a < middle && !isBefore(sorted[b], sorted[a]);
            spare[i] = left ? sorted[a++] : sorted[b++];
        }
        System.arraycopy(spare, from, sorted, from, to - from);
    }

    private boolean isBefore(int a, int b) {
        return a != b && list.isBefore(a, b);
    }
}
