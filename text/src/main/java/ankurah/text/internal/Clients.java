package ankurah.text.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The clients a document has heard of, numbered from 1 in the order they came, so that an item names one by an int. A number
 * stays. A client may be known without having structs, when only somebody's origin names it.
 */
final class Clients {
    /** What items can name: see {@link Items}. */
    static final int MOST = (1 << 24) - 1;

    private final Items items;
    private int[] high = new int[4];
    private int[] low = new int[4];
    private @Nullable Structs[] structs = new Structs[4];
    private int size = 1;
    private int[] table = new int[8];
    private int @Nullable [] descending;

    Clients(Items items) {
        this.items = items;
    }

    /** One more than the greatest number. */
    int size() {
        return size;
    }

    int find(int idHigh, int idLow) {
        int slot = slot(idHigh, idLow);
        while (table[slot] != 0) {
            int client = table[slot];
            if (low[client] == idLow && high[client] == idHigh) {
                return client;
            }
            slot = slot + 1 & table.length - 1;
        }
        return 0;
    }

    /** The number of a client, given now if it has none. */
    int number(int idHigh, int idLow) {
        int known = find(idHigh, idLow);
        return known != 0 ? known : add(idHigh, idLow);
    }

    int number(long id) {
        return number(Input.highOf(id), Input.lowOf(id));
    }

    private int add(int idHigh, int idLow) {
        if (size > MOST) {
            throw new IllegalStateException("a document has at most " + MOST + " clients");
        }
        if (size == low.length) {
            high = Arrays.copyOf(high, size * 2);
            low = Arrays.copyOf(low, size * 2);
            structs = Arrays.copyOf(structs, size * 2);
        }
        high[size] = idHigh;
        low[size] = idLow;
        size++;
        if (size * 2 > table.length) {
            table = new int[table.length * 2];
            for (int client = 1; client < size; client++) {
                enter(client);
            }
        } else {
            enter(size - 1);
        }
        return size - 1;
    }

    private void enter(int client) {
        int slot = slot(high[client], low[client]);
        while (table[slot] != 0) {
            slot = slot + 1 & table.length - 1;
        }
        table[slot] = client;
    }

    private int slot(int idHigh, int idLow) {
        int hash = (idLow ^ idHigh * 31) * 0x9e3779b9;
        return (hash ^ hash >>> 15) & table.length - 1;
    }

    int high(int client) {
        return high[client];
    }

    int low(int client) {
        return low[client];
    }

    long id(int client) {
        return Input.join(high[client], low[client]);
    }

    /** Compares ids, not numbers. */
    int compare(int a, int b) {
        return high[a] != high[b] ? Integer.compare(high[a], high[b]) : Integer.compare(low[a], low[b]);
    }

    @Nullable
    Structs structs(int client) {
        return structs[client];
    }

    Structs structsOf(int client) {
        Structs list = structs[client];
        if (list == null) {
            list = new Structs(items);
            structs[client] = list;
            descending = null;
        }
        return list;
    }

    /** The first clock a client has not used yet, as far as known here. */
    int state(int client) {
        Structs list = structs[client];
        return list == null ? 0 : list.state();
    }

    /** Those who have structs, greatest id first; not to be changed. */
    int[] descending() {
        int[] order = descending;
        if (order == null) {
            order = sortDescending();
            descending = order;
        }
        return order;
    }

    private int[] sortDescending() {
        int[] order = new int[size];
        int count = 0;
        for (int client = 1; client < size; client++) {
            if (structs[client] != null) {
                order[count++] = client;
            }
        }
        return sortDescending(Arrays.copyOf(order, count));
    }

    /** Sorts numbers by their ids, greatest first. */
    int[] sortDescending(int[] numbers) {
        long[] keys = new long[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            keys[i] = id(numbers[i]);
        }
        Arrays.sort(keys);
        for (int i = 0; i < numbers.length; i++) {
            long id = keys[keys.length - 1 - i];
            numbers[i] = find(Input.highOf(id), Input.lowOf(id));
        }
        return numbers;
    }
}
