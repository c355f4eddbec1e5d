package ankurah.storage.internal.key;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.OrderBy;

/**
 * The part of an index entry's key that stands for one column: the value's key, with null where the column wants it, all
 * of it inverted in a descending column. Inverted keys compare the other way round and are prefix-free like the others, so
 * columns joined end to end compare as their values do, column by column.
 */
public final class ColumnKeys {
    private static final int NULL_LAST = 0x70;
    private static final int INVERTED = 0xff;

    private ColumnKeys() {}

    static void write(KeyWriter out, Value value, OrderBy column) {
        int from = out.length();
        if (value.isNull()) {
            out.octet(nullTag(column));
        } else {
            ValueKeys.write(out, value);
        }
        if (column.descending()) {
            out.invert(from);
        }
    }

    /** The key of a value in a column. */
    public static byte[] of(Value value, OrderBy column) {
        KeyWriter out = new KeyWriter(24);
        write(out, value, column);
        return out.toBytes();
    }

    /** Whether null stands below all other values before a descending column is inverted. */
    public static boolean isNullLeast(OrderBy column) {
        return column.nullsFirst() != column.descending();
    }

    private static int nullTag(OrderBy column) {
        return isNullLeast(column) ? ValueKeys.NULL : NULL_LAST;
    }

    /** What the key of null begins with before it is inverted, for a column where it stands above all other values. */
    public static byte[] nullAbove() {
        return new byte[] {NULL_LAST};
    }

    public static byte[] inverted(byte[] key) {
        byte[] inverted = new byte[key.length];
        for (int i = 0; i < key.length; i++) {
            inverted[i] = (byte) (key[i] ^ INVERTED);
        }
        return inverted;
    }

    /** Whether other values of the column may share a key of this length. */
    public static boolean isCut(int length) {
        return length >= ValueKeys.MAX_BYTES;
    }

    /**
     * The offset behind the column that begins at {@code from}.
     *
     * @throws AnkurahException.Invalid {@code cbor.malformed} if no column begins there
     */
    public static int end(byte[] key, int from, OrderBy column) {
        int limit = Math.min(from + ValueKeys.MAX_BYTES, key.length);
        return Math.min(new Walk(key, limit, column.descending() ? INVERTED : 0).skip(from), limit);
    }

    /** Steps over values in a key. What lies at or behind the limit was cut off. */
    private record Walk(byte[] key, int limit, int mask) {

        int skip(int at) {
            if (at >= limit) {
                return limit;
            }
            return switch (octet(at)) {
                case ValueKeys.NULL, NULL_LAST, ValueKeys.FALSE, ValueKeys.TRUE -> at + 1;
                case ValueKeys.NUMBER -> number(at + 1);
                case ValueKeys.STRING -> text(at + 1);
                case ValueKeys.BYTES -> bytes(at + 1);
                case ValueKeys.INSTANT, ValueKeys.DATE, ValueKeys.LOCAL_DATETIME -> at + 1 + Long.BYTES;
                case ValueKeys.UUID -> at + 1 + 2 * Long.BYTES;
                case ValueKeys.ID -> at + 1 + ankurah.event.EventId.BYTES;
                case ValueKeys.JSON -> skip(at + 1);
                case ValueKeys.LIST -> items(at + 1);
                case ValueKeys.OBJECT -> fields(at + 1);
                default ->
                    throw new AnkurahException.Invalid(
                            "cbor.malformed", "at byte " + at + " of a key: no value of an index begins there");
            };
        }

        private int octet(int at) {
            return (key[at] & 0xff) ^ mask;
        }

        private int number(int at) {
            int flag = at + Long.BYTES;
            if (flag >= limit || octet(flag) == NumberKeys.EXACT) {
                return flag + 1;
            }
            int next = flag + 1 + NumberKeys.EXPONENT_BYTES;
            while (next < limit && octet(next) != 0 && octet(next) != NumberKeys.NEGATIVE_END) {
                next++;
            }
            return next + 1;
        }

        private int text(int at) {
            int next = at;
            while (next < limit && octet(next) != ValueKeys.END) {
                next++;
            }
            return next + 1;
        }

        private int bytes(int at) {
            int next = at;
            while (next < limit) {
                if (octet(next) != ValueKeys.END) {
                    next++;
                } else if (next + 1 < limit && octet(next + 1) == ValueKeys.ESCAPED) {
                    next += 2;
                } else {
                    return next + 2;
                }
            }
            return limit;
        }

        private int items(int at) {
            int next = at;
            while (next < limit && octet(next) != ValueKeys.END) {
                next = skip(next);
            }
            return next + 1;
        }

        private int fields(int at) {
            int next = at;
            while (next < limit && octet(next) == ValueKeys.FIELD) {
                next = skip(text(next + 1));
            }
            return next + 1;
        }
    }
}
