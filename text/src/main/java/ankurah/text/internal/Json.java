package ankurah.text.internal;

import ankurah.text.TextFormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON, read strictly and written as JavaScript's {@code JSON.stringify} writes it. */
final class Json {
    private static final String HEX = "0123456789abcdef";

    private final String text;
    private final int offset;
    private int at;

    private Json(String text, int offset) {
        this.text = text;
        this.offset = offset;
    }

    /** Parses a text that was read at an offset. */
    static @Nullable Object parse(String text, int offset) {
        Json json = new Json(text, offset);
        Object value = json.value(0);
        json.space();
        if (json.at != text.length()) {
            throw json.malformed("something follows the value");
        }
        return value;
    }

    private TextFormatException malformed(String what) {
        return new TextFormatException(offset, "JSON that is none: " + what + ", character " + at);
    }

    private void space() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= text.length()) {
            throw malformed("it ends too early");
        }
        return text.charAt(at);
    }

    private boolean take(char c) {
        space();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw malformed("'" + c + "' is missing");
        }
    }

    private @Nullable Object value(int depth) {
        if (depth > Values.DEEPEST) {
            throw malformed("nested deeper than " + Values.DEEPEST);
        }
        space();
        return switch (peek()) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw malformed("an unknown word");
        }
        at += word.length();
        return value;
    }

    private Map<String, @Nullable Object> object(int depth) {
        at++;
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        if (take('}')) {
            return members;
        }
        do {
            space();
            if (peek() != '"') {
                throw malformed("a member has no name");
            }
            String name = string();
            expect(':');
            members.put(name, value(depth + 1));
        } while (take(','));
        expect('}');
        return Values.inOrder(members);
    }

    private List<@Nullable Object> array(int depth) {
        at++;
        List<@Nullable Object> elements = new ArrayList<>();
        if (take(']')) {
            return elements;
        }
        do {
            elements.add(value(depth + 1));
        } while (take(','));
        expect(']');
        return elements;
    }

    private String string() {
        at++;
        StringBuilder string = new StringBuilder();
        for (char c = peek(); c != '"'; c = peek()) {
            at++;
            if (c < ' ') {
                throw malformed("a control character in a string");
            }
            string.append(c == '\\' ? escaped() : c);
        }
        at++;
        return string.toString();
    }

    private char escaped() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> throw malformed("an unknown escape");
        };
    }

    private char hex() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(peek(), 16);
            if (digit < 0 || peek() > 'f') {
                throw malformed("a wrong escape");
            }
            unit = unit << 4 | digit;
            at++;
        }
        return (char) unit;
    }

    private Double number() {
        int from = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits();
        }
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) | 0x20) == 'e') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits();
        }
        return Double.parseDouble(text.substring(from, at));
    }

    private void digits() {
        int from = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        if (at == from) {
            throw malformed("a digit is missing");
        }
    }

    static String print(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        print(value, out);
        return out.toString();
    }

    private static void print(@Nullable Object value, StringBuilder out) {
        if (value instanceof String string) {
            print(string, out);
        } else if (value instanceof Double number) {
            boolean finite = !number.isNaN() && !number.isInfinite();
            out.append(finite ? Numbers.print(number) : "null");
        } else if (value instanceof Map<?, ?> map) {
            printObject(map, out);
        } else if (value instanceof List<?> list) {
            out.append('[');
            for (int i = 0; i < list.size(); i++) {
                out.append(i > 0 ? "," : "");
                print(list.get(i), out);
            }
            out.append(']');
        } else if (value instanceof byte[] bytes) {
            printBytes(bytes, out);
        } else {
            out.append(value instanceof Boolean || value instanceof Long ? value.toString() : "null");
        }
    }

    private static void printObject(Map<?, ?> map, StringBuilder out) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> member : map.entrySet()) {
            if (member.getValue() != Values.Undefined.UNDEFINED) {
                out.append(first ? "" : ",");
                first = false;
                print((String) member.getKey(), out);
                out.append(':');
                print(member.getValue(), out);
            }
        }
        out.append('}');
    }

    /** JavaScript takes a byte array for an object whose keys are its indexes. */
    private static void printBytes(byte[] bytes, StringBuilder out) {
        out.append('{');
        for (int i = 0; i < bytes.length; i++) {
            out.append(i > 0 ? ",\"" : "\"").append(i).append("\":").append(bytes[i] & 0xff);
        }
        out.append('}');
    }

    private static void print(String string, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || isLone(string, i)) {
                        out.append("\\u").append(HEX.charAt(c >> 12)).append(HEX.charAt(c >> 8 & 15));
                        out.append(HEX.charAt(c >> 4 & 15)).append(HEX.charAt(c & 15));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean isLone(String string, int i) {
        char c = string.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 >= string.length() || !Character.isLowSurrogate(string.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(string.charAt(i - 1)));
    }
}
