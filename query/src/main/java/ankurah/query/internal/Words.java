package ankurah.query.internal;

import java.util.List;

/** What a name may look like without quotes, and the words that are none. Nothing here depends on locale or platform. */
public final class Words {
    /** The words that cannot name a property without quotes. All others are known by where they stand. */
    private static final List<String> RESERVED = List.of(
            "AND", "OR", "NOT", "IN", "BETWEEN", "LIKE", "ILIKE", "IS", "NULL", "TRUE", "FALSE", "ORDER", "LIMIT");

    private static final int MAX_PARAMETER_DIGITS = 5;

    /** Pairs of first and last: the letters of XML 1.0 names (section 2.3), which are fixed, beyond ASCII. */
    private static final int[] LETTERS = {
        0xc0, 0xd6, 0xd8, 0xf6, 0xf8, 0x2ff, 0x370, 0x37d, 0x37f, 0x1fff, 0x200c, 0x200d, 0x2070, 0x218f, 0x2c00,
        0x2fef, 0x3001, 0xd7ff, 0xf900, 0xfdcf, 0xfdf0, 0xfffd, 0x10000, 0xeffff
    };

    private static final int[] INNER = {0xb7, 0xb7, 0x300, 0x36f, 0x203f, 0x2040};

    private Words() {}

    /** Whether {@code word} is {@code keyword}, an upper-case ASCII word, in any case. */
    public static boolean is(String word, String keyword) {
        if (word.length() != keyword.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if ((c >= 'a' && c <= 'z' ? c - 32 : c) != keyword.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    public static boolean isReserved(String word) {
        for (String reserved : RESERVED) {
            if (is(word, reserved)) {
                return true;
            }
        }
        return false;
    }

    public static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    public static boolean isNameStart(int c) {
        return c < 0x80 ? c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' : isIn(LETTERS, c);
    }

    public static boolean isNamePart(int c) {
        return isNameStart(c) || isDigit(c) || c >= 0x80 && isIn(INNER, c);
    }

    private static boolean isIn(int[] ranges, int c) {
        for (int i = 0; i < ranges.length; i += 2) {
            if (c >= ranges[i] && c <= ranges[i + 1]) {
                return true;
            }
        }
        return false;
    }

    /** Whether a name reads back as one word. */
    public static boolean isPlainName(String name) {
        return !name.isEmpty() && isNameStart(name.codePointAt(0)) && nameEnd(name, 0) == name.length();
    }

    /** Where the word that begins at {@code from} ends. */
    public static int nameEnd(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (!isNamePart(c)) {
                return at;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    public static int digitsEnd(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Whether a name is one or more digits. */
    public static boolean isNumber(String name) {
        return !name.isEmpty() && digitsEnd(name, 0) == name.length();
    }

    public static boolean isParameterName(String name) {
        return isNumber(name) ? name.length() <= MAX_PARAMETER_DIGITS && name.charAt(0) != '0' : isPlainName(name);
    }
}
