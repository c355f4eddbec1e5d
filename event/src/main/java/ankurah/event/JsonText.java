package ankurah.event;

import ankurah.event.internal.JsonParser;
import ankurah.event.internal.JsonPrinter;

/** Values and JSON text (RFC 8259). */
public final class JsonText {
    private JsonText() {}

    /**
     * Reads one JSON text as the root of a {@link Value.Json}: {@link Value.Null}, {@link Value.Bool},
     * {@link Value.Int}, {@link Value.Decimal}, {@link Value.Str}, {@link Value.List} or {@link Value.Obj}.
     *
     * <p>Numbers are exact: a number without fraction and exponent that fits in 64 bits is an int, any other a decimal.
     *
     * @throws AnkurahException.Invalid {@code json.malformed}, with line and column, for anything that is not JSON,
     *     for a field named twice, nesting beyond {@link Value#MAX_DEPTH}, a number beyond the limits of decimals, or a
     *     text with U+0000 or half a surrogate pair
     */
    public static Value parse(String text) {
        return JsonParser.parse(text);
    }

    /**
     * Any value as JSON text on one line. Bool, null, int, string, list and JSON are themselves; a float is a number
     * with the shortest digits that read back as the same double (infinities are the strings {@code "Infinity"} and
     * {@code "-Infinity"}); a decimal is a number with a point or an exponent, or beyond 64 bits; every other kind is
     * its {@link ValueText} as a string.
     *
     * <p>{@code parse(print(json))} equals the JSON's root; the other kinds are for display.
     */
    public static String print(Value value) {
        return JsonPrinter.print(value);
    }
}
