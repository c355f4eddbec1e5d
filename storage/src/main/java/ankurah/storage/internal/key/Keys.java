package ankurah.storage.internal.key;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.event.Value;
import ankurah.event.internal.Longs;
import ankurah.event.internal.Utf8;
import ankurah.query.OrderBy;
import java.util.Arrays;
import java.util.List;

/** The key of everything that is stored; docs/format.md, "Key-value layout". */
public final class Keys {
    private static final int STATE = 0x10;
    private static final int EVENT = 0x20;
    private static final int LOG = 0x30;
    private static final int COMMIT = 0x31;
    private static final int INDEX = 0x40;
    private static final int META = 0x50;
    private static final int COLLECTION = 0x01;
    private static final int INDEX_RECORD = 0x02;

    /** The record that says what this store is. Nothing sorts before it. */
    public static final byte[] FORMAT = {0x00};

    /** Above every key. */
    public static final byte[] LIMIT = {(byte) 0xff};

    private static final int STATE_PREFIX_BYTES = 5;
    public static final int INDEX_PREFIX_BYTES = 5;

    private static final int OUTSIDE = 0xff;

    private Keys() {}

    public static byte[] collection(String name) {
        return named(COLLECTION, name);
    }

    public static byte[] collections() {
        return new byte[] {COLLECTION};
    }

    public static byte[] indexRecord(int index) {
        return new KeyWriter(5).octet(INDEX_RECORD).int32(index).toBytes();
    }

    public static int indexRecordNumber(byte[] key) {
        return (key[1] & 0xff) << 24 | (key[2] & 0xff) << 16 | (key[3] & 0xff) << 8 | key[4] & 0xff;
    }

    public static byte[] indexRecords() {
        return new byte[] {INDEX_RECORD};
    }

    public static byte[] state(int collection, EntityId entity) {
        return new KeyWriter(STATE_PREFIX_BYTES + EventId.BYTES)
                .octet(STATE)
                .int32(collection)
                .id(entity.genesis())
                .toBytes();
    }

    public static byte[] states(int collection) {
        return new KeyWriter(STATE_PREFIX_BYTES).octet(STATE).int32(collection).toBytes();
    }

    public static byte[] event(EntityId entity, EventId event) {
        return new KeyWriter(1 + 2 * EventId.BYTES)
                .octet(EVENT)
                .id(entity.genesis())
                .id(event)
                .toBytes();
    }

    public static EventId eventId(byte[] key) {
        return EventId.fromBytes(key, 1 + EventId.BYTES);
    }

    public static byte[] events(EntityId entity) {
        return new KeyWriter(1 + EventId.BYTES)
                .octet(EVENT)
                .id(entity.genesis())
                .toBytes();
    }

    public static byte[] log(long number) {
        return new KeyWriter(9).octet(LOG).int64(number).toBytes();
    }

    public static byte[] log() {
        return new byte[] {LOG};
    }

    public static long logNumber(byte[] key) {
        return Longs.get(key, 1);
    }

    public static byte[] commit(Hash256 id) {
        byte[] bytes = id.toBytes();
        return new KeyWriter(1 + Hash256.BYTES)
                .octet(COMMIT)
                .bytes(bytes, 0, bytes.length)
                .toBytes();
    }

    public static byte[] meta(String key) {
        return named(META, key);
    }

    /** The text behind the first byte, of a collection's or meta's key. */
    public static String name(byte[] key) {
        char[] ascii = new char[key.length - 1];
        for (int i = 0; i < ascii.length; i++) {
            if (key[i + 1] < 0) {
                return Utf8.text(key, 1, ascii.length);
            }
            ascii[i] = (char) key[i + 1];
        }
        return new String(ascii); // in a browser many times faster than a decoder
    }

    public static byte[] index(int index) {
        return new KeyWriter(INDEX_PREFIX_BYTES).octet(INDEX).int32(index).toBytes();
    }

    /** What the entries of an index begin with that have no place in its order; above all that have one. */
    public static byte[] indexOutside(int index) {
        return new KeyWriter(INDEX_PREFIX_BYTES + 1)
                .octet(INDEX)
                .int32(index)
                .octet(OUTSIDE)
                .toBytes();
    }

    /** @param values one for each column */
    public static byte[] indexEntry(int index, List<OrderBy> columns, List<Value> values, EntityId entity) {
        KeyWriter out = new KeyWriter(INDEX_PREFIX_BYTES + 16 * columns.size() + EventId.BYTES);
        out.octet(INDEX).int32(index);
        for (int i = 0; i < columns.size(); i++) {
            ColumnKeys.write(out, values.get(i), columns.get(i));
        }
        return out.id(entity.genesis()).toBytes();
    }

    /** The entry of a row whose place in the order depends on another row. */
    public static byte[] indexOutsideEntry(int index, EntityId entity) {
        return with(indexOutside(index), entity);
    }

    /** A prefix with an entity's id behind it. */
    public static byte[] with(byte[] prefix, EntityId entity) {
        return new KeyWriter(prefix.length + EventId.BYTES)
                .bytes(prefix, 0, prefix.length)
                .id(entity.genesis())
                .toBytes();
    }

    /** Two stretches of bytes joined. */
    public static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    /** The key of the row an index entry names. */
    public static byte[] indexedState(int collection, byte[] indexEntry) {
        return new KeyWriter(STATE_PREFIX_BYTES + EventId.BYTES)
                .octet(STATE)
                .int32(collection)
                .bytes(indexEntry, indexValueEnd(indexEntry), EventId.BYTES)
                .toBytes();
    }

    /** Where the values end and the entity's id begins in an index entry's key. */
    public static int indexValueEnd(byte[] key) {
        return key.length - EventId.BYTES;
    }

    /** The least key above every key that begins with {@code prefix}. */
    public static byte[] behind(byte[] prefix) {
        int last = prefix.length - 1;
        while (last >= 0 && prefix[last] == (byte) 0xff) {
            last--;
        }
        byte[] next = Arrays.copyOf(prefix, last + 1);
        next[last]++;
        return next;
    }

    /** The least key above {@code key}. */
    public static byte[] after(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }

    private static byte[] named(int space, String name) {
        return new KeyWriter(1 + name.length())
                .octet(space)
                .text(name, Integer.MAX_VALUE - 1)
                .toBytes();
    }
}
