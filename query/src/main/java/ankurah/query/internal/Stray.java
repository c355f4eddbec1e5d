package ankurah.query.internal;

import ankurah.event.AnkurahException;
import org.jspecify.annotations.Nullable;

/** What to write instead of a character or operator that AnkQL does not have. */
final class Stray {
    private static final String NO_COMMENTS = "AnkQL has no comments";
    private static final String NO_ARITHMETIC =
            "AnkQL does not calculate; compute the value and bind it with ? or :name";

    private Stray() {}

    static AnkurahException operator(String text, int offset, String symbol) {
        String hint = switch (symbol) {
            case "==", "===" -> "write = for equality";
            case "!==", "><" -> "write <> for inequality";
            case "=<" -> "write <=";
            case "=>" -> "write >=";
            case "!" -> "write NOT";
            default -> "the comparisons are = <> < <= > >=";
        };
        return SyntaxError.at(text, offset, "there is no operator " + symbol, hint);
    }

    static AnkurahException character(String text, int offset) {
        int c = text.codePointAt(offset);
        String problem = c > ' ' && c < 0x7f ? "unexpected " + (char) c : "unexpected character " + hex(c);
        return SyntaxError.at(text, offset, problem, hint(text, offset, c));
    }

    private static @Nullable String hint(String text, int offset, int c) {
        char next = offset + 1 < text.length() ? text.charAt(offset + 1) : 0;
        return switch (c) {
            case '&' -> "write AND";
            case '|' -> "write OR";
            case '[', ']' -> "brackets are reserved; an element of a list is a step of the path, as in tags.0";
            case ';' -> "leave it out: a query is one condition";
            case '`', 0x201c, 0x201d, 0x201e, 0xab, 0xbb ->
                "names stand in \"double quotes\", texts in 'single quotes'";
            case 0x2018, 0x2019, 0x201a, 0xb4 -> "texts stand in plain 'single quotes'";
            case '-' -> next == '-' ? NO_COMMENTS : NO_ARITHMETIC;
            case '/' -> next == '*' || next == '/' ? NO_COMMENTS : NO_ARITHMETIC;
            case '#' -> NO_COMMENTS;
            case '*' -> Expected.startsLikeStatement(text) ? Expected.WHOLE_STATEMENT : NO_ARITHMETIC;
            case '+', '%', '^' -> NO_ARITHMETIC;
            case '$', '@' -> "a parameter is ? or :name";
            case '~' -> "write LIKE, or ILIKE to ignore case";
            case 0xa0, 0x2003, 0x2009, 0x202f, 0x3000, 0xfeff -> "write a plain space";
            default -> null;
        };
    }

    private static String hex(int c) {
        String digits = Integer.toHexString(c);
        return "U+" + "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }
}
