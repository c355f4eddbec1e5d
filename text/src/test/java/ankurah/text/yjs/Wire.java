package ankurah.text.yjs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What stands inside the frames exchanged with {@code peer.mjs}; {@code wire.mjs} is the other side. */
final class Wire {
    private Wire() {}

    static final class Writer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Writer number(long value) {
            long rest = value;
            for (; rest > 127; rest >>>= 7) {
                bytes.write((int) rest | 128);
            }
            bytes.write((int) rest);
            return this;
        }

        Writer bytes(byte[] value) {
            number(value.length);
            bytes.writeBytes(value);
            return this;
        }

        Writer text(String value) {
            number(2L * value.length());
            for (int i = 0; i < value.length(); i++) {
                bytes.write(value.charAt(i));
                bytes.write(value.charAt(i) >> 8);
            }
            return this;
        }

        byte[] take() {
            byte[] taken = bytes.toByteArray();
            bytes.reset();
            return taken;
        }

        boolean isEmpty() {
            return bytes.size() == 0;
        }
    }

    static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        long number() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = bytes[at++];
                value |= (next & 127L) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }

        byte[] bytes() {
            int size = Math.toIntExact(number());
            byte[] part = new byte[size];
            System.arraycopy(bytes, at, part, 0, size);
            at += size;
            return part;
        }

        String text() {
            return Wire.text(bytes());
        }

        List<byte[]> list() {
            int size = Math.toIntExact(number());
            List<byte[]> parts = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                parts.add(bytes());
            }
            return parts;
        }
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_16LE);
    }
}
