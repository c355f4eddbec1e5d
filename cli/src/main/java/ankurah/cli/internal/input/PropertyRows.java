package ankurah.cli.internal.input;

import ankurah.cli.internal.Failure;
import ankurah.event.AnkurahException;
import ankurah.event.Names;
import ankurah.event.Value;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows whose fields have become properties: renamed, typed, and with names that may be stored. */
final class PropertyRows implements RowReader {
    private static final int MAX_REMEMBERED = 10_000;

    private final RowReader rows;
    private final Place place;
    private final Renaming renaming;
    private final Typing typing;
    private final Set<String> usable = new HashSet<>();

    PropertyRows(RowReader rows, Place place, Renaming renaming, Typing typing) {
        this.rows = rows;
        this.place = place;
        this.renaming = renaming;
        this.typing = typing;
    }

    @Override
    public @Nullable SourceRow next() throws IOException {
        SourceRow row = rows.next();
        if (row == null) {
            return null;
        }
        Map<String, Value> properties = LinkedHashMap.newLinkedHashMap(row.fields().size());
        for (Map.Entry<String, Value> field : row.fields().entrySet()) {
            String property = renaming.property(field.getKey());
            requireUsable(row.line(), property);
            if (properties.put(property, value(row.line(), field)) != null) {
                throw place.wrong(row.line(), "two fields become '" + property + "'");
            }
        }
        return new SourceRow(row.line(), properties);
    }

    private Value value(long line, Map.Entry<String, Value> field) {
        try {
            return typing.ofJson(field.getKey(), field.getValue());
        } catch (Typing.Unreadable unreadable) {
            throw place.wrong(line, "field '" + field.getKey() + "': " + unreadable.getMessage());
        } catch (AnkurahException.Invalid invalid) {
            throw place.wrong(line, "field '" + field.getKey() + "': " + invalid.getMessage());
        }
    }

    private void requireUsable(long line, String property) {
        if (usable.contains(property)) {
            return;
        }
        try {
            Names.requireUsable(property, "property");
        } catch (AnkurahException.Invalid unusable) {
            throw reservedOr(line, property, unusable);
        }
        if (usable.size() < MAX_REMEMBERED) {
            usable.add(property);
        }
    }

    private Failure reservedOr(long line, String property, AnkurahException unusable) {
        if (!Names.isReserved(property)) {
            return place.wrong(line, String.valueOf(unusable.getMessage()));
        }
        String other = property.equals(Names.ID) ? "sourceId" : property.substring(1);
        return place.wrong(
                line,
                "the field '" + property + "' is reserved; give it another name with --rename " + property + ":" + other);
    }

    @Override
    public long position() {
        return rows.position();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
