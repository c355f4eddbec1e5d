package ankurah.cli.internal.output;

import java.util.Locale;

/**
 * Text that does nothing to a terminal: names, values and messages of others may hold characters that move the cursor,
 * colour, erase, set a title, or have the rest read backwards. Lines and tabs stay.
 */
public final class Plain {
    private Plain() {}

    /** The same for a place of one line. */
    public static String line(String text) {
        return of(text).replace('\n', ' ').replace('\t', ' ');
    }

    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (acts(text.charAt(i))) {
                return escaped(text);
            }
        }
        return text;
    }

    private static boolean acts(char c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t' || turns(c);
    }

    /** Whether what stands behind it is shown in another direction. */
    private static boolean turns(char c) {
        return c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069';
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (acts(c)) {
                out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
