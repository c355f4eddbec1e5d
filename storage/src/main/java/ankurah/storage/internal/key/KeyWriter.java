package ankurah.storage.internal.key;

import ankurah.event.EventId;
import ankurah.event.internal.Longs;
import ankurah.event.internal.Utf8;
import java.util.Arrays;

/** Puts a key together. */
public final class KeyWriter {
    private byte[] buffer;
    private int length;

    public KeyWriter(int capacity) {
        buffer = new byte[capacity];
    }

    KeyWriter octet(int value) {
        ensure(1);
        buffer[length++] = (byte) value;
        return this;
    }

    KeyWriter int32(int value) {
        ensure(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            buffer[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    KeyWriter int64(long value) {
        ensure(8);
        Longs.put(value, buffer, length);
        length += 8;
        return this;
    }

    KeyWriter id(EventId id) {
        ensure(EventId.BYTES);
        id.writeTo(buffer, length);
        length += EventId.BYTES;
        return this;
    }

    KeyWriter bytes(byte[] value, int from, int count) {
        ensure(count);
        System.arraycopy(value, from, buffer, length, count);
        length += count;
        return this;
    }

    /** At least the first {@code atLeast} bytes of a text's UTF-8, and all of a text no longer than that. */
    KeyWriter text(String value, int atLeast) {
        int count = Math.min(value.length(), atLeast + 1);
        ensure(count);
        for (int i = 0; i < count; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                // Half of a surrogate pair at the cut becomes one byte behind the last that counts.
                byte[] utf8 = Utf8.bytes(value.substring(i, count));
                return bytes(utf8, 0, utf8.length);
            }
            buffer[length++] = (byte) c;
        }
        return this;
    }

    /** Inverts what was written since the writer had this length. */
    void invert(int from) {
        for (int i = from; i < length; i++) {
            buffer[i] = (byte) ~buffer[i];
        }
    }

    int length() {
        return length;
    }

    void truncate(int to) {
        length = Math.min(length, to);
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }

    private void ensure(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
