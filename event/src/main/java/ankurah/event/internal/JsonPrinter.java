package ankurah.event.internal;

import ankurah.event.Value;
import ankurah.event.ValueText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Values as one-line JSON text. */
public final class JsonPrinter {
    /** More zeros than this in front of the point are written as an exponent. */
    private static final int MAX_ZEROS = 20;

    private JsonPrinter() {}

    public static String print(Value value) {
        StringBuilder out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    private static void append(StringBuilder out, Value value) {
        switch (value) {
            case Value.Null n -> out.append("null");
            case Value.Bool b -> out.append(b.value());
            case Value.Int i -> out.append(i.value());
            case Value.Float f -> appendFloat(out, f.value());
            case Value.Decimal d -> out.append(decimal(d.value()));
            case Value.Str s -> appendString(out, s.value());
            case Value.Json json -> append(out, json.root());
            case Value.List list -> appendList(out, list.items());
            case Value.Obj object -> appendObject(out, object.fields());
            case Value.Bytes b -> appendString(out, ValueText.print(b));
            case Value.Instant i -> appendString(out, ValueText.print(i));
            case Value.Date d -> appendString(out, ValueText.print(d));
            case Value.LocalDateTime l -> appendString(out, ValueText.print(l));
            case Value.Uuid u -> appendString(out, ValueText.print(u));
            case Value.Id id -> appendString(out, ValueText.print(id));
        }
    }

    private static void appendFloat(StringBuilder out, double value) {
        if (Double.isInfinite(value)) {
            appendString(out, Doubles.print(value));
        } else {
            out.append(Doubles.print(value));
        }
    }

    /** With a point or an exponent, or beyond 64 bits, so that it is not read back as an int. */
    private static String decimal(BigDecimal value) {
        if (value.scale() > 0 || value.scale() < -MAX_ZEROS) {
            return value.toString();
        }
        String digits = value.toPlainString();
        return value.toBigInteger().bitLength() > 63 ? digits : digits + ".0";
    }

    private static void appendList(StringBuilder out, List<Value> items) {
        out.append('[');
        String separator = "";
        for (Value item : items) {
            out.append(separator);
            append(out, item);
            separator = ",";
        }
        out.append(']');
    }

    private static void appendObject(StringBuilder out, Map<String, Value> fields) {
        out.append('{');
        String separator = "";
        for (Map.Entry<String, Value> field : fields.entrySet()) {
            out.append(separator);
            appendString(out, field.getKey());
            out.append(':');
            append(out, field.getValue());
            separator = ",";
        }
        out.append('}');
    }

    static void appendString(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    // The two separators end a line in some readers, and this text is one line.
                    if (c < 0x20 || c >= 0x7f && c < 0xa0 || c == '\u2028' || c == '\u2029') {
                        out.append("\\u").append(Hex.encode(new byte[] {(byte) (c >> 8), (byte) c}));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
