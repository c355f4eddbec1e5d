package ankurah.web.internal.bridge;

import ankurah.core.model.ModelDescriptor;
import ankurah.core.model.Property;
import ankurah.core.model.Types;
import ankurah.core.model.ValueType;
import ankurah.event.AnkurahException;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;

/**
 * Models as JavaScript tells them: the name and the collection; then of each property the name, the stored name, the type,
 * {@code required}, {@code optional} or {@code default}, and the default's text.
 */
final class Models {
    private static final int FIELDS = 5;
    private static final String LIST = "list ";
    private static final String SET = "set ";

    private Models() {}

    static ModelDescriptor read(JSArray<JSObject> from) {
        Property<?>[] properties = new Property<?>[(from.getLength() - 2) / FIELDS];
        for (int i = 0; i < properties.length; i++) {
            properties[i] = property(from, 2 + i * FIELDS);
        }
        return ModelDescriptor.of(JsValues.text(from, 0), JsValues.text(from, 1), properties);
    }

    private static Property<?> property(JSArray<JSObject> from, int at) {
        String name = JsValues.text(from, at);
        String stored = JsValues.text(from, at + 1);
        String type = JsValues.text(from, at + 2);
        if (type.startsWith(SET)) {
            return Property.members(name, type(type.substring(SET.length()))).storedAs(stored);
        }
        return switch (type) {
            case "counter" -> Property.counter(name).storedAs(stored);
            case "text" -> Property.text(name).storedAs(stored);
            case "document" -> Property.document(name).storedAs(stored);
            default -> plain(name, stored, type(type), from, at);
        };
    }

    private static <T> Property<T> plain(
            String name, String stored, ValueType<T> type, JSArray<JSObject> from, int at) {
        return switch (JsValues.text(from, at + 3)) {
            case "optional" -> Property.optional(name, type).storedAs(stored);
            case "default" ->
                Property.required(name, type).storedAs(stored).orElse(((JSString) from.get(at + 4)).stringValue());
            default -> Property.required(name, type).storedAs(stored);
        };
    }

    private static ValueType<?> type(String name) {
        if (name.startsWith(LIST)) {
            return Types.list(type(name.substring(LIST.length())));
        }
        return switch (name) {
            case "boolean" -> Types.BOOL;
            case "int" -> Types.INT;
            case "long" -> Types.LONG;
            case "double" -> Types.DOUBLE;
            case "decimal" -> Types.DECIMAL;
            case "string" -> Types.STRING;
            case "bytes" -> Types.BYTES;
            case "instant" -> Types.INSTANT;
            case "date" -> Types.DATE;
            case "localDateTime" -> Types.LOCAL_DATETIME;
            case "uuid" -> Types.UUID;
            case "id" -> Types.ID;
            case "json" -> Types.JSON;
            default -> throw new AnkurahException.Invalid("web.value", "there is no type '" + name + "'");
        };
    }
}
