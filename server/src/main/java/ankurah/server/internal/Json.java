package ankurah.server.internal;

import ankurah.event.JsonText;
import ankurah.event.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An object of an answer, member by member. */
public final class Json {
    private final Map<String, Value> fields = new LinkedHashMap<>();

    public Json put(String name, String value) {
        return put(name, Value.of(value));
    }

    public Json put(String name, long value) {
        return put(name, Value.of(value));
    }

    /** To three places. */
    public Json put(String name, double value) {
        return put(name, Value.of(Math.round(value * 1_000) / 1_000.0));
    }

    public Json put(String name, boolean value) {
        return put(name, Value.of(value));
    }

    public Json put(String name, Json value) {
        return put(name, value.value());
    }

    public Json put(String name, Value value) {
        fields.put(name, value);
        return this;
    }

    public Json put(String name, List<Json> values) {
        return put(name, new Value.List(values.stream().map(Json::value).toList()));
    }

    public Json putTexts(String name, List<String> values) {
        return put(name, new Value.List(values.stream().map(Value::of).toList()));
    }

    public Value value() {
        return new Value.Obj(fields);
    }

    public String text() {
        return JsonText.print(value());
    }
}
