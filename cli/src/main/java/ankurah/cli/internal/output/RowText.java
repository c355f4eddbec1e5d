package ankurah.cli.internal.output;

import ankurah.core.Entity;
import ankurah.event.EntityId;
import ankurah.event.JsonText;
import ankurah.event.Names;
import ankurah.event.Value;
import java.util.Map;
import java.util.SortedMap;

/** Rows as JSON objects on one line: {@code id} first, then the properties sorted by name; reserved ones are not shown. */
public final class RowText {
    private RowText() {}

    public static String of(Entity row) {
        return of(row.id(), row.values());
    }

    static String of(EntityId id, SortedMap<String, Value> properties) {
        StringBuilder out = new StringBuilder(64 + 32 * properties.size());
        out.append("{\"id\":\"").append(id).append('"');
        for (Map.Entry<String, Value> property : properties.entrySet()) {
            if (!Names.isReserved(property.getKey())) {
                out.append(',').append(quote(property.getKey())).append(':');
                out.append(JsonText.print(property.getValue()));
            }
        }
        return out.append('}').toString();
    }

    public static String quote(String text) {
        return JsonText.print(Value.of(text));
    }
}
