package ankurah.cli.process;

import ankurah.event.JsonText;
import ankurah.event.Value;
import java.util.List;

/** Lines of output as JSON. */
final class Json {
    private Json() {}

    static Value parse(String line) {
        return JsonText.parse(line);
    }

    /** A field of an object, by its path; JSON text, with strings bare; {@code none} when it is not there. */
    static String field(String line, String... path) {
        Value value = parse(line);
        for (String step : path) {
            Value next = value instanceof Value.Obj object ? object.fields().get(step) : null;
            if (next == null) {
                return "none";
            }
            value = next;
        }
        return value instanceof Value.Str text ? text.value() : JsonText.print(value);
    }

    static List<String> column(List<String> lines, String... path) {
        return lines.stream().map(line -> field(line, path)).toList();
    }
}
