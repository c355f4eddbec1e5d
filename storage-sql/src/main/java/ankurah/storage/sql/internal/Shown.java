package ankurah.storage.sql.internal;

import ankurah.event.JsonText;
import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What people see who look at the tables with SQL: a row's values as JSON beside its encoded state, and for each collection
 * a view with a column for each property. Nothing is ever read back from here. Only labels of ours are in a view's text.
 */
final class Shown {
    /** Longer texts, bytes, lists and JSON are shown by their beginning. */
    private static final int MOST_CHARACTERS = 1_000;

    private Shown() {}

    static String data(EntityState state, Stored stored) {
        StringBuilder json = new StringBuilder("{\"_id\":\"").append(state.id()).append('"');
        for (Map.Entry<String, PropertyState> entry : state.properties().entrySet()) {
            Stored.Property shown = stored.properties().get(entry.getKey());
            if (shown != null) {
                json.append(",\"").append(shown.label()).append("\":");
                json.append(cut(entry.getValue().value()));
            }
        }
        return json.append('}').toString();
    }

    private static String cut(Value value) {
        if (value instanceof Value.Str text && text.value().length() > MOST_CHARACTERS) {
            return JsonText.print(Value.of(beginning(text.value())));
        }
        String json = JsonText.print(value);
        return json.length() > 2 * MOST_CHARACTERS ? JsonText.print(Value.of(beginning(json))) : json;
    }

    private static String beginning(String text) {
        boolean splits = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1));
        return text.substring(0, splits ? MOST_CHARACTERS - 1 : MOST_CHARACTERS) + "...";
    }

    /** Whether people see a property by itself. */
    static boolean isShown(String property) {
        return !Names.isReserved(property);
    }

    static List<String> view(Stored stored, Dialect dialect) {
        List<Stored.Property> properties = new ArrayList<>(stored.properties().values());
        properties.sort(Comparator.comparingInt(Stored.Property::number));
        StringBuilder selection = new StringBuilder("SELECT ")
                .append(dialect.shown("_id", "STRING"))
                .append(" AS \"_id\", data AS \"_data\"");
        for (Stored.Property property : properties) {
            selection
                    .append(", ")
                    .append(dialect.shown(property.label(), property.kind()))
                    .append(" AS \"")
                    .append(property.label())
                    .append('"');
        }
        selection.append(" FROM ").append(stored.table()).append(" WHERE ").append(dialect.notDeleted());
        return dialect.view(dialect.table(stored.view()), selection.toString());
    }
}
