package ankurah.web.internal.disk;

import ankurah.event.AnkurahException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A run of neighbouring entries, as the bytes that the disk has. Where its entries stand is worked out when one of them is first
 * asked for, and an entry is copied out of it when it is read; so a page that nobody looks into costs nothing but its bytes.
 */
final class Page {
    private static final int FIELDS = 3;
    /** Entries are seldom shorter, so that there is room for their places at once. */
    private static final int SHORT_ENTRY_BYTES = 100;

    private final double number;
    private final byte[] bytes;
    private final String where;
    /** Of each entry where its key begins, where its value does, and where it ends. */
    private int @Nullable [] places;

    /** @param number of its record */
    Page(double number, byte[] bytes, String where) {
        this.number = number;
        this.bytes = bytes;
        this.where = where;
    }

    double number() {
        return number;
    }

    byte[] bytes() {
        return bytes;
    }

    /** @throws AnkurahException.Fault {@code storage.damaged} for a page without entries */
    byte[] firstKey() {
        Entries.Reader entries = new Entries.Reader(bytes, where);
        if (!entries.next()) {
            throw new AnkurahException.Fault("storage.damaged", "a page of " + where + " is empty");
        }
        return entries.key();
    }

    int size() {
        return places().length / FIELDS;
    }

    byte[] key(int entry) {
        int[] at = places();
        return Arrays.copyOfRange(bytes, at[FIELDS * entry], at[FIELDS * entry + 1]);
    }

    byte[] value(int entry) {
        int[] at = places();
        return Arrays.copyOfRange(bytes, at[FIELDS * entry + 1], at[FIELDS * entry + 2]);
    }

    int start(int entry) {
        return entry == 0 ? 0 : places()[FIELDS * entry - 1];
    }

    int end(int entry) {
        return places()[FIELDS * entry + 2];
    }

    byte @Nullable [] get(byte[] key) {
        int entry = find(key);
        return entry < 0 ? null : value(entry);
    }

    /** How many of its keys are smaller than this one. */
    int rank(byte[] key) {
        int entry = find(key);
        return entry < 0 ? ~entry : entry;
    }

    /** The entry with this key, or the complement of where it would stand. */
    private int find(byte[] key) {
        int low = 0;
        int high = size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int compared = compare(middle, key);
            if (compared == 0) {
                return middle;
            }
            if (compared < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return ~low;
    }

    /** Compares the key of an entry with another. */
    int compare(int entry, byte[] key) {
        int[] all = places();
        int from = all[FIELDS * entry];
        int length = all[FIELDS * entry + 1] - from;
        int shared = Math.min(length, key.length);
        for (int i = 0; i < shared; i++) {
            byte mine = bytes[from + i];
            if (mine != key[i]) {
                return (mine & 0xff) - (key[i] & 0xff);
            }
        }
        return length - key.length;
    }

    private int[] places() {
        int[] known = places;
        if (known == null) {
            known = read();
            places = known;
        }
        return known;
    }

    private int[] read() {
        int[] found = new int[FIELDS * (1 + bytes.length / SHORT_ENTRY_BYTES)];
        int size = 0;
        Entries.Reader entries = new Entries.Reader(bytes, where);
        while (entries.next()) {
            if (entries.isGone()) {
                throw entries.damaged();
            }
            if (size == found.length) {
                found = Arrays.copyOf(found, 2 * size);
            }
            found[size++] = entries.keyAt();
            found[size++] = entries.valueAt();
            found[size++] = entries.end();
        }
        return Arrays.copyOf(found, size);
    }
}
