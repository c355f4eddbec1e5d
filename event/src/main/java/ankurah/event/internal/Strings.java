package ankurah.event.internal;

import ankurah.event.AnkurahException;
import ankurah.event.Value;

/** What holds for every text and JSON value, and the order of texts. */
public final class Strings {
    private static final int MOST_PLAIN = 128;

    private Strings() {}

    /** Refuses U+0000, which some storage engines cannot hold, and lone surrogates, which UTF-8 cannot. */
    public static void requireValid(String text) {
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw new AnkurahException.Invalid("value.nul_character", "a text holds U+0000 at offset " + nul);
        }
        requirePairs(text);
    }

    public static void requirePairs(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw new AnkurahException.Invalid(
                            "value.lone_surrogate", "a text holds half of a surrogate pair at offset " + i);
                }
                i++;
            }
        }
    }

    /** What stands in well-formed UTF-8; short ASCII, which most of it is, without a decoder, which is slow in a browser. */
    public static String ofUtf8(byte[] data, int from, int length) {
        if (length > MOST_PLAIN) {
            return Utf8.text(data, from, length);
        }
        char[] ascii = new char[length];
        for (int i = 0; i < length; i++) {
            byte b = data[from + i];
            if (b < 0) {
                return Utf8.text(data, from, length);
            }
            ascii[i] = (char) b;
        }
        return new String(ascii);
    }

    /** The length in UTF-8 of a valid text. */
    public static int utf8Length(String text) {
        int bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                // A surrogate pair takes 4 bytes, 2 for each half.
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    /** The order by code point, which is also that of the UTF-8 bytes; UTF-16's differs above the surrogates. */
    public static int compareCodePoints(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                return fixUp(x) - fixUp(y);
            }
        }
        return a.length() - b.length();
    }

    /** Moves the surrogates above U+E000 to U+FFFF, where their code points belong. */
    private static int fixUp(char c) {
        if (c < Character.MIN_SURROGATE) {
            return c;
        }
        return c > Character.MAX_SURROGATE ? c - 0x800 : c + 0x2000;
    }

    public static void requireJson(Value value, int depthLeft) {
        if (depthLeft == 0) {
            throw new AnkurahException.Invalid(
                    "value.too_deep", "JSON nests deeper than " + Value.MAX_DEPTH + " levels");
        }
        switch (value) {
            case Value.Null n -> {}
            case Value.Bool b -> {}
            case Value.Int i -> {}
            case Value.Decimal d -> {}
            case Value.Str s -> {}
            case Value.List list -> {
                for (Value item : list.items()) {
                    requireJson(item, depthLeft - 1);
                }
            }
            case Value.Obj object -> {
                for (Value field : object.fields().values()) {
                    requireJson(field, depthLeft - 1);
                }
            }
            default -> throw new AnkurahException.Invalid("value.not_json", "JSON cannot hold a " + value.kind());
        }
    }
}
