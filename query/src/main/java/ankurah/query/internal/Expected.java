package ankurah.query.internal;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.Operand;
import org.jspecify.annotations.Nullable;

/** Says what should stand where something else stands, and where it helps, what to write. */
final class Expected {
    static final String WHOLE_STATEMENT = "write the condition alone, as in: year > 1985 ORDER BY year LIMIT 10";

    private Expected() {}

    /** A value was due. */
    static AnkurahException value(Lexer lexer) {
        String problem = "expected a property, a value, NOT or (, but found " + found(lexer);
        if (lexer.isReservedWord()) {
            return lexer.error(
                    lexer.start, problem, "a property of that name stands in double quotes: \"" + lexer.word + "\"");
        }
        return lexer.error(lexer.start, problem, null);
    }

    /** Something was due behind what has been read. */
    static AnkurahException after(Lexer lexer, String expected) {
        return lexer.error(lexer.start, "expected " + expected + ", but found " + found(lexer), hint(lexer));
    }

    static AnkurahException nullBehindIs(Lexer lexer) {
        boolean truth = lexer.isWord("TRUE") || lexer.isWord("FALSE");
        return lexer.error(
                lexer.start,
                "expected NULL or NOT NULL behind IS, but found " + found(lexer),
                truth ? "write = " + lexer.word : "write = to compare with a value");
    }

    static AnkurahException condition(Lexer lexer, Node.OfOperand value) {
        boolean isNull = value.operand() instanceof Operand.Literal literal && literal.value() instanceof Value.Null;
        return lexer.error(
                value.start(),
                "this value is no condition",
                isNull ? "write IS NULL behind a property" : "compare it with a property, as in year = 1985");
    }

    private static @Nullable String hint(Lexer lexer) {
        if (startsLikeStatement(lexer.text)) {
            return WHOLE_STATEMENT;
        }
        if (lexer.kind == Lexer.Kind.PATH || lexer.kind == Lexer.Kind.STRING) {
            char before = lexer.previousEnd > 0 ? lexer.text.charAt(lexer.previousEnd - 1) : 0;
            if (before == '\'' && lexer.previousEnd == lexer.start) {
                return "a ' inside a text is written ''";
            }
        }
        if (lexer.kind == Lexer.Kind.LEFT) {
            return "AnkQL has no functions";
        }
        if (lexer.kind == Lexer.Kind.NUMBER && "+-".indexOf(lexer.text.charAt(lexer.start)) >= 0) {
            return "AnkQL does not calculate";
        }
        return lexer.word == null ? null : hint(lexer.word);
    }

    private static @Nullable String hint(String word) {
        return switch (AsciiCase.upper(word)) {
            case "COLLATE" -> "COLLATE is reserved for later";
            case "GROUP" -> "GROUP BY is reserved for later";
            case "AS" -> "AS OF is reserved for later";
            case "OFFSET" -> "go on behind a row with AFTER and its cursor";
            case "WHERE", "FROM" -> WHOLE_STATEMENT;
            case "EQ", "EQUALS" -> "write =";
            case "CONTAINS", "STARTSWITH", "MATCHES", "SIMILAR" -> "write LIKE '%part%', or ILIKE to ignore case";
            case "XOR" -> "write (a OR b) AND NOT (a AND b)";
            default -> null;
        };
    }

    static boolean startsLikeStatement(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) <= ' ') {
            start++;
        }
        return switch (AsciiCase.upper(text.substring(start, Words.nameEnd(text, start)))) {
            case "SELECT", "WHERE", "FROM", "UPDATE", "DELETE", "INSERT" -> true;
            default -> false;
        };
    }

    private static String found(Lexer lexer) {
        if (lexer.kind == Lexer.Kind.END) {
            return "the end";
        }
        int length = lexer.end - lexer.start;
        int shown = Math.min(length, 30);
        boolean halved = shown < length && Character.isHighSurrogate(lexer.text.charAt(lexer.start + shown - 1));
        String token = lexer.text.substring(lexer.start, lexer.start + shown - (halved ? 1 : 0));
        return token + (shown < length ? "..." : "");
    }
}
