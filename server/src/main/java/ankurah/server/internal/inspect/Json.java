package ankurah.server.internal.inspect;

import ankurah.event.JsonText;
import ankurah.event.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An object of an answer. */
final class Json {
    private final Map<String, Value> fields = new LinkedHashMap<>();

    Json put(String name, String value) {
        return put(name, Value.of(value));
    }

    Json put(String name, long value) {
        return put(name, Value.of(value));
    }

    Json put(String name, boolean value) {
        return put(name, Value.of(value));
    }

    Json put(String name, Json value) {
        return put(name, value.value());
    }

    Json put(String name, Value value) {
        fields.put(name, value);
        return this;
    }

    Json put(String name, List<Json> values) {
        return put(name, new Value.List(values.stream().map(Json::value).toList()));
    }

    Json putTexts(String name, List<String> values) {
        return put(name, new Value.List(values.stream().map(Value::of).toList()));
    }

    Value value() {
        return new Value.Obj(fields);
    }

    String text() {
        return JsonText.print(value());
    }
}
