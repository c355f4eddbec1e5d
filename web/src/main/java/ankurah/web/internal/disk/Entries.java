package ankurah.web.internal.disk;

import ankurah.event.AnkurahException;
import ankurah.storage.OrderedBatch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Keys and values in one run of bytes: the lengths as base-128 numbers, 0 for a deletion and else one more. */
final class Entries {
    private Entries() {}

    /** How many bytes a batch takes as a run. */
    static int size(OrderedBatch batch) {
        int size = 0;
        for (int i = 0; i < batch.size(); i++) {
            byte[] value = batch.value(i);
            int length = value == null ? 0 : value.length;
            size += digits(batch.key(i).length) + digits(length + 1) + batch.key(i).length + length;
        }
        return size;
    }

    private static int digits(int number) {
        int digits = 1;
        for (int rest = number; rest >= 128; rest >>>= 7) {
            digits++;
        }
        return digits;
    }

    /** A run being written. */
    static final class Writer {
        private byte[] bytes;
        private int size;

        Writer(int expected) {
            bytes = new byte[expected];
        }

        int size() {
            return size;
        }

        Writer add(byte[] key, byte @Nullable [] value) {
            number(key.length);
            number(value == null ? 0 : value.length + 1);
            raw(key, 0, key.length);
            if (value != null) {
                raw(value, 0, value.length);
            }
            return this;
        }

        /** Adds entries as they stand in another run. */
        void copy(byte[] run, int from, int to) {
            raw(run, from, to);
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

        private void raw(byte[] more, int from, int to) {
            ensure(to - from);
            System.arraycopy(more, from, bytes, size, to - from);
            size += to - from;
        }

        private void ensure(int more) {
            if (size + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
            }
        }

        byte[] toBytes() {
            return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
        }
    }

    /** A run being read; says where things are, and takes them out when asked. */
    static final class Reader {
        private final byte[] bytes;
        private final String where;
        private int keyAt;
        private int valueAt;
        private int end;
        private boolean gone;

        Reader(byte[] bytes, String where) {
            this.bytes = bytes;
            this.where = where;
        }

        boolean next() {
            if (end == bytes.length) {
                return false;
            }
            int keyLength = number();
            int valueLength = number();
            gone = valueLength == 0;
            keyAt = end;
            valueAt = behind(keyAt, keyLength);
            end = behind(valueAt, gone ? 0 : valueLength - 1);
            return true;
        }

        /** Whether the entry stands for a deletion. */
        boolean isGone() {
            return gone;
        }

        int keyAt() {
            return keyAt;
        }

        int valueAt() {
            return valueAt;
        }

        /** Where the next entry begins. */
        int end() {
            return end;
        }

        byte[] key() {
            return Arrays.copyOfRange(bytes, keyAt, valueAt);
        }

        byte @Nullable [] value() {
            return gone ? null : Arrays.copyOfRange(bytes, valueAt, end);
        }

        private int number() {
            int number = 0;
            for (int shift = 0; shift < 32; shift += 7) {
                if (end >= bytes.length) {
                    throw damaged();
                }
                int next = bytes[end++];
                number |= (next & 127) << shift;
                if (next >= 0) {
                    return number;
                }
            }
            throw damaged();
        }

        private int behind(int from, int length) {
            if (length < 0 || length > bytes.length - from) {
                throw damaged();
            }
            return from + length;
        }

        AnkurahException damaged() {
            return new AnkurahException.Fault("storage.damaged", "a record of " + where + " is cut off");
        }
    }
}
