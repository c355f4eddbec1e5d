package ankurah.event.internal;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A recursive-descent reader of RFC 8259, with bounded depth and exact numbers. */
public final class JsonParser {
    private final String text;
    private int at;

    private JsonParser(String text) {
        this.text = text;
    }

    public static Value parse(String text) {
        JsonParser parser = new JsonParser(text);
        Value value = parser.value(Value.MAX_DEPTH);
        parser.skipSpace();
        if (parser.at < text.length()) {
            throw parser.malformed(parser.at, "expected the end and found " + parser.found());
        }
        return value;
    }

    private Value value(int depthLeft) {
        skipSpace();
        if (depthLeft == 0) {
            throw malformed(at, "it nests deeper than " + Value.MAX_DEPTH + " levels");
        }
        char c = peek();
        return switch (c) {
            case '{' -> object(depthLeft);
            case '[' -> array(depthLeft);
            case '"' -> new Value.Str(string());
            case 't' -> word("true", Value.TRUE);
            case 'f' -> word("false", Value.FALSE);
            case 'n' -> word("null", Value.NULL);
            default -> {
                if (c != '-' && (c < '0' || c > '9')) {
                    throw malformed(at, "expected a value and found " + found());
                }
                yield number();
            }
        };
    }

    private Value word(String word, Value value) {
        if (!text.startsWith(word, at)) {
            throw malformed(at, "expected a value and found " + found());
        }
        at += word.length();
        return value;
    }

    private Value array(int depthLeft) {
        at++;
        List<Value> items = new ArrayList<>();
        if (!skip(']')) {
            do {
                items.add(value(depthLeft - 1));
            } while (separator(']'));
        }
        return new Value.List(items);
    }

    private Value object(int depthLeft) {
        at++;
        TreeMap<String, Value> fields = new TreeMap<>();
        if (!skip('}')) {
            do {
                skipSpace();
                int start = at;
                if (peek() != '"') {
                    throw malformed(at, "expected the name of a field and found " + found());
                }
                String name = string();
                if (!skip(':')) {
                    throw malformed(at, "expected ':' and found " + found());
                }
                if (fields.put(name, value(depthLeft - 1)) != null) {
                    throw malformed(start, "the object has a second field of this name");
                }
            } while (separator('}'));
        }
        return new Value.Obj(fields);
    }

    /** True at a comma, false at the closing bracket. */
    private boolean separator(char close) {
        if (skip(',')) {
            return true;
        }
        if (!skip(close)) {
            throw malformed(at, "expected ',' or '" + close + "' and found " + found());
        }
        return false;
    }

    private Value number() {
        int start = at;
        while (at < text.length() && isInNumber(text.charAt(at))) {
            at++;
        }
        String number = text.substring(start, at);
        BigDecimal exact = hasLeadingZero(number) ? null : Decimals.read(number);
        if (exact == null) {
            throw malformed(start, "this is not a number of JSON, or one beyond the limits");
        }
        if (isWhole(number) && exact.unscaledValue().bitLength() <= 63) {
            return new Value.Int(exact.unscaledValue().longValue());
        }
        try {
            return new Value.Decimal(exact);
        } catch (AnkurahException.Invalid outOfRange) {
            throw malformed(start, outOfRange);
        }
    }

    private static boolean hasLeadingZero(String number) {
        int first = number.startsWith("-") ? 1 : 0;
        return number.startsWith("0", first)
                && number.length() > first + 1
                && number.charAt(first + 1) >= '0'
                && number.charAt(first + 1) <= '9';
    }

    private static boolean isInNumber(char c) {
        return c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
    }

    private static boolean isWhole(String number) {
        for (int i = 0; i < number.length(); i++) {
            char c = number.charAt(i);
            if (c == '.' || c == 'e' || c == 'E') {
                return false;
            }
        }
        return true;
    }

    private String string() {
        int start = at++;
        int plain = at;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\\' && text.charAt(at) >= 0x20) {
            at++;
        }
        String value = peek() == '"' ? text.substring(plain, at++) : unescape(plain);
        try {
            Strings.requireValid(value);
        } catch (AnkurahException.Invalid invalid) {
            throw malformed(start, invalid);
        }
        return value;
    }

    private String unescape(int plain) {
        StringBuilder out = new StringBuilder().append(text, plain, at);
        while (true) {
            char c = peek();
            if (c == '"') {
                at++;
                return out.toString();
            }
            if (c < 0x20) {
                throw malformed(at, "a string holds a bare control character; write it as an escape");
            }
            at++;
            out.append(c == '\\' ? escape() : c);
        }
    }

    private char escape() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw malformed(at - 2, "this is no escape of JSON");
        };
    }

    private char unicode() {
        int start = at - 2;
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < text.length() ? Hex.digit(text.charAt(at++)) : -1;
            if (digit < 0) {
                throw malformed(start, "four hexadecimal digits belong behind \\u");
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private char peek() {
        if (at >= text.length()) {
            throw malformed(text.length(), "the text ends too early");
        }
        return text.charAt(at);
    }

    private boolean skip(char c) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void skipSpace() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            at++;
        }
    }

    private String found() {
        if (at >= text.length()) {
            return "the end";
        }
        char c = text.charAt(at);
        return c > 0x20 && c < 0x7f
                ? "'" + c + "'"
                : "U+" + Hex.encode(new byte[] {(byte) (c >> 8), (byte) c}).toUpperCase(java.util.Locale.ROOT);
    }

    private AnkurahException malformed(int offset, AnkurahException cause) {
        return malformed(offset, String.valueOf(cause.getMessage()), cause);
    }

    private AnkurahException malformed(int offset, String why) {
        return malformed(offset, why, null);
    }

    private AnkurahException malformed(int offset, String why, @Nullable Throwable cause) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < offset; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        int column = text.codePointCount(lineStart, offset) + 1;
        return new AnkurahException.Invalid(
                "json.malformed", "not JSON at line " + line + ", column " + column + ": " + why, cause);
    }
}
