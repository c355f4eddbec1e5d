package ankurah.text.internal;

import ankurah.text.TextFormatException;

/**
 * Reads the primitives of lib0's encoding. A client id has up to 53 bits and is read as two ints, because 64-bit arithmetic
 * is slow in a browser. Lengths and clocks are ints. Whatever leaves the bytes is a {@link TextFormatException}.
 */
public final class Input {
    /** Bits of a client id in {@link #clientLow}; the rest, at most 25, are in {@link #clientHigh}. */
    static final int LOW_BITS = 28;

    public final byte[] data;
    public final int end;
    public int at;

    int clientHigh;
    int clientLow;

    public Input(byte[] data) {
        this(data, 0, data.length);
    }

    public Input(byte[] data, int from, int end) {
        this.data = data;
        this.at = from;
        this.end = end;
    }

    public int remaining() {
        return end - at;
    }

    public TextFormatException malformed(String what) {
        return new TextFormatException(at, what);
    }

    public int u8() {
        if (at >= end) {
            throw malformed("the bytes end too early");
        }
        return data[at++] & 0xff;
    }

    /** A number below 2^31. */
    public int uint() {
        int b = u8();
        if (b < 0x80) {
            return b;
        }
        int value = b & 0x7f;
        for (int shift = 7; shift <= 28; shift += 7) {
            b = u8();
            if (shift == 28 && b > 7) {
                throw malformed("a number of 2^31 or more");
            }
            value |= (b & 0x7f) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw malformed("a number of 2^31 or more");
    }

    /** How many things follow, each of which takes at least some bytes. */
    public int count(int leastBytes) {
        int count = uint();
        if (count > remaining() / leastBytes) {
            throw malformed(count + " parts are announced, but only " + remaining() + " bytes follow");
        }
        return count;
    }

    /** How many bytes follow. */
    public int size() {
        return count(1);
    }

    /** A number below 2^53, left in {@link #clientHigh} and {@link #clientLow}. */
    void client() {
        int low = 0;
        int high = 0;
        for (int shift = 0; shift < 56; shift += 7) {
            int b = u8();
            if (shift < LOW_BITS) {
                low |= (b & 0x7f) << shift;
            } else {
                high |= (b & 0x7f) << (shift - LOW_BITS);
            }
            if (b < 0x80) {
                if (high >= 1 << 25) {
                    break;
                }
                clientLow = low;
                clientHigh = high;
                return;
            }
        }
        throw malformed("a client id of 2^53 or more");
    }

    long clientId() {
        client();
        return join(clientHigh, clientLow);
    }

    static long join(int high, int low) {
        return ((long) high << LOW_BITS) | low;
    }

    static int highOf(long client) {
        return (int) (client >>> LOW_BITS);
    }

    static int lowOf(long client) {
        return (int) client & ((1 << LOW_BITS) - 1);
    }

    /** A signed number of up to 53 bits; minus zero is a number of its own. */
    double varInt() {
        int b = u8();
        boolean negative = (b & 0x40) != 0;
        double value = b & 0x3f;
        double scale = 64;
        while (b >= 0x80) {
            b = u8();
            value += (b & 0x7f) * scale;
            scale *= 128;
            if (value > 0x1p53) {
                throw malformed("a number of 2^53 or more");
            }
        }
        return negative ? -value : value;
    }

    public String string() {
        int size = size();
        int from = at;
        at += size;
        return Utf8.decode(data, from, at);
    }

    /** Passes over a string and says how many UTF-16 units it has. */
    int skipString() {
        int size = size();
        int from = at;
        at += size;
        return Utf8.units(data, from, at);
    }

    void skipBytes() {
        int size = size();
        at += size;
    }

    byte[] bytes() {
        int size = size();
        byte[] copy = new byte[size];
        System.arraycopy(data, at, copy, 0, size);
        at += size;
        return copy;
    }

    int int32() {
        return u8() << 24 | u8() << 16 | u8() << 8 | u8();
    }

    long int64() {
        return (long) int32() << 32 | int32() & 0xffffffffL;
    }
}
