package ankurah.event;

import ankurah.event.internal.Decimals;
import ankurah.event.internal.Doubles;
import ankurah.event.internal.IsoText;
import ankurah.event.internal.JsonParser;
import ankurah.event.internal.JsonPrinter;
import ankurah.event.internal.UuidText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text a person sees and types for a value. The text alone does not tell the kind, so reading names it.
 *
 * <table>
 * <caption>The text of each kind</caption>
 * <tr><td>null, bool</td><td>{@code null}, {@code true}, {@code false}</td></tr>
 * <tr><td>int</td><td>{@code -12}</td></tr>
 * <tr><td>float</td><td>the shortest digits that read back: {@code 0.1}, {@code 1.5E300}, {@code Infinity}</td></tr>
 * <tr><td>decimal</td><td>plain digits: {@code 0.00001}; an exponent is read too</td></tr>
 * <tr><td>string</td><td>itself</td></tr>
 * <tr><td>bytes</td><td>base64 with padding</td></tr>
 * <tr><td>instant</td><td>{@code 2020-01-31T10:00:00.25Z}; an offset such as {@code +02:00} is read too</td></tr>
 * <tr><td>date</td><td>{@code 2020-01-31}, {@code -0044-03-15}, {@code +12020-01-01}</td></tr>
 * <tr><td>local datetime</td><td>{@code 2020-01-31T10:00:00.000001}</td></tr>
 * <tr><td>uuid</td><td>{@code 123e4567-e89b-12d3-a456-426614174000}, read in either case</td></tr>
 * <tr><td>id</td><td>52 characters of base32, read in either case</td></tr>
 * <tr><td>json, list</td><td>JSON text, see {@link JsonText}</td></tr>
 * </table>
 */
public final class ValueText {
    private ValueText() {}

    public static String print(Value value) {
        return switch (value) {
            case Value.Null n -> "null";
            case Value.Bool b -> b.value() ? "true" : "false";
            case Value.Int i -> Long.toString(i.value());
            case Value.Float f -> Doubles.print(f.value());
            case Value.Decimal d -> d.value().toPlainString();
            case Value.Str s -> s.value();
            case Value.Bytes b -> Base64.getEncoder().encodeToString(b.shared());
            case Value.Instant i -> IsoText.instant(i.micros());
            case Value.Date d -> IsoText.date(d.epochDay());
            case Value.LocalDateTime l -> IsoText.localDateTime(l.micros());
            case Value.Uuid u -> UuidText.print(u.high(), u.low());
            case Value.Id id -> id.value().toString();
            case Value.Json json -> JsonPrinter.print(json);
            case Value.List list -> JsonPrinter.print(list);
            case Value.Obj object -> JsonPrinter.print(object);
        };
    }

    /**
     * Reads a text as a value of one kind; null when it is not one. A list's items come back as JSON has them (dates as
     * strings, floats as decimals), its objects as {@link Value.Json}.
     */
    public static @Nullable Value read(Value.Kind kind, String text) {
        try {
            return switch (kind) {
                case NULL -> text.equals("null") ? Value.NULL : null;
                case BOOL -> bool(text);
                case INT -> integer(text);
                case FLOAT -> floating(text);
                case DECIMAL -> decimal(text);
                case STRING -> new Value.Str(text);
                case BYTES -> bytes(text);
                case INSTANT -> IsoText.readInstant(text);
                case DATE -> IsoText.readDate(text);
                case LOCAL_DATETIME -> IsoText.readLocalDateTime(text);
                case UUID -> UuidText.read(text);
                case ID -> new Value.Id(EntityId.parse(text));
                case JSON -> new Value.Json(JsonParser.parse(text));
                case LIST -> JsonParser.parse(text) instanceof Value.List list ? list(list) : null;
                case OBJECT -> JsonParser.parse(text) instanceof Value.Obj object ? object : null;
            };
        } catch (AnkurahException.Invalid unreadable) {
            return null;
        }
    }

    private static @Nullable Value bool(String text) {
        return switch (text) {
            case "true" -> Value.TRUE;
            case "false" -> Value.FALSE;
            default -> null;
        };
    }

    private static @Nullable Value integer(String text) {
        BigDecimal number =
                text.length() > 20 || !isDigits(text, text.startsWith("-") ? 1 : 0) ? null : new BigDecimal(text);
        return number == null
                        || number.precision() > 19
                        || number.toBigInteger().bitLength() > 63
                ? null
                : new Value.Int(number.longValue());
    }

    private static boolean isDigits(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return from < text.length();
    }

    private static @Nullable Value floating(String text) {
        return switch (text) {
            case "Infinity" -> new Value.Float(Double.POSITIVE_INFINITY);
            case "-Infinity" -> new Value.Float(Double.NEGATIVE_INFINITY);
            default -> {
                BigDecimal exact = Decimals.read(text);
                double nearest = exact == null ? Double.NaN : Doubles.nearest(exact);
                yield Double.isFinite(nearest) ? new Value.Float(nearest) : null;
            }
        };
    }

    private static @Nullable Value decimal(String text) {
        BigDecimal exact = Decimals.read(text);
        return exact == null ? null : new Value.Decimal(exact);
    }

    private static @Nullable Value bytes(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            // The decoder lets missing padding and stray bits pass.
            return Base64.getEncoder().encodeToString(bytes).equals(text) ? new Value.Bytes(bytes) : null;
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    private static Value list(Value.List json) {
        List<Value> items = new ArrayList<>(json.items().size());
        for (Value item : json.items()) {
            items.add(
                    switch (item) {
                        case Value.List inner -> list(inner);
                        case Value.Obj object -> new Value.Json(object);
                        default -> item;
                    });
        }
        return new Value.List(items);
    }
}
