package ankurah.core.model;

import ankurah.core.Entity;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.event.ValueText;
import java.util.Locale;

/** Stored values that a model cannot show. */
final class Unreadable {
    private static final String CODE = "model.unreadable";
    private static final int SHOWN = 60;

    private Unreadable() {}

    static AnkurahException of(Property<?> property, Entity entity, Value value) {
        return new AnkurahException.Conflict(CODE, where(property, entity) + " holds " + what(property, value));
    }

    static AnkurahException inside(Property<?> property, Entity entity, AnkurahException why) {
        return new AnkurahException.Conflict(CODE, where(property, entity) + ": " + why.getMessage(), why);
    }

    static AnkurahException missing(Property<?> property, Entity entity) {
        return new AnkurahException.Conflict(
                CODE,
                where(property, entity)
                        + " has no value, and its model gives it none: write @Default(\"...\") or @Nullable there");
    }

    static AnkurahException field(Property<?> field, Value json) {
        return new AnkurahException.Conflict(CODE, "the field '" + field.stored() + "' holds " + what(field, json));
    }

    static AnkurahException missingField(Property<?> field) {
        return new AnkurahException.Conflict(
                CODE, "the field '" + field.stored() + "' is missing, and its record does not mark it @Nullable");
    }

    private static String where(Property<?> property, Entity entity) {
        return "'" + property.stored() + "' of " + entity.collection() + " " + entity.id();
    }

    private static String what(Property<?> property, Value value) {
        String text = ValueText.print(value);
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return "the " + value.kind().name().toLowerCase(Locale.ROOT) + " " + shown + ", which is not "
                + property.type().description();
    }
}
