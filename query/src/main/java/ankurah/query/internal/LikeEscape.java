package ankurah.query.internal;

import ankurah.event.Value;
import ankurah.query.Operand;

/** Turns {@code LIKE 'a!%' ESCAPE '!'} into the form with backslashes that a pattern has. */
final class LikeEscape {
    private LikeEscape() {}

    /** Reads the clause the lexer stands on. */
    static Operand read(Lexer lexer, Operand pattern) {
        int clause = lexer.start;
        lexer.advance();
        boolean one = lexer.kind == Lexer.Kind.STRING && lexer.string.codePointCount(0, lexer.string.length()) <= 1;
        if (!one) {
            throw lexer.error(lexer.start, "expected one character in quotes behind ESCAPE", null);
        }
        String escape = lexer.string;
        if (!(pattern instanceof Operand.Literal literal) || !(literal.value() instanceof Value.Str text)) {
            throw lexer.error(
                    clause, "ESCAPE stands behind a pattern in quotes only", "in other patterns a backslash escapes");
        }
        lexer.advance();
        return new Operand.Literal(new Value.Str(withBackslashes(text.value(), escape)));
    }

    private static String withBackslashes(String pattern, String escape) {
        if (escape.equals("\\")) {
            return pattern;
        }
        StringBuilder out = new StringBuilder(pattern.length());
        int at = 0;
        while (at < pattern.length()) {
            int width = Character.charCount(pattern.codePointAt(at));
            boolean escaped = !escape.isEmpty() && pattern.startsWith(escape, at) && at + width < pattern.length();
            if (escaped) {
                at += width;
                width = Character.charCount(pattern.codePointAt(at));
            }
            if (escaped || pattern.charAt(at) == '\\') {
                out.append('\\');
            }
            out.append(pattern, at, at + width);
            at += width;
        }
        return out.toString();
    }
}
