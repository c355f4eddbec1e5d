package ankurah.query.internal;

import ankurah.event.Value;
import ankurah.event.ValueText;

/** Writes values as the parser reads them, each in its own kind. */
final class LiteralPrinter {
    private LiteralPrinter() {}

    static void print(Value value, StringBuilder out) {
        switch (value) {
            case Value.Null n -> out.append("NULL");
            case Value.Bool bool -> out.append(bool.value() ? "TRUE" : "FALSE");
            case Value.Int number -> out.append(number.value());
            case Value.Decimal number -> decimal(ValueText.print(number), out);
            case Value.Float number -> floating(number, out);
            case Value.Str text -> quote(text.value(), '\'', out);
            case Value.List list -> list(list, out);
            default -> {
                out.append(LiteralWords.word(value.kind())).append(' ');
                quote(ValueText.print(value), '\'', out);
            }
        }
    }

    /** With a point, or it would be read as an int. */
    private static void decimal(String digits, StringBuilder out) {
        out.append(digits).append(digits.indexOf('.') < 0 ? ".0" : "");
    }

    /** With an exponent, or it would be read as a decimal. */
    private static void floating(Value.Float number, StringBuilder out) {
        String digits = ValueText.print(number);
        if (Double.isInfinite(number.value())) {
            out.append("float '").append(digits).append('\'');
        } else {
            out.append(digits).append(digits.indexOf('E') < 0 ? "E0" : "");
        }
    }

    private static void list(Value.List list, StringBuilder out) {
        out.append("list (");
        String separator = "";
        for (Value item : list.items()) {
            out.append(separator);
            print(item, out);
            separator = ", ";
        }
        out.append(')');
    }

    static void quote(String text, char quote, StringBuilder out) {
        out.append(quote);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c);
            if (c == quote) {
                out.append(c);
            }
        }
        out.append(quote);
    }
}
