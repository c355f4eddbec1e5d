package ankurah.storage.internal.key;

import ankurah.event.Value;
import java.util.List;
import java.util.Map;

/**
 * Values as bytes that compare as the values do, and that are equal when the values compare as equal. No key is the
 * beginning of another one, so whatever follows it never decides between different values.
 *
 * <p>A key ends at {@value #MAX_BYTES} bytes. Values that share so much of a beginning share their key; whoever reads the
 * order of an index sorts such a group by the values themselves. docs/format.md, "Key-value layout", has the table.
 */
public final class ValueKeys {
    /** Keys of this length may stand for several values. */
    public static final int MAX_BYTES = 256;

    /** Ends a list or text; below every tag. */
    static final int END = 0x00;

    static final int FIELD = 0x01;
    static final int NULL = 0x05;
    static final int FALSE = 0x0a;
    static final int TRUE = 0x0b;
    static final int NUMBER = 0x10;
    static final int STRING = 0x20;
    static final int BYTES = 0x28;
    static final int INSTANT = 0x30;
    static final int DATE = 0x38;
    static final int LOCAL_DATETIME = 0x40;
    static final int UUID = 0x48;
    static final int ID = 0x50;
    static final int JSON = 0x58;
    static final int LIST = 0x60;
    static final int OBJECT = 0x68;

    static final int ESCAPED = 0xff;
    private static final int UNESCAPED = 0x01;

    private ValueKeys() {}

    /** Appends the key of a value. */
    static void write(KeyWriter out, Value value) {
        int limit = out.length() + MAX_BYTES;
        write(out, value, limit);
        out.truncate(limit);
    }

    public static byte[] of(Value value) {
        KeyWriter out = new KeyWriter(24);
        write(out, value);
        return out.toBytes();
    }

    private static void write(KeyWriter out, Value value, int limit) {
        if (out.length() >= limit) {
            return;
        }
        switch (value) {
            case Value.Null n -> out.octet(NULL);
            case Value.Bool b -> out.octet(b.value() ? TRUE : FALSE);
            case Value.Int i -> NumberKeys.write(out.octet(NUMBER), i.value());
            case Value.Float f -> NumberKeys.write(out.octet(NUMBER), f.value());
            case Value.Decimal d -> NumberKeys.write(out.octet(NUMBER), d.value());
            case Value.Str s -> out.octet(STRING).text(s.value(), MAX_BYTES).octet(END);
            case Value.Bytes b -> bytes(out.octet(BYTES), b.shared());
            case Value.Instant i -> out.octet(INSTANT).int64(i.micros() ^ Long.MIN_VALUE);
            case Value.Date d -> out.octet(DATE).int64(d.epochDay() ^ Long.MIN_VALUE);
            case Value.LocalDateTime l -> out.octet(LOCAL_DATETIME).int64(l.micros() ^ Long.MIN_VALUE);
            case Value.Uuid u -> out.octet(UUID).int64(u.high()).int64(u.low());
            case Value.Id id -> out.octet(ID).id(id.value().genesis());
            case Value.Json json -> write(out.octet(JSON), json.root(), limit);
            case Value.List list -> items(out.octet(LIST), list.items(), limit);
            case Value.Obj object -> fields(out.octet(OBJECT), object, limit);
        }
    }

    private static void bytes(KeyWriter out, byte[] value) {
        int count = Math.min(value.length, MAX_BYTES);
        for (int i = 0; i < count; i++) {
            out.octet(value[i]);
            if (value[i] == END) {
                out.octet(ESCAPED);
            }
        }
        out.octet(END).octet(UNESCAPED);
    }

    private static void items(KeyWriter out, List<Value> items, int limit) {
        for (Value item : items) {
            if (out.length() >= limit) {
                return;
            }
            write(out, item, limit);
        }
        out.octet(END);
    }

    private static void fields(KeyWriter out, Value.Obj object, int limit) {
        for (Map.Entry<String, Value> field : object.fields().entrySet()) {
            if (out.length() >= limit) {
                return;
            }
            out.octet(FIELD).text(field.getKey(), MAX_BYTES).octet(END);
            write(out, field.getValue(), limit);
        }
        out.octet(END);
    }
}
