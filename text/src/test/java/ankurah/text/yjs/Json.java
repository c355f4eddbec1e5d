package ankurah.text.yjs;

import ankurah.text.TextDelta;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON as {@code JSON.stringify} writes it. */
final class Json {
    private Json() {}

    /** Keys in their order. */
    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case String text -> quoted(text);
            case List<?> list -> list.stream().map(Json::of).collect(Collectors.joining(",", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(e -> quoted((String) e.getKey()) + ':' + of(e.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
            default -> value.toString();
        };
    }

    /** Keys sorted. */
    static String canonical(@Nullable Object value) {
        return of(sorted(value));
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, inside) -> sorted.put(key, sorted(inside)));
            return sorted;
        }
        return value instanceof List<?> list ? list.stream().map(Json::sorted).collect(Collectors.toList()) : value;
    }

    /** A line for each part, as {@code peer.mjs} writes them. */
    static String lines(List<TextDelta> parts) {
        StringBuilder lines = new StringBuilder();
        for (TextDelta part : parts) {
            switch (part) {
                case TextDelta.Insert(String text, var attributes) -> line(lines, canonical(text), attributes);
                case TextDelta.Embed(Object value, var attributes) -> line(lines, canonical(value), attributes);
                case TextDelta.Nested(String kind, var attributes) -> line(lines, "(type)", attributes);
                default -> throw new AssertionError("no part of a text: " + part);
            }
        }
        return lines.toString();
    }

    private static void line(StringBuilder lines, String what, Map<String, @Nullable Object> attributes) {
        lines.append(what);
        if (!attributes.isEmpty()) {
            lines.append(' ').append(canonical(attributes));
        }
        lines.append('\n');
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (isAlone(text, i)) {
                        quoted.append("\\u").append(Integer.toHexString(c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    private static boolean isAlone(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
