package ankurah.query.internal;

import ankurah.event.Value;
import org.jspecify.annotations.Nullable;

/** The words before the text of a value whose kind has no literal of its own. */
final class LiteralWords {
    private LiteralWords() {}

    static Value.@Nullable Kind kind(String word) {
        return switch (AsciiCase.upper(word)) {
            case "FLOAT" -> Value.Kind.FLOAT;
            case "BYTES" -> Value.Kind.BYTES;
            case "INSTANT" -> Value.Kind.INSTANT;
            case "DATE" -> Value.Kind.DATE;
            case "DATETIME" -> Value.Kind.LOCAL_DATETIME;
            case "UUID" -> Value.Kind.UUID;
            case "ID" -> Value.Kind.ID;
            case "JSON" -> Value.Kind.JSON;
            default -> null;
        };
    }

    static String word(Value.Kind kind) {
        return switch (kind) {
            case FLOAT -> "float";
            case BYTES -> "bytes";
            case INSTANT -> "instant";
            case DATE -> "date";
            case LOCAL_DATETIME -> "datetime";
            case UUID -> "uuid";
            case ID -> "id";
            case JSON -> "json";
            default -> throw new IllegalArgumentException("no word for " + kind);
        };
    }

    static String example(Value.Kind kind) {
        return word(kind)
                + switch (kind) {
                    case FLOAT -> " '1.5e300' or float '-Infinity'";
                    case BYTES -> " 'AAEC', which is base64";
                    case INSTANT -> " '2020-01-31T10:00:00Z'";
                    case DATE -> " '2020-01-31'";
                    case LOCAL_DATETIME -> " '2020-01-31T10:00:00'";
                    case UUID -> " '123e4567-e89b-12d3-a456-426614174000'";
                    case ID -> " followed by its 52 characters in quotes";
                    default -> " '{\"a\": [1, 2]}'";
                };
    }
}
