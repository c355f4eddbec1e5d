package ankurah.query;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.event.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row in memory that knows the rows it refers to. */
public record MapRow(EntityId id, Map<String, Value> values, Map<EntityId, Row> others) implements Row {

    public static EntityId id(long number) {
        return new EntityId(EventId.of(number, Hash256.ZERO));
    }

    public static MapRow of(long id, Object... namesAndValues) {
        Map<String, Value> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], value(namesAndValues[i + 1]));
        }
        return new MapRow(id(id), values, Map.of());
    }

    private static Value value(Object value) {
        return switch (value) {
            case Value given -> given;
            case Integer number -> Value.of(number.longValue());
            case Long number -> Value.of(number);
            case Double number -> Value.of(number);
            case Boolean bool -> Value.of(bool);
            case String text -> Value.of(text);
            default -> throw new IllegalArgumentException("no value: " + value);
        };
    }

    public MapRow knowing(Row... rows) {
        Map<EntityId, Row> known = new LinkedHashMap<>();
        for (Row row : rows) {
            known.put(row.id(), row);
        }
        return new MapRow(id, values, known);
    }

    @Override
    public Value get(String property) {
        return values.getOrDefault(property, Value.NULL);
    }

    @Override
    public @Nullable Row follow(EntityId target) {
        return others.get(target);
    }
}
