package ankurah.fuzz;

import ankurah.event.AnkurahException;
import java.util.Arrays;

/** What all targets have in common. */
final class Target {
    private Target() {}

    /** Reads bytes; what they are is either refused as invalid, or their one encoding. */
    interface Decoder<T> {
        T decode(byte[] bytes);
    }

    interface Encoder<T> {
        byte[] encode(T value);
    }

    static <T> void canonical(byte[] bytes, Decoder<T> decoder, Encoder<T> encoder) {
        T read;
        try {
            read = decoder.decode(bytes);
        } catch (AnkurahException.Invalid refused) {
            requireCode(refused);
            return;
        }
        if (!Arrays.equals(encoder.encode(read), bytes)) {
            throw new AssertionError("there is another encoding of " + read);
        }
    }

    static void requireCode(AnkurahException refused) {
        if (refused.code().isEmpty() || refused.getMessage() == null) {
            throw new AssertionError("a refusal that does not say why", refused);
        }
    }
}
