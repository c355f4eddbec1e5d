package ankurah.cli.internal.input;

import ankurah.cli.internal.Failure;
import ankurah.cli.internal.Nearest;
import ankurah.event.Value;
import ankurah.event.Value.Kind;
import ankurah.event.ValueText;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What kind of value a field becomes: the one that {@code --types} names, or one that shows.
 *
 * <p>A CSV cell is a number only when the number, printed, is the cell again, so that {@code 007} and {@code 1.50} stay what
 * they are; {@code true} and {@code false} are bools; an empty cell is null. A JSON value is what it is; objects and arrays
 * become JSON values.
 */
public final class Typing {
    private static final Map<String, Kind> TYPES = types();
    private static final int LONGEST_NUMBER = 400;
    private static final int SHOWN_LENGTH = 40;

    /** A text that does not read as the type asked for. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /** Every value is what it shows itself to be. */
    public static final Typing SHOWN = new Typing(Map.of());

    private final Map<String, Kind> kinds;

    private Typing(Map<String, Kind> kinds) {
        this.kinds = kinds;
    }

    /** Reads {@code field:type,...}; null stands for no wishes. */
    public static Typing parse(@Nullable String text, Renaming renaming) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        for (String wish : text == null ? List.<String>of() : List.of(text.split(",", -1))) {
            int colon = wish.lastIndexOf(':');
            String type = wish.substring(colon + 1);
            Kind kind = TYPES.get(type);
            if (colon <= 0) {
                throw Failure.usage("--types is a list of field:type, and '" + wish + "' is not one");
            }
            if (kind == null) {
                throw Failure.usage("unknown type '" + type + "' in --types" + Nearest.hint(type, TYPES.keySet())
                        + " (there are: " + String.join(", ", TYPES.keySet()) + ")");
            }
            kinds.put(renaming.source(wish.substring(0, colon)), kind);
        }
        return new Typing(kinds);
    }

    /** Refuses wishes for columns that a file does not have. */
    void requireKnown(Collection<String> columns) {
        for (String field : kinds.keySet()) {
            if (!columns.contains(field)) {
                throw Failure.failed(
                        "--types names '" + field + "', which is no column of the file" + Nearest.hint(field, columns));
            }
        }
    }

    Value ofCell(String column, @Nullable String cell) throws Unreadable {
        if (cell == null) {
            return Value.NULL;
        }
        Kind kind = kinds.get(column);
        if (kind == null) {
            return shown(cell);
        }
        return cell.isEmpty() && kind != Kind.STRING ? Value.NULL : read(kind, cell);
    }

    /** @param value as {@link ankurah.event.JsonText} reads it */
    Value ofJson(String field, Value value) throws Unreadable {
        boolean nested = value instanceof Value.Obj || value instanceof Value.List;
        Kind kind = value.isNull() ? null : kinds.get(field);
        if (kind == null ? !nested : kind == value.kind()) {
            return value;
        }
        if (kind == null || kind == Kind.JSON) {
            return new Value.Json(value);
        }
        if (nested) {
            throw new Unreadable((value instanceof Value.Obj ? "an object" : "an array") + " is no " + name(kind));
        }
        return read(kind, ValueText.print(value));
    }

    private static Value read(Kind kind, String text) throws Unreadable {
        Value value = ValueText.read(kind, text);
        if (value == null) {
            String start = text.length() > SHOWN_LENGTH ? text.substring(0, SHOWN_LENGTH) + "..." : text;
            throw new Unreadable("'" + start + "' is no " + name(kind));
        }
        return value;
    }

    private static String name(Kind kind) {
        for (Map.Entry<String, Kind> type : TYPES.entrySet()) {
            if (type.getValue() == kind) {
                return type.getKey();
            }
        }
        throw new IllegalArgumentException(kind.name());
    }

    private static Value shown(String cell) throws Unreadable {
        if (cell.equals("true") || cell.equals("false")) {
            return Value.of(cell.equals("true"));
        }
        Value number = isCanonicalNumber(cell) ? number(cell) : null;
        return number == null ? read(Kind.STRING, cell) : number;
    }

    private static @Nullable Value number(String cell) {
        Value whole = cell.indexOf('.') < 0 ? ValueText.read(Kind.INT, cell) : null;
        return whole == null ? ValueText.read(Kind.DECIMAL, cell) : whole;
    }

    /** Digits without a leading zero, perhaps a minus before them, perhaps a fraction without a trailing zero; no -0. */
    private static boolean isCanonicalNumber(String cell) {
        int first = cell.startsWith("-") ? 1 : 0;
        int end = cell.length();
        int at = digits(cell, first);
        if (at == first || end > LONGEST_NUMBER || cell.charAt(first) == '0' && at > first + 1) {
            return false;
        }
        if (at == end) {
            return first == 0 || cell.charAt(1) != '0';
        }
        return cell.charAt(at) == '.' && at + 1 < end && digits(cell, at + 1) == end && cell.charAt(end - 1) != '0';
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static Map<String, Kind> types() {
        Map<String, Kind> types = new LinkedHashMap<>();
        types.put("string", Kind.STRING);
        types.put("int", Kind.INT);
        types.put("float", Kind.FLOAT);
        types.put("decimal", Kind.DECIMAL);
        types.put("bool", Kind.BOOL);
        types.put("instant", Kind.INSTANT);
        types.put("date", Kind.DATE);
        types.put("datetime", Kind.LOCAL_DATETIME);
        types.put("uuid", Kind.UUID);
        types.put("id", Kind.ID);
        types.put("json", Kind.JSON);
        types.put("bytes", Kind.BYTES);
        return Collections.unmodifiableMap(types);
    }
}
