package ankurah.event.cbor;

import ankurah.event.AnkurahException;
import ankurah.event.internal.Strings;
import ankurah.event.internal.Utf8;
import java.util.Arrays;

/**
 * Reads deterministic CBOR and refuses everything else: longer heads than needed, indefinite lengths, short floats,
 * malformed UTF-8. A length is checked against what is left before anything of that size is allocated.
 *
 * <p>Small numbers are read as ints, because in a browser a long is slow.
 */
public final class CborReader {
    private final byte[] data;
    private final int end;
    private int at;

    public CborReader(byte[] data) {
        this(data, 0, data.length);
    }

    public CborReader(byte[] data, int from, int to) {
        this.data = data;
        this.at = from;
        this.end = to;
    }

    /** What the next item is. */
    public enum Item {
        INTEGER,
        BYTES,
        TEXT,
        ARRAY,
        MAP,
        TAG,
        BOOL,
        NULL,
        FLOAT
    }

    public Item peek() {
        int first = peekOctet();
        return switch (first >>> 5) {
            case 0, 1 -> Item.INTEGER;
            case 2 -> Item.BYTES;
            case 3 -> Item.TEXT;
            case 4 -> Item.ARRAY;
            case 5 -> Item.MAP;
            case 6 -> Item.TAG;
            default -> simple(first);
        };
    }

    private Item simple(int first) {
        return switch (first) {
            case 0xf4, 0xf5 -> Item.BOOL;
            case 0xf6 -> Item.NULL;
            case 0xfb -> Item.FLOAT;
            default ->
                throw malformed("the simple value or float 0x" + Integer.toHexString(first) + " is not used here");
        };
    }

    public long integer() {
        int major = peekOctet() >>> 5;
        if (major > 1) {
            throw expected("an integer");
        }
        long argument = argument(major);
        if (argument < 0) {
            throw malformed("an integer is beyond 64 bits");
        }
        return major == 0 ? argument : ~argument;
    }

    /** An integer from 0 to {@code max}. */
    public int count(int max) {
        int small = peekOctet() >>> 5 == 0 ? smallArgument() : -1;
        long value = small >= 0 ? small : integer();
        if (value < 0 || value > max) {
            throw malformed("the number " + value + " is not between 0 and " + max);
        }
        return (int) value;
    }

    public byte[] bytes() {
        int length = length(2, "bytes");
        byte[] value = Arrays.copyOfRange(data, at, at + length);
        at += length;
        return value;
    }

    public byte[] bytes(int exactly) {
        byte[] value = bytes();
        if (value.length != exactly) {
            throw malformed("expected " + exactly + " bytes and found " + value.length);
        }
        return value;
    }

    public String text() {
        int length = length(3, "text");
        int start = at;
        at += length;
        if (!Utf8.isWellFormed(data, start, at)) {
            throw malformed("a text is not valid UTF-8");
        }
        return Strings.ofUtf8(data, start, length);
    }

    /** The number of items that follow, each of which takes at least one byte. */
    public int array() {
        return length(4, "an array");
    }

    public void array(int exactly, String what) {
        int size = array();
        if (size != exactly) {
            throw malformed(what + " has " + exactly + " items, not " + size);
        }
    }

    public int map() {
        return length(5, "a map");
    }

    public long tag() {
        if (peekOctet() >>> 5 != 6) {
            throw expected("a tag");
        }
        return argument(6);
    }

    public boolean bool() {
        if (peek() != Item.BOOL) {
            throw expected("a boolean");
        }
        return (data[at++] & 0xff) == 0xf5;
    }

    /** Skips a null and returns true, or returns false and stays. */
    public boolean skipNull() {
        if (peekOctet() != 0xf6) {
            return false;
        }
        at++;
        return true;
    }

    public double float64() {
        if (peekOctet() != 0xfb) {
            throw expected("a float");
        }
        at++;
        return Double.longBitsToDouble(bigEndian(8));
    }

    public int position() {
        return at;
    }

    public int remaining() {
        return end - at;
    }

    /** Refuses bytes behind the last item. */
    public void end() {
        if (at != end) {
            throw malformed((end - at) + " bytes are left behind the last item");
        }
    }

    public AnkurahException malformed(String why) {
        return new AnkurahException.Invalid("cbor.malformed", "at byte " + at + ": " + why);
    }

    private AnkurahException expected(String what) {
        return malformed("expected " + what + " and found 0x" + Integer.toHexString(peekOctet()));
    }

    private int length(int major, String what) {
        if (peekOctet() >>> 5 != major) {
            throw expected(what);
        }
        int small = smallArgument();
        if (small >= 0 && small <= end - at) {
            return small;
        }
        long argument = small >= 0 ? small : argument(major);
        if (argument < 0 || argument > end - at) {
            throw malformed(what + " of length " + Long.toUnsignedString(argument) + " does not fit in the "
                    + (end - at) + " bytes left");
        }
        return (int) argument;
    }

    /** The argument of a head that takes at most two bytes more, as most do; -1 for others, of which nothing is read. */
    private int smallArgument() {
        int low = data[at] & 31;
        if (low < 24) {
            at++;
            return low;
        }
        if (low == 24 && end - at > 1) {
            int value = data[at + 1] & 0xff;
            if (value >= 24) {
                at += 2;
                return value;
            }
        } else if (low == 25 && end - at > 2) {
            int value = (data[at + 1] & 0xff) << 8 | data[at + 2] & 0xff;
            if (value > 0xff) {
                at += 3;
                return value;
            }
        }
        return -1;
    }

    private long argument(int major) {
        int low = data[at++] & 31;
        if (low < 24) {
            return low;
        }
        int width = switch (low) {
            case 24 -> 1;
            case 25 -> 2;
            case 26 -> 4;
            case 27 -> 8;
            default -> throw malformed("indefinite lengths are not used here");
        };
        long value = bigEndian(width);
        boolean shortest = width == 1 ? value >= 24 : value >>> 4 * width != 0;
        if (!shortest) {
            throw malformed("the head of major type " + major + " is longer than it needs to be");
        }
        return value;
    }

    private long bigEndian(int width) {
        if (end - at < width) {
            throw malformed("the data ends in the middle of an item");
        }
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | data[at++] & 0xffL;
        }
        return value;
    }

    private int peekOctet() {
        if (at >= end) {
            throw malformed("the data ends where an item should begin");
        }
        return data[at] & 0xff;
    }
}
