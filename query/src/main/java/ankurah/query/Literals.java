package ankurah.query;

import ankurah.event.Value;
import ankurah.event.ValueText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the values of rows and the literals of queries meet. */
public final class Literals {
    /** The kinds without a literal of their own in JSON: a text compared with one is read as one. */
    private static final List<Value.Kind> WRITTEN_AS_TEXT =
            List.of(Value.Kind.INSTANT, Value.Kind.DATE, Value.Kind.LOCAL_DATETIME, Value.Kind.UUID, Value.Kind.ID);

    private Literals() {}

    /**
     * The values a literal or bound parameter stands for, in value order: itself, and for a text each instant, date, local
     * datetime, uuid and id it can be read as. A property's value is compared with the candidate of its own kind; a value
     * without one differs in kind from the literal.
     */
    public static List<Value> candidates(Value literal) {
        Value value = compared(literal);
        if (!(value instanceof Value.Str text)) {
            return List.of(value);
        }
        List<Value> candidates = new ArrayList<>(2);
        candidates.add(value);
        if (canBeReadOtherwise(text.value())) {
            for (Value.Kind kind : WRITTEN_AS_TEXT) {
                @Nullable Value read = ValueText.read(kind, text.value());
                if (read != null) {
                    candidates.add(read);
                }
            }
        }
        return List.copyOf(candidates);
    }

    /** Spares most texts the attempts: all those kinds are written with a digit or sign in front, or as 52 or 36 characters. */
    private static boolean canBeReadOtherwise(String text) {
        if (text.isEmpty()) {
            return false;
        }
        char first = text.charAt(0);
        return first >= '0' && first <= '9'
                || first == '-'
                || first == '+'
                || text.length() == 36
                || text.length() == 52;
    }

    /**
     * What a stored value is in comparisons and orders: the scalar itself for a JSON document that is one (so JSON's null
     * is null), else the value. An index on a property holds this form.
     */
    public static Value compared(Value stored) {
        if (!(stored instanceof Value.Json json)) {
            return stored;
        }
        Value root = json.root();
        return root instanceof Value.Obj || root instanceof Value.List ? stored : root;
    }
}
