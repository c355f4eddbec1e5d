package ankurah.text.internal;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A map from positive ints to objects, which keeps the order in which keys came. Cheap while it is small. */
final class IntMap<V> {
    private static final int[] NO_KEYS = {};
    private static final Object[] NO_VALUES = {};

    private int[] keys = NO_KEYS;
    private @Nullable Object[] values = NO_VALUES;
    private int size;
    /** Open addressing over positions plus one; made when there are too many keys to look through. */
    private int @Nullable [] table;

    int size() {
        return size;
    }

    int keyAt(int position) {
        return keys[position];
    }

    @SuppressWarnings("unchecked")
    V valueAt(int position) {
        return (V) Objects.requireNonNull(values[position]);
    }

    /** Where a key is, or -1. */
    int find(int key) {
        int[] hashed = table;
        if (hashed == null) {
            for (int i = size - 1; i >= 0; i--) {
                if (keys[i] == key) {
                    return i;
                }
            }
            return -1;
        }
        int slot = slot(key, hashed.length);
        while (hashed[slot] != 0) {
            if (keys[hashed[slot] - 1] == key) {
                return hashed[slot] - 1;
            }
            slot = slot + 1 & hashed.length - 1;
        }
        return -1;
    }

    @Nullable
    V get(int key) {
        int position = find(key);
        if (position < 0) {
            return null;
        }
        return valueAt(position);
    }

    void put(int key, V value) {
        int position = find(key);
        if (position >= 0) {
            values[position] = value;
            return;
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, Math.max(2, size * 2));
            values = Arrays.copyOf(values, keys.length);
        }
        keys[size] = key;
        values[size++] = value;
        if (table != null ? size * 2 > table.length : size > 8) {
            rehash();
        } else if (table != null) {
            enter(table, size - 1);
        }
    }

    private void rehash() {
        int[] hashed = new int[Integer.highestOneBit(size) * 8];
        for (int i = 0; i < size; i++) {
            enter(hashed, i);
        }
        table = hashed;
    }

    private void enter(int[] hashed, int position) {
        int slot = slot(keys[position], hashed.length);
        while (hashed[slot] != 0) {
            slot = slot + 1 & hashed.length - 1;
        }
        hashed[slot] = position + 1;
    }

    private static int slot(int key, int capacity) {
        int hash = key * 0x9e3779b9;
        return (hash ^ hash >>> 15) & capacity - 1;
    }
}
