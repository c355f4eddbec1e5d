package ankurah.event.vectors;

import ankurah.event.Value;
import ankurah.event.internal.Hex;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/** Builds and takes apart the JSON objects of vectors. */
public final class Fields {
    private final TreeMap<String, Value> fields = new TreeMap<>();

    public static Fields named(String name) {
        return new Fields().put("name", name);
    }

    public Fields put(String name, String value) {
        return put(name, Value.of(value));
    }

    public Fields put(String name, byte[] value) {
        return put(name, Hex.encode(value));
    }

    public Fields put(String name, long value) {
        return put(name, Value.of(value));
    }

    public Fields put(String name, Value value) {
        fields.put(name, value);
        return this;
    }

    public Fields putTexts(String name, Iterable<?> items) {
        List<Value> texts = new ArrayList<>();
        items.forEach(item -> texts.add(Value.of(item.toString())));
        return put(name, new Value.List(texts));
    }

    public Value build() {
        return new Value.Obj(fields);
    }

    public static Value get(Value object, String name) {
        Value field = ((Value.Obj) object).fields().get(name);
        return Objects.requireNonNull(field, () -> "the vector has no field " + name);
    }

    public static boolean has(Value object, String name) {
        return ((Value.Obj) object).fields().containsKey(name);
    }

    public static String text(Value object, String name) {
        return ((Value.Str) get(object, name)).value();
    }

    public static byte[] bytes(Value object, String name) {
        return Hex.decode(text(object, name));
    }

    public static long number(Value object, String name) {
        return ((Value.Int) get(object, name)).value();
    }

    public static List<Value> list(Value object, String name) {
        return ((Value.List) get(object, name)).items();
    }
}
