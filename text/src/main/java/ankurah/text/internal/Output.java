package ankurah.text.internal;

import java.util.Arrays;

/** Writes the primitives of lib0's encoding. */
public final class Output {
    private byte[] data;
    private int size;

    public Output() {
        this(64);
    }

    public Output(int capacity) {
        data = new byte[Math.max(capacity, 16)];
    }

    public int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(data, size);
    }

    private void reserve(int more) {
        if (data.length - size < more) {
            long wanted = Math.max((long) size + more, data.length + (long) (data.length >> 1));
            data = Arrays.copyOf(data, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
        }
    }

    public void u8(int value) {
        if (size == data.length) {
            reserve(1);
        }
        data[size++] = (byte) value;
    }

    /** A number that is not negative. */
    public void uint(int value) {
        reserve(5);
        int rest = value;
        while (rest > 0x7f) {
            data[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        data[size++] = (byte) rest;
    }

    void client(int high, int low) {
        if (high == 0) {
            uint(low);
            return;
        }
        reserve(8);
        for (int shift = 0; shift < Input.LOW_BITS; shift += 7) {
            data[size++] = (byte) (low >>> shift | 0x80);
        }
        uint(high);
    }

    void client(long client) {
        client(Input.highOf(client), Input.lowOf(client));
    }

    /** A signed number; a negative zero is told apart. */
    void varInt(int magnitude, boolean negative) {
        int first = magnitude & 0x3f | (negative ? 0x40 : 0);
        int rest = magnitude >>> 6;
        u8(rest > 0 ? first | 0x80 : first);
        if (rest > 0) {
            uint(rest);
        }
    }

    public void bytes(byte[] source, int from, int length) {
        reserve(length);
        System.arraycopy(source, from, data, size, length);
        size += length;
    }

    void sizedBytes(byte[] source) {
        uint(source.length);
        bytes(source, 0, source.length);
    }

    void append(Output other) {
        bytes(other.data, 0, other.size);
    }

    public void string(String text) {
        int length = text.length();
        uint(Utf8.size(text));
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                u8(c);
            } else {
                i += codePoint(c, i + 1 < length ? text.charAt(i + 1) : 0);
            }
        }
    }

    /**
     * Writes the code point that begins with these units. A surrogate without its other half becomes U+FFFD.
     *
     * @return how many units it took beyond the first
     */
    int codePoint(char c, char next) {
        reserve(4);
        if (c < 0x80) {
            data[size++] = (byte) c;
        } else if (c < 0x800) {
            data[size++] = (byte) (c >> 6 | 0xc0);
            data[size++] = (byte) (c & 0x3f | 0x80);
        } else if (Character.isHighSurrogate(c) && Character.isLowSurrogate(next)) {
            int point = Character.toCodePoint(c, next);
            data[size++] = (byte) (point >> 18 | 0xf0);
            data[size++] = (byte) (point >> 12 & 0x3f | 0x80);
            data[size++] = (byte) (point >> 6 & 0x3f | 0x80);
            data[size++] = (byte) (point & 0x3f | 0x80);
            return 1;
        } else {
            char unit = Character.isSurrogate(c) ? Utf8.REPLACEMENT : c;
            data[size++] = (byte) (unit >> 12 | 0xe0);
            data[size++] = (byte) (unit >> 6 & 0x3f | 0x80);
            data[size++] = (byte) (unit & 0x3f | 0x80);
        }
        return 0;
    }

    void int32(int value) {
        u8(value >>> 24);
        u8(value >>> 16);
        u8(value >>> 8);
        u8(value);
    }

    void int64(long value) {
        int32((int) (value >>> 32));
        int32((int) value);
    }
}
