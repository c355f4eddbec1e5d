package ankurah.event.internal;

import ankurah.event.AnkurahException;

/** Hexadecimal text, lower case out, either case in. */
public final class Hex {
    private static final String DIGITS = "0123456789abcdef";

    private Hex() {}

    public static String encode(byte[] bytes) {
        char[] text = new char[bytes.length * 2];
        for (int i = 0; i < bytes.length; i++) {
            text[2 * i] = DIGITS.charAt(bytes[i] >> 4 & 15);
            text[2 * i + 1] = DIGITS.charAt(bytes[i] & 15);
        }
        return new String(text);
    }

    public static byte[] decode(String text) {
        if (text.length() % 2 != 0) {
            throw new AnkurahException.Invalid("hex.malformed", "hexadecimal text needs an even number of digits");
        }
        byte[] bytes = new byte[text.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            int high = digit(text.charAt(2 * i));
            int low = digit(text.charAt(2 * i + 1));
            if (high < 0 || low < 0) {
                throw new AnkurahException.Invalid(
                        "hex.malformed",
                        "'" + text.substring(2 * i, 2 * i + 2) + "' at offset " + 2 * i + " is not hexadecimal");
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        return bytes;
    }

    /** The value of one ASCII digit, or -1. */
    static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return c < 0x80 && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
