package ankurah.event.internal;

import ankurah.event.AnkurahException;
import java.util.Arrays;

/**
 * Crockford's base 32 for fixed-size identifiers: the bits stand in front-padded with zero bits to two bits as in a
 * ULID, and are back-padded with zero bits to a whole character. Upper case out, either case in; I, L, O, U and
 * non-zero padding are refused, so that each identifier has exactly one text.
 */
public final class Base32 {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final char[] DIGITS = ALPHABET.toCharArray();
    private static final byte[] VALUES = values();
    private static final int FRONT_PADDING_BITS = 2;

    private Base32() {}

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < DIGITS.length; i++) {
            char digit = DIGITS[i];
            values[digit] = (byte) i;
            if (digit >= 'A') {
                values[digit + 32] = (byte) i;
            }
        }
        return values;
    }

    public static String encode(byte[] bytes) {
        int length = textLength(bytes.length);
        char[] digits = DIGITS;
        char[] text = new char[length];
        int buffer = 0;
        int bits = FRONT_PADDING_BITS;
        int at = 0;
        for (byte b : bytes) {
            buffer = buffer << 8 | b & 0xff;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text[at++] = digits[buffer >>> bits & 31];
            }
        }
        if (bits > 0) {
            text[at] = digits[buffer << 5 - bits & 31];
        }
        return new String(text);
    }

    public static byte[] decode(String text, int byteCount, String what) {
        int length = textLength(byteCount);
        if (text.length() != length) {
            throw malformed(what, text, "it has " + text.length() + " characters instead of " + length);
        }
        byte[] bytes = new byte[byteCount];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < length; i++) {
            int digit = digit(text.charAt(i));
            if (digit < 0) {
                throw malformed(what, text, "character " + (i + 1) + " is not a Crockford base32 digit");
            }
            buffer = buffer << 5 | digit;
            bits += 5;
            if (i == 0) {
                bits -= FRONT_PADDING_BITS;
                if (digit >>> bits != 0) {
                    throw malformed(what, text, "its first digit is above 7");
                }
            }
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (buffer >>> bits);
                buffer &= (1 << bits) - 1;
            }
        }
        if (buffer != 0) {
            throw malformed(what, text, "its last digit has padding bits set");
        }
        return bytes;
    }

    private static int textLength(int byteCount) {
        return (byteCount * 8 + FRONT_PADDING_BITS + 4) / 5;
    }

    private static int digit(char c) {
        return c < VALUES.length ? VALUES[c] : -1;
    }

    private static AnkurahException malformed(String what, String text, String why) {
        String shown = text.length() > 80 ? text.substring(0, 80) + "..." : text;
        return new AnkurahException.Invalid("id.malformed", "'" + shown + "' is not " + what + ": " + why);
    }
}
