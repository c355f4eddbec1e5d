package ankurah.query.internal;

import ankurah.event.AnkurahException;
import ankurah.query.QueryLimits;

/** What holds for the whole text of a query: its length, and that it is text. */
final class TextCheck {
    private TextCheck() {}

    static void check(String text, QueryLimits limits) {
        long bytes = 0;
        for (int i = 0; i < text.length() && bytes <= limits.textBytes(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw SyntaxError.at(text, i, "half of a surrogate pair", null);
                }
                i++;
                bytes += 4;
            } else if (c == 0) {
                throw SyntaxError.at(text, i, "a text holds no U+0000", null);
            } else {
                bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            }
        }
        if (bytes > limits.textBytes()) {
            throw new AnkurahException.Invalid(
                    "query.too_long",
                    "a query text has at most " + limits.textBytes() + " bytes; bind long values with ? or :name");
        }
    }
}
