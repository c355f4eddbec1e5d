package ankurah.query.internal;

import ankurah.query.Predicate;
import java.util.Arrays;

/**
 * A LIKE or ILIKE pattern. Matching keeps only the last {@code %} to come back to, so it takes at most the length of the
 * text times that of the pattern, and a pattern's length is bounded.
 */
public final class LikePattern {
    private static final int ONE = -1;
    private static final int MANY = -2;

    private final boolean ignoreCase;
    private final int[] elements;
    private final Fast fast;
    /** What {@link #fast} looks for. */
    private final String text;

    /** The shapes that need no walk through the pattern. */
    private enum Fast {
        NONE,
        NOTHING,
        EXACT,
        PREFIX,
        SUFFIX,
        INFIX
    }

    private LikePattern(boolean ignoreCase, int[] elements, Fast fast, String text) {
        this.ignoreCase = ignoreCase;
        this.elements = elements;
        this.fast = fast;
        this.text = text;
    }

    public static LikePattern of(String pattern, boolean ignoreCase) {
        if (pattern.length() > Predicate.Like.MAX_PATTERN) {
            return new LikePattern(ignoreCase, new int[0], Fast.NOTHING, "");
        }
        int[] elements = elements(pattern, ignoreCase);
        int from = elements.length > 0 && elements[0] == MANY ? 1 : 0;
        int to =
                elements.length > from && elements[elements.length - 1] == MANY ? elements.length - 1 : elements.length;
        StringBuilder literal = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (ignoreCase || elements[i] < 0) {
                return new LikePattern(ignoreCase, elements, Fast.NONE, "");
            }
            literal.appendCodePoint(elements[i]);
        }
        boolean openStart = from == 1;
        boolean openEnd = to < elements.length || elements.length == 1 && openStart;
        Fast fast = openStart ? openEnd ? Fast.INFIX : Fast.SUFFIX : openEnd ? Fast.PREFIX : Fast.EXACT;
        return new LikePattern(ignoreCase, elements, fast, literal.toString());
    }

    private static int[] elements(String pattern, boolean ignoreCase) {
        int[] elements = new int[pattern.length()];
        int count = 0;
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '%') {
                if (count == 0 || elements[count - 1] != MANY) {
                    elements[count++] = MANY;
                }
                at++;
            } else if (c == '_') {
                elements[count++] = ONE;
                at++;
            } else {
                at += c == '\\' && at + 1 < pattern.length() ? 1 : 0;
                int literal = pattern.codePointAt(at);
                elements[count++] = ignoreCase ? CaseFold.fold(literal) : literal;
                at += Character.charCount(literal);
            }
        }
        return Arrays.copyOf(elements, count);
    }

    public boolean matches(String value) {
        return switch (fast) {
            case NONE -> walk(value);
            case NOTHING -> false;
            case EXACT -> value.equals(text);
            case PREFIX -> value.startsWith(text);
            case SUFFIX -> value.endsWith(text);
            case INFIX -> value.contains(text);
        };
    }

    /** The text every match begins with; for a case-sensitive pattern. */
    public String prefix() {
        StringBuilder prefix = new StringBuilder();
        for (int element : elements) {
            if (element < 0) {
                break;
            }
            prefix.appendCodePoint(element);
        }
        return prefix.toString();
    }

    /** Whether only the text of {@link #prefix} itself matches. */
    public boolean isExact() {
        return fast == Fast.EXACT;
    }

    /** Whether the text of {@link #prefix}, alone or with anything behind it, is all that matches. */
    public boolean isPrefix() {
        return fast == Fast.EXACT || fast == Fast.PREFIX;
    }

    /** Whether it is longer than a pattern may be. */
    public boolean matchesNothing() {
        return fast == Fast.NOTHING;
    }

    private boolean walk(String value) {
        int at = 0;
        int element = 0;
        int lastMany = -1;
        int resume = 0;
        while (at < value.length()) {
            if (element < elements.length && elements[element] == MANY) {
                lastMany = element++;
                resume = at;
                continue;
            }
            int c = value.codePointAt(at);
            if (element < elements.length && takes(elements[element], c)) {
                at += Character.charCount(c);
                element++;
            } else if (lastMany >= 0) {
                resume += Character.charCount(value.codePointAt(resume));
                at = resume;
                element = lastMany + 1;
            } else {
                return false;
            }
        }
        return element == elements.length || element == elements.length - 1 && elements[element] == MANY;
    }

    private boolean takes(int element, int c) {
        return element == ONE || element == (ignoreCase ? CaseFold.fold(c) : c);
    }
}
