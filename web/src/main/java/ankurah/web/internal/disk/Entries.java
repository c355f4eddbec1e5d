package ankurah.web.internal.disk;

import ankurah.event.AnkurahException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keys and values in one run of bytes: the lengths as base-128 numbers, 0 for a deletion and else one more. */
final class Entries {
    private Entries() {}

    /** A run being written. */
    static final class Writer {
        private byte[] bytes = new byte[1024];
        private int size;

        int size() {
            return size;
        }

        Writer add(byte[] key, byte @Nullable [] value) {
            number(key.length);
            number(value == null ? 0 : value.length + 1);
            raw(key);
            if (value != null) {
                raw(value);
            }
            return this;
        }

        private void number(int number) {
            int rest = number;
            while (rest >= 128) {
                ensure(1);
                bytes[size++] = (byte) (rest & 127 | 128);
                rest >>>= 7;
            }
            ensure(1);
            bytes[size++] = (byte) rest;
        }

        private void raw(byte[] more) {
            ensure(more.length);
            System.arraycopy(more, 0, bytes, size, more.length);
            size += more.length;
        }

        private void ensure(int more) {
            if (size + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
            }
        }

        byte[] toBytes() {
            return Arrays.copyOf(bytes, size);
        }
    }

    /** A run being read. */
    static final class Reader {
        private final byte[] bytes;
        private final String where;
        private int at;
        private byte[] key = new byte[0];
        private byte @Nullable [] value;

        Reader(byte[] bytes, String where) {
            this.bytes = bytes;
            this.where = where;
        }

        boolean next() {
            if (at == bytes.length) {
                return false;
            }
            int keyLength = number();
            int valueLength = number();
            key = raw(keyLength);
            value = valueLength == 0 ? null : raw(valueLength - 1);
            return true;
        }

        byte[] key() {
            return key;
        }

        byte @Nullable [] value() {
            return value;
        }

        private int number() {
            int number = 0;
            for (int shift = 0; shift < 32; shift += 7) {
                if (at >= bytes.length) {
                    throw damaged();
                }
                int next = bytes[at++];
                number |= (next & 127) << shift;
                if (next >= 0) {
                    return number;
                }
            }
            throw damaged();
        }

        private byte[] raw(int length) {
            if (length < 0 || length > bytes.length - at) {
                throw damaged();
            }
            byte[] raw = Arrays.copyOfRange(bytes, at, at + length);
            at += length;
            return raw;
        }

        private AnkurahException damaged() {
            return new AnkurahException.Fault("storage.damaged", "a record of " + where + " is cut off");
        }
    }
}
