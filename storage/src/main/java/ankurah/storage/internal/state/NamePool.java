package ankurah.storage.internal.state;

import ankurah.event.internal.Strings;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same text for the same bytes, so that the names in every row do not become objects of their own. Slots are
 * overwritten without a lock: texts are immutable, and a lost one costs a new text.
 */
public final class NamePool {
    private static final int SLOTS = 1024;
    private static final int MAX_POOLED_BYTES = 64;

    private final @Nullable String[] slots = new String[SLOTS];

    String text(byte[] data, int from, int length) {
        if (length > MAX_POOLED_BYTES) {
            return Strings.ofUtf8(data, from, length);
        }
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = hash * 31 + data[i];
        }
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        String pooled = slots[slot];
        if (pooled != null && Encoded.equalsAscii(data, from, length, pooled)) {
            return pooled;
        }
        String text = Strings.ofUtf8(data, from, length);
        slots[slot] = text;
        return text;
    }
}
