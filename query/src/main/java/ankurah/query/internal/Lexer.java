package ankurah.query.internal;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.Operator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts AnkQL into tokens, one at a time; the fields describe the present one. */
final class Lexer {
    enum Kind {
        END,
        /** A path; a keyword is one until the parser sees it. */
        PATH,
        STRING,
        NUMBER,
        PARAMETER,
        OPERATOR,
        LEFT,
        RIGHT,
        COMMA
    }

    final String text;
    /** Whether a path may begin with a name that a dollar sign stands before. */
    private final boolean givens;

    Kind kind = Kind.END;
    int start;
    int end;
    /** Where the token before ended. */
    int previousEnd;
    /** The steps of a path. */
    List<String> steps = List.of();
    /** A path of one step without quotes, which may be a keyword; else null. */
    @Nullable
    String word;
    /** The text of a string, or the name of a parameter, which is empty for a plain {@code ?}. */
    String string = "";
    /** The value of a number. */
    Value number = Value.NULL;

    Operator operator = Operator.EQ;

    Lexer(String text, boolean givens) {
        this.text = text;
        this.givens = givens;
    }

    void advance() {
        previousEnd = end;
        start = skipSpace(end);
        word = null;
        if (start == text.length()) {
            kind = Kind.END;
            end = start;
            return;
        }
        int c = text.codePointAt(start);
        if (c == '"' || Words.isNameStart(c) || givens && c == '$') {
            path();
        } else if (isNumberStart(c)) {
            number();
        } else {
            symbol(c);
        }
    }

    /** The first character behind the present token; 0 at the end. */
    char peek() {
        int at = skipSpace(end);
        return at < text.length() ? text.charAt(at) : 0;
    }

    /** Whether the present token is this keyword. */
    boolean isWord(String keyword) {
        return word != null && Words.is(word, keyword);
    }

    boolean isReservedWord() {
        return word != null && Words.isReserved(word);
    }

    AnkurahException error(int offset, String problem, @Nullable String hint) {
        return SyntaxError.at(text, offset, problem, hint);
    }

    private int skipSpace(int from) {
        int at = from;
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    private void symbol(int c) {
        end = start + 1;
        switch (c) {
            case '(' -> kind = Kind.LEFT;
            case ')' -> kind = Kind.RIGHT;
            case ',' -> kind = Kind.COMMA;
            case '\'' -> {
                kind = Kind.STRING;
                string = quoted('\'', "text");
            }
            case '?' -> {
                end = Words.digitsEnd(text, end);
                parameter("a ? may be followed by its number from 1 to 99999, as in ?2");
            }
            case ':' -> {
                end = Words.nameEnd(text, end);
                parameter("a parameter is a colon and a name, as in :since");
            }
            case '=', '<', '>', '!' -> operator();
            default -> throw Stray.character(text, start);
        }
    }

    private void parameter(String rule) {
        kind = Kind.PARAMETER;
        string = text.substring(start + 1, end);
        boolean positional = text.charAt(start) == '?';
        boolean sound =
                positional && string.isEmpty() || Words.isParameterName(string) && Words.isNumber(string) == positional;
        if (!sound) {
            throw error(start, "this is no parameter", rule);
        }
    }

    private void operator() {
        while (end < text.length() && "=<>!".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        kind = Kind.OPERATOR;
        String symbol = text.substring(start, end);
        operator = switch (symbol) {
            case "=" -> Operator.EQ;
            case "<>", "!=" -> Operator.NE;
            case "<" -> Operator.LT;
            case "<=" -> Operator.LE;
            case ">" -> Operator.GT;
            case ">=" -> Operator.GE;
            default -> throw Stray.operator(text, start, symbol);
        };
    }

    /** Reads up to the closing quote; a doubled one stands for itself. */
    private String quoted(char quote, String what) {
        int open = end - 1;
        StringBuilder content = new StringBuilder();
        int from = end;
        while (true) {
            int close = text.indexOf(quote, from);
            if (close < 0) {
                throw error(open, "the " + what + " that begins here has no closing " + quote, null);
            }
            content.append(text, from, close);
            end = close + 1;
            if (end == text.length() || text.charAt(end) != quote) {
                return content.toString();
            }
            content.append(quote);
            from = end + 1;
        }
    }

    private void path() {
        kind = Kind.PATH;
        end = start;
        String first = givens ? firstOfTemplate() : step();
        if (end == text.length() || text.charAt(end) != '.') {
            steps = List.of(first);
            word = text.charAt(start) == '"' ? null : first;
        } else {
            List<String> all = new ArrayList<>();
            all.add(first);
            while (end < text.length() && text.charAt(end) == '.') {
                end++;
                all.add(step());
            }
            steps = all;
        }
        if (end < text.length() && text.charAt(end) == '[') {
            throw Stray.character(text, end);
        }
    }

    /** A name with a dollar sign is one that is given; a property of such a name cannot be told from it. */
    private String firstOfTemplate() {
        if (text.charAt(start) != '$') {
            String name = step();
            if (name.startsWith("$")) {
                throw error(
                        start, "names that begin with $ are those of what is given here, never of properties", null);
            }
            return name;
        }
        end = start + 1;
        if (end < text.length() && Words.isNameStart(text.codePointAt(end))) {
            end = Words.nameEnd(text, end);
        }
        if (end == start + 1) {
            throw error(start, "expected a name behind the $", null);
        }
        return text.substring(start, end);
    }

    private String step() {
        int from = end;
        int c = from < text.length() ? text.codePointAt(from) : 0;
        if (c == '"') {
            end++;
            return quoted('"', "name");
        }
        if (Words.isDigit(c)) {
            end = Words.digitsEnd(text, from);
            if (Words.nameEnd(text, end) > end) {
                throw error(from, "a name that begins with a digit", "put it in double quotes");
            }
            return text.substring(from, end);
        }
        if (!Words.isNameStart(c)) {
            throw error(from, "expected the next name of the path behind the point", null);
        }
        end = Words.nameEnd(text, from);
        return text.substring(from, end);
    }

    private boolean isNumberStart(int c) {
        int at = start + (c == '-' || c == '+' ? 1 : 0);
        at += at < text.length() && text.charAt(at) == '.' ? 1 : 0;
        return at < text.length() && Words.isDigit(text.charAt(at));
    }

    private void number() {
        kind = Kind.NUMBER;
        char first = text.charAt(start);
        int digits = start + (first == '-' || first == '+' ? 1 : 0);
        end = Words.digitsEnd(text, digits);
        boolean point = end < text.length() && text.charAt(end) == '.';
        if (point) {
            int fraction = end + 1;
            end = Words.digitsEnd(text, fraction);
            if (end == fraction) {
                throw error(start, "a number ends in its point", "write 1.0 or 1");
            }
        }
        boolean exponent = end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E');
        if (exponent) {
            int sign = end + 1 < text.length() && "+-".indexOf(text.charAt(end + 1)) >= 0 ? 1 : 0;
            int power = end + 1 + sign;
            end = Words.digitsEnd(text, power);
            if (end == power) {
                throw error(
                        start,
                        "a number lacks the digits of its exponent",
                        "a name cannot begin with a digit unless it stands in double quotes");
            }
        }
        if (end < text.length() && (text.charAt(end) == '.' || Words.isNamePart(text.codePointAt(end)))) {
            throw error(start, "this is no number", "a name that begins with a digit stands in double quotes");
        }
        number = Numbers.read(text, start, end, point, exponent);
    }
}
