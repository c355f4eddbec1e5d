package ankurah.storage.internal.engine;

import ankurah.event.AnkurahException;
import ankurah.event.internal.Hex;
import java.util.Arrays;

/** What a reader says of bytes that are not what was written. */
public final class Damage {
    private static final int SHOWN_BYTES = 48;

    private Damage() {}

    public static AnkurahException.Fault of(String store, String what, byte[] key, RuntimeException cause) {
        byte[] shown = key.length > SHOWN_BYTES ? Arrays.copyOf(key, SHOWN_BYTES) : key;
        return new AnkurahException.Fault(
                "storage.damaged",
                what + " in " + store + " is damaged: " + cause.getMessage() + " (key " + Hex.encode(shown)
                        + (shown.length < key.length ? "..." : "") + "); restore a copy of the store",
                cause);
    }
}
