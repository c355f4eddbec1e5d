package ankurah.event.internal;

import java.nio.charset.StandardCharsets;

/** Texts as UTF-8. The browser has its own {@link #bytes} and {@link #text}, see the module {@code web}. */
public final class Utf8 {
    private Utf8() {}

    /** The bytes of a text; half of a surrogate pair becomes a question mark. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    public static String text(byte[] data) {
        return text(data, 0, data.length);
    }

    /** What is not well-formed becomes U+FFFD. */
    public static String text(byte[] data, int from, int length) {
        return new String(data, from, length, StandardCharsets.UTF_8);
    }

    /**
     * Whether bytes are well-formed UTF-8 (Unicode 15, table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF.
     * Checked here rather than by a platform's decoder, since some decode overlong forms and one text would have several
     * encodings.
     */
    public static boolean isWellFormed(byte[] data, int from, int to) {
        int at = from;
        while (at < to) {
            int lead = data[at++];
            if (lead >= 0) {
                continue;
            }
            int following = following(lead & 0xff);
            if (following == 0 || to - at < following || !isSecond(lead & 0xff, data[at] & 0xff)) {
                return false;
            }
            for (int i = 1; i < following; i++) {
                if ((data[at + i] & 0xc0) != 0x80) {
                    return false;
                }
            }
            at += following;
        }
        return true;
    }

    private static int following(int lead) {
        if (lead < 0xc2 || lead > 0xf4) {
            return 0;
        }
        return lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    }

    /** The second byte is where overlong forms, surrogates and too great code points show. */
    private static boolean isSecond(int lead, int second) {
        int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        return second >= least && second <= most;
    }
}
