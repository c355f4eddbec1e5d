package ankurah.web.internal.bridge;

import ankurah.core.Entity;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.event.ValueText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSArrayReader;
import org.teavm.jso.core.JSBoolean;
import org.teavm.jso.core.JSNumber;
import org.teavm.jso.core.JSString;
import org.teavm.jso.typedarrays.Int8Array;

/**
 * Values as a kind and a content, side by side in a flat array: a boolean, a number (int and float; an int of more than 53 bits is its
 * digits), bytes, a flat array (list), and else the text of {@link ValueText}; an instant is its microseconds, as an int.
 */
final class JsValues {
    private static final long MOST_EXACT = (1L << 53) - 1;
    private static final Value.Kind[] KINDS = Value.Kind.values();

    private JsValues() {}

    /** The id, then name, kind and content of each property that has a value. */
    static JSArray<JSObject> row(Entity entity) {
        return row(JSString.valueOf(entity.id().toString()), entity);
    }

    /** The same for who has the text of the id. */
    static JSArray<JSObject> row(JSString id, Entity entity) {
        JSArray<JSObject> row = new JSArray<>();
        row.push(id);
        entity.state().properties().forEach((name, property) -> {
            Value value = property.value();
            if (!value.isNull() && !Names.isReserved(name)) {
                row.push(JSString.valueOf(name));
                push(value, row);
            }
        });
        return row;
    }

    /** Name, kind and content of each. */
    static JSArray<JSObject> written(Map<String, Value> values) {
        JSArray<JSObject> flat = new JSArray<>();
        properties(values, flat);
        return flat;
    }

    private static void properties(Map<String, Value> values, JSArray<JSObject> into) {
        values.forEach((name, value) -> {
            into.push(JSString.valueOf(name));
            push(value, into);
        });
    }

    static JSArray<JSObject> rows(Iterable<Entity> entities) {
        JSArray<JSObject> rows = new JSArray<>();
        for (Entity entity : entities) {
            rows.push(row(entity));
        }
        return rows;
    }

    private static void push(Value value, JSArray<JSObject> into) {
        into.push(JSNumber.valueOf(value.kind().ordinal()), content(value));
    }

    private static JSObject content(Value value) {
        return switch (value) {
            case Value.Bool bool -> JSBoolean.valueOf(bool.value());
            case Value.Int number -> integer(number.value());
            case Value.Instant instant -> integer(instant.micros());
            case Value.Float number -> JSNumber.valueOf(number.value());
            case Value.Bytes bytes -> Int8Array.copyFromJavaArray(bytes.shared());
            case Value.List list -> list(list);
            default -> JSString.valueOf(ValueText.print(value));
        };
    }

    private static JSObject integer(long value) {
        return Math.abs(value) <= MOST_EXACT && value != Long.MIN_VALUE
                ? JSNumber.valueOf((double) value)
                : JSString.valueOf(Long.toString(value));
    }

    private static JSArray<JSObject> list(Value.List list) {
        JSArray<JSObject> items = new JSArray<>();
        list.items().forEach(item -> push(item, items));
        return items;
    }

    // And back.

    static Value value(JSArrayReader<JSObject> from, int at) {
        Value.Kind kind = KINDS[((JSNumber) from.get(at)).intValue()];
        JSObject content = from.get(at + 1);
        return switch (kind) {
            case NULL -> Value.NULL;
            case BOOL -> Value.of(((JSBoolean) content).booleanValue());
            case INT -> Value.of(integer(content));
            case INSTANT -> new Value.Instant(integer(content));
            case FLOAT -> Value.of(((JSNumber) content).doubleValue());
            case BYTES -> new Value.Bytes(((Int8Array) content).copyToJavaArray());
            case LIST -> new Value.List(values(cast(content)));
            default -> read(kind, ((JSString) content).stringValue());
        };
    }

    private static long integer(JSObject content) {
        return JSString.isInstance(content)
                ? Long.parseLong(((JSString) content).stringValue())
                : (long) ((JSNumber) content).doubleValue();
    }

    private static Value read(Value.Kind kind, String text) {
        Value value = ValueText.read(kind, text);
        if (value == null) {
            throw new AnkurahException.Invalid(
                    "web.value",
                    "'" + text + "' is no value of the kind " + kind.name().toLowerCase(java.util.Locale.ROOT));
        }
        return value;
    }

    static List<Value> values(JSArrayReader<JSObject> flat) {
        List<Value> values = new ArrayList<>(flat.getLength() / 2);
        for (int i = 0; i < flat.getLength(); i += 2) {
            values.add(value(flat, i));
        }
        return values;
    }

    /** Name, kind and content by turns. */
    static Map<String, Value> properties(JSArrayReader<JSObject> flat) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < flat.getLength(); i += 3) {
            values.put(text(flat, i), value(flat, i + 1));
        }
        return values;
    }

    static String text(JSArrayReader<JSObject> from, int at) {
        return ((JSString) from.get(at)).stringValue();
    }

    static int number(JSArrayReader<JSObject> from, int at) {
        return ((JSNumber) from.get(at)).intValue();
    }

    @SuppressWarnings("unchecked")
    static JSArray<JSObject> cast(JSObject array) {
        return (JSArray<JSObject>) array;
    }

    static EntityId id(String text) {
        return EntityId.parse(text);
    }
}
