package ankurah.core.model;

import ankurah.event.Value;
import ankurah.event.ValueText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values inside of JSON, which has null, bool, int, decimal, string, list and object alone. */
final class JsonForm {
    private JsonForm() {}

    static Value of(Value value) {
        return switch (value) {
            case Value.Null n -> n;
            case Value.Bool b -> b;
            case Value.Int i -> i;
            case Value.Decimal d -> d;
            case Value.Str s -> s;
            case Value.Obj object -> object;
            case Value.Json json -> json.root();
            case Value.List list -> new Value.List(all(list.items()));
            case Value.Float f -> number(f);
            default -> Value.of(ValueText.print(value));
        };
    }

    private static List<Value> all(List<Value> items) {
        List<Value> forms = new ArrayList<>(items.size());
        for (Value item : items) {
            forms.add(of(item));
        }
        return forms;
    }

    private static Value number(Value.Float number) {
        String text = ValueText.print(number);
        return Double.isInfinite(number.value()) ? Value.of(text) : Value.of(new BigDecimal(text));
    }

    /** Null when the JSON is no such value. */
    static @Nullable Value read(Value.Kind kind, Value json) {
        return switch (kind) {
            case JSON -> new Value.Json(json);
            case BOOL, INT, DECIMAL, STRING, LIST -> json;
            default -> json instanceof Value.Str text ? ValueText.read(kind, text.value()) : json;
        };
    }
}
