package ankurah.processor.internal;

import ankurah.event.Value;
import ankurah.event.ValueText;
import org.jspecify.annotations.Nullable;

/** Whether a default fits its type. */
final class Defaults {
    private Defaults() {}

    /** What is wrong with it, and what to write; null if nothing is. */
    static @Nullable String fault(TypeSpec type, boolean nullable, String text) {
        if (nullable) {
            return "with a default the property is never null: take @Nullable or @Default away";
        }
        return switch (type) {
            case TypeSpec.Reference reference -> "a reference has no default: write @Nullable";
            case TypeSpec.Nested nested -> "a record inside of a model has no default: write @Nullable";
            case TypeSpec.Items items ->
                text.equals("[]") ? null : "the default of a list is the empty one: @Default(\"[]\")";
            case TypeSpec.Constants constants ->
                constants.constants().contains(text)
                        ? null
                        : "'" + text + "' is no constant of " + constants.name().name() + ": write one of "
                                + String.join(", ", constants.constants());
            case TypeSpec.Plain plain -> fault(plain.type(), text);
            case TypeSpec.Count count -> "a counter begins at 0 by itself: take @Default away";
            case TypeSpec.Prose prose -> "a text begins empty by itself: take @Default away";
            case TypeSpec.Document document -> "a document begins empty by itself: take @Default away";
            case TypeSpec.Members members -> "a set begins empty by itself: take @Default away";
        };
    }

    private static @Nullable String fault(PlainType type, String text) {
        if (type == PlainType.ID) {
            return "an id has no default: write @Nullable";
        }
        Value value = ValueText.read(type.kind(), text);
        if (value == null || type == PlainType.INT && isBeyondInt(value)) {
            return "'" + text + "' is not " + expected(type);
        }
        return null;
    }

    private static boolean isBeyondInt(Value value) {
        return value instanceof Value.Int number && number.value() != (int) number.value();
    }

    private static String expected(PlainType type) {
        return switch (type) {
            case BOOL -> "a boolean: write true or false";
            case INT -> "an int, such as 0";
            case LONG -> "a long, such as 0";
            case DOUBLE -> "a double, such as 0.5";
            case STRING -> "a text that can be stored";
            case DECIMAL -> "a decimal, such as 1.50";
            case BYTES -> "base64";
            case INSTANT -> "an instant, such as 2020-01-31T10:00:00Z";
            case DATE -> "a date, such as 2020-01-31";
            case LOCAL_DATETIME -> "a date and time, such as 2020-01-31T10:00:00";
            case UUID -> "a UUID, such as 123e4567-e89b-12d3-a456-426614174000";
            case ID -> "an id";
            case JSON -> "JSON, such as {}";
        };
    }
}
