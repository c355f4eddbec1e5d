package ankurah.query.internal;

import ankurah.event.AnkurahException;
import org.jspecify.annotations.Nullable;

/** Says where in a text something is wrong: line, column, the line itself and a caret. */
final class SyntaxError {
    static final String SYNTAX = "query.syntax";

    private static final int MAX_SHOWN = 100;
    private static final int SHOWN_BEFORE = 60;
    private static final String CUT = "...";

    private SyntaxError() {}

    static AnkurahException at(String text, int offset, String problem, @Nullable String hint) {
        return at(text, offset, SYNTAX, problem, hint, null);
    }

    static AnkurahException at(
            String text,
            int offset,
            String code,
            String problem,
            @Nullable String hint,
            @Nullable AnkurahException cause) {
        int lineStart = lineStart(text, offset);
        int lineEnd = lineEnd(text, offset);
        int column = text.codePointCount(lineStart, offset) + 1;
        String message = "line " + lineNumber(text, lineStart) + ", column " + column + ": " + problem
                + (hint == null ? "" : "; " + hint) + "\n" + excerpt(text, lineStart, lineEnd, offset);
        return new AnkurahException.Invalid(code, message, cause);
    }

    private static String excerpt(String text, int lineStart, int lineEnd, int offset) {
        int from = lineStart;
        int to = lineEnd;
        if (to - from > MAX_SHOWN) {
            int cut = Math.max(lineStart, Math.min(offset - SHOWN_BEFORE, lineEnd - MAX_SHOWN));
            from = whole(text, cut);
            to = whole(text, cut + MAX_SHOWN);
        }
        String before = (from > lineStart ? CUT : "") + visible(text, from, offset);
        String after = visible(text, offset, to) + (to < lineEnd ? CUT : "");
        return "  " + before + after + "\n  " + " ".repeat(before.codePointCount(0, before.length())) + "^";
    }

    /** Moves an offset off the middle of a surrogate pair. */
    private static int whole(String text, int offset) {
        boolean inPair = offset > 0
                && offset < text.length()
                && Character.isLowSurrogate(text.charAt(offset))
                && Character.isHighSurrogate(text.charAt(offset - 1));
        return inPair ? offset - 1 : offset;
    }

    /** Tabs and control characters become spaces, so that the caret stands where it should. */
    private static String visible(String text, int from, int to) {
        StringBuilder shown = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            shown.append(c < ' ' || c >= 0x7f && c < 0xa0 ? ' ' : c);
        }
        return shown.toString();
    }

    private static int lineStart(String text, int offset) {
        int at = offset;
        while (at > 0 && !isBreak(text.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static int lineEnd(String text, int offset) {
        int at = offset;
        while (at < text.length() && !isBreak(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int lineNumber(String text, int lineStart) {
        int line = 1;
        for (int i = 0; i < lineStart; i++) {
            boolean second = text.charAt(i) == '\n' && i > 0 && text.charAt(i - 1) == '\r';
            line += isBreak(text.charAt(i)) && !second ? 1 : 0;
        }
        return line;
    }

    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }
}
