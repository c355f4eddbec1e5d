package ankurah.core.internal.archive;

import ankurah.event.JsonText;
import ankurah.event.Value;
import ankurah.event.internal.Utf8;
import java.util.List;

/** Writes a JSON object whose members keep their order, which is for people. */
final class JsonLine {
    private final StringBuilder out = new StringBuilder(256).append('{');

    JsonLine text(String name, String value) {
        return raw(name, quote(value));
    }

    JsonLine number(String name, long value) {
        return raw(name, Long.toString(value));
    }

    JsonLine bool(String name, boolean value) {
        return raw(name, Boolean.toString(value));
    }

    JsonLine bytes(String name, byte[] value) {
        return raw(name, JsonText.print(new Value.Bytes(value)));
    }

    JsonLine texts(String name, List<String> values) {
        StringBuilder list = new StringBuilder("[");
        for (String value : values) {
            list.append(list.length() == 1 ? "" : ",").append(quote(value));
        }
        return raw(name, list.append(']').toString());
    }

    /** @param json is written as it is */
    JsonLine raw(String name, String json) {
        out.append(out.length() == 1 ? "" : ",").append(quote(name)).append(':').append(json);
        return this;
    }

    String json() {
        return out + "}";
    }

    byte[] utf8() {
        return Utf8.bytes(json());
    }

    static String quote(String text) {
        return JsonText.print(Value.of(text));
    }
}
