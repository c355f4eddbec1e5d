package ankurah.query.internal;

import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.query.Literals;
import ankurah.query.Operand;
import ankurah.query.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the value a path leads to; {@link Value#NULL} where it leads nowhere. */
public final class Paths {
    private static final int MAX_INDEX_DIGITS = 9;

    private Paths() {}

    public static Value read(Operand.Path path, Row row) {
        List<String> steps = path.steps();
        Value value = property(steps.get(0), row);
        Row at = row;
        for (int i = 1; i < steps.size() && !value.isNull(); i++) {
            if (value instanceof Value.Id reference) {
                @Nullable Row target = at.follow(reference.value());
                if (target == null) {
                    return Value.NULL;
                }
                at = target;
                value = property(steps.get(i), at);
            } else if (value instanceof Value.Json json) {
                return inJson(json.root(), steps, i);
            } else {
                value = Literals.compared(item(value, steps.get(i)));
            }
        }
        return value;
    }

    public static Value property(String name, Row row) {
        return name.equals(Names.ID) ? new Value.Id(row.id()) : Literals.compared(row.get(name));
    }

    private static Value inJson(Value root, List<String> steps, int from) {
        Value node = root;
        for (int i = from; i < steps.size(); i++) {
            node = node instanceof Value.Obj object
                    ? object.fields().getOrDefault(steps.get(i), Value.NULL)
                    : item(node, steps.get(i));
        }
        return node instanceof Value.Obj || node instanceof Value.List ? new Value.Json(node) : node;
    }

    private static Value item(Value value, String step) {
        if (!(value instanceof Value.List list)) {
            return Value.NULL;
        }
        int index = index(step);
        return index >= 0 && index < list.items().size() ? list.items().get(index) : Value.NULL;
    }

    /** The index a step writes without leading zeros; -1 for any other step. */
    private static int index(String step) {
        if (!Words.isNumber(step) || step.length() > MAX_INDEX_DIGITS || step.length() > 1 && step.charAt(0) == '0') {
            return -1;
        }
        int index = 0;
        for (int i = 0; i < step.length(); i++) {
            index = index * 10 + (step.charAt(i) - '0');
        }
        return index;
    }
}
