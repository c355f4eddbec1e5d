package ankurah.cli.internal.input;

import ankurah.event.internal.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects the bytes of one row or cell, up to a bound. */
final class ByteBuilder {
    /** Far above the largest event, so that only what could not be stored anyway is refused here. */
    static final int MAX_BYTES = 8 << 20;

    private byte[] bytes = new byte[512];
    private int size;

    /** False when the bound is reached. */
    boolean add(int b) {
        if (size == bytes.length) {
            if (size == MAX_BYTES) {
                return false;
            }
            bytes = Arrays.copyOf(bytes, size * 2);
        }
        bytes[size++] = (byte) b;
        return true;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    /** The bytes as text, null when they are not UTF-8. */
    @Nullable
    String text() {
        return Utf8.isWellFormed(bytes, 0, size) ? new String(bytes, 0, size, StandardCharsets.UTF_8) : null;
    }
}
