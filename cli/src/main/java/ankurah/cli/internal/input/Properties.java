package ankurah.cli.internal.input;

import ankurah.cli.internal.Failure;
import ankurah.event.AnkurahException;
import ankurah.event.Names;
import ankurah.event.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Makes the fields of a row properties: renamed, typed, and with names that may be stored. */
final class Properties {
    private static final int MAX_REMEMBERED = 10_000;

    private final Place place;
    private final Renaming renaming;
    private final Typing typing;
    private final Set<String> usable = new HashSet<>();

    Properties(Place place, Renaming renaming, Typing typing) {
        this.place = place;
        this.renaming = renaming;
        this.typing = typing;
    }

    Map<String, Value> of(SourceRow row) {
        Map<String, Value> properties =
                LinkedHashMap.newLinkedHashMap(row.fields().size());
        for (Map.Entry<String, Value> field : row.fields().entrySet()) {
            String property = renaming.property(field.getKey());
            if (!usable.contains(property)) {
                requireUsable(row.line(), property);
            }
            if (properties.put(property, value(row.line(), field)) != null) {
                throw place.wrong(row.line(), "two fields become '" + property + "'");
            }
        }
        return properties;
    }

    private Value value(long line, Map.Entry<String, Value> field) {
        try {
            return typing.ofJson(field.getKey(), field.getValue());
        } catch (Typing.Unreadable | AnkurahException.Invalid unfit) {
            throw place.wrong(line, "field '" + field.getKey() + "': " + unfit.getMessage());
        }
    }

    private void requireUsable(long line, String property) {
        try {
            Names.requireUsable(property, "property");
        } catch (AnkurahException.Invalid unusable) {
            throw unusable(line, property, unusable);
        }
        if (usable.size() < MAX_REMEMBERED) {
            usable.add(property);
        }
    }

    private Failure unusable(long line, String property, AnkurahException unusable) {
        if (!Names.isReserved(property) || !renaming.isOffered()) {
            return place.wrong(line, String.valueOf(unusable.getMessage()));
        }
        String other = property.equals(Names.ID) ? "sourceId" : "source" + property;
        return place.wrong(
                line,
                "the field '" + property + "' is reserved; give it another name with --rename " + property + ":"
                        + other);
    }
}
