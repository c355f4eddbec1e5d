package ankurah.core.model;

import ankurah.core.Groups;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.Field;
import ankurah.query.IntegerField;
import ankurah.query.JsonField;
import ankurah.query.NumberField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By what rows are grouped: a field, whose values are those of the property or, for numbers and JSON, wider. */
record GroupKey<K>(Field<K> field, Property<?> property) {

    /** @throws AnkurahException.Invalid {@code model.group} for a field that is not of the row itself */
    static <K> GroupKey<K> of(Field<K> field, ModelDescriptor model) {
        List<String> steps = field.path().steps();
        Property<?> property = steps.size() == 1 ? model.stored(steps.get(0)) : null;
        if (property == null) {
            throw new AnkurahException.Invalid(
                    "model.group",
                    String.join(".", steps)
                            + " is not a property of the rows themselves; map the rows and group there");
        }
        return new GroupKey<>(field, property);
    }

    String stored() {
        return property.stored();
    }

    Value encode(@Nullable K key) {
        return key == null ? Value.NULL : field.encode(key);
    }

    @Nullable
    K decode(Groups.Group group) {
        Value value = group.key();
        if (value.isNull()) {
            return null;
        }
        Object decoded = switch (field) {
            case IntegerField integers -> Numbers.asLong(value);
            case NumberField numbers -> Numbers.asDouble(value);
            case JsonField documents -> Types.JSON.decode(value);
            default -> property.type().decode(value);
        };
        if (decoded == null) {
            throw Unreadable.of(property, group.rows().get(0), value);
        }
        @SuppressWarnings("unchecked") // Generated fields have the type of their property, but for those above.
        K key = (K) decoded;
        return key;
    }
}
