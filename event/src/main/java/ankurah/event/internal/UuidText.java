package ankurah.event.internal;

import ankurah.event.Value;
import org.jspecify.annotations.Nullable;

/** The canonical text of a UUID, RFC 9562 section 4: lower case out, either case in. */
public final class UuidText {
    private static final String DIGITS = "0123456789abcdef";
    private static final int LENGTH = 36;

    private UuidText() {}

    public static String print(long high, long low) {
        char[] text = new char[LENGTH];
        int nibble = 0;
        for (int i = 0; i < LENGTH; i++) {
            if (isHyphen(i)) {
                text[i] = '-';
            } else {
                long half = nibble < 16 ? high : low;
                text[i] = DIGITS.charAt((int) (half >>> 60 - 4 * (nibble & 15)) & 15);
                nibble++;
            }
        }
        return new String(text);
    }

    public static Value.@Nullable Uuid read(String text) {
        if (text.length() != LENGTH) {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            if (isHyphen(i)) {
                if (c != '-') {
                    return null;
                }
            } else {
                int digit = Hex.digit(c);
                if (digit < 0) {
                    return null;
                }
                high = high << 4 | low >>> 60;
                low = low << 4 | digit;
            }
        }
        return new Value.Uuid(high, low);
    }

    private static boolean isHyphen(int index) {
        return index == 8 || index == 13 || index == 18 || index == 23;
    }
}
