package ankurah.event.cbor;

import ankurah.event.AnkurahException;
import ankurah.event.internal.Strings;
import ankurah.event.internal.Utf8;
import java.util.Arrays;

/**
 * Writes deterministic CBOR (RFC 8949, section 4.2.1): shortest heads, definite lengths, floats always as 8 bytes. The
 * caller writes map keys in the order of their encoded bytes.
 */
public final class CborWriter {
    private byte[] buffer;
    private int length;

    public CborWriter() {
        this(256);
    }

    public CborWriter(int capacity) {
        buffer = new byte[Math.max(16, capacity)];
    }

    public CborWriter integer(long value) {
        int small = (int) value;
        if (small >= 0 && small == value) {
            return count(0, small);
        }
        return value >= 0 ? head(0, value) : head(1, ~value);
    }

    public CborWriter bytes(byte[] value) {
        count(2, value.length);
        return raw(value);
    }

    /**
     * Appends a text.
     *
     * @throws AnkurahException.Invalid {@code value.lone_surrogate} if it holds half of a surrogate pair, which has no
     *     UTF-8
     */
    public CborWriter text(String value) {
        int bytes = Strings.utf8Length(value);
        count(3, bytes);
        ensure(bytes);
        if (bytes == value.length()) {
            for (int i = 0; i < bytes; i++) {
                buffer[length + i] = (byte) value.charAt(i);
            }
            length += bytes;
            return this;
        }
        Strings.requirePairs(value);
        return raw(Utf8.bytes(value));
    }

    public CborWriter array(int size) {
        return count(4, size);
    }

    public CborWriter map(int size) {
        return count(5, size);
    }

    public CborWriter tag(long tag) {
        return head(6, tag);
    }

    public CborWriter bool(boolean value) {
        return octet(value ? 0xf5 : 0xf4);
    }

    public CborWriter nul() {
        return octet(0xf6);
    }

    public CborWriter float64(double value) {
        octet(0xfb);
        long bits = Double.doubleToLongBits(value);
        ensure(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[length++] = (byte) (bits >>> shift);
        }
        return this;
    }

    /** Appends bytes that are CBOR already. */
    public CborWriter raw(byte[] encoded) {
        ensure(encoded.length);
        System.arraycopy(encoded, 0, buffer, length, encoded.length);
        length += encoded.length;
        return this;
    }

    public int length() {
        return length;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }

    /** The head of a number that is not negative; small ones without a long, which is slow in a browser. */
    private CborWriter count(int major, int argument) {
        if (argument > 0xff) {
            return head(major, argument);
        }
        ensure(2);
        if (argument >= 24) {
            buffer[length++] = (byte) (major << 5 | 24);
            buffer[length++] = (byte) argument;
        } else {
            buffer[length++] = (byte) (major << 5 | argument);
        }
        return this;
    }

    private CborWriter head(int major, long argument) {
        ensure(9);
        int type = major << 5;
        int width = width(argument);
        if (width == 0) {
            buffer[length++] = (byte) (type | (int) argument);
            return this;
        }
        int sizeCode = width == 1 ? 24 : width == 2 ? 25 : width == 4 ? 26 : 27;
        buffer[length++] = (byte) (type | sizeCode);
        for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
            buffer[length++] = (byte) (argument >>> shift);
        }
        return this;
    }

    private static int width(long argument) {
        if (argument >= 0 && argument < 24) {
            return 0;
        }
        if (argument >>> 8 == 0) {
            return 1;
        }
        if (argument >>> 16 == 0) {
            return 2;
        }
        return argument >>> 32 == 0 ? 4 : 8;
    }

    private CborWriter octet(int value) {
        ensure(1);
        buffer[length++] = (byte) value;
        return this;
    }

    private void ensure(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
