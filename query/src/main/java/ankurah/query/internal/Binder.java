package ankurah.query.internal;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.Operand;
import ankurah.query.Predicate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts values in the place of parameters. */
public final class Binder {
    private final Map<String, Value> values;

    private Binder(Map<String, Value> values) {
        this.values = values;
    }

    /** The parameters in the order in which they first stand in the predicate. */
    public static Set<String> parameters(Predicate predicate) {
        Set<String> names = new LinkedHashSet<>();
        Operands.forEach(predicate, operand -> {
            if (operand instanceof Operand.Parameter parameter) {
                names.add(parameter.name());
            }
        });
        return names;
    }

    public static Predicate bind(Predicate predicate, List<Value> positional) {
        Map<String, Value> values = new TreeMap<>();
        for (int i = 0; i < positional.size(); i++) {
            values.put(Integer.toString(i + 1), positional.get(i));
        }
        return bind(predicate, values, true);
    }

    public static Predicate bind(Predicate predicate, Map<String, Value> named) {
        return bind(predicate, named, false);
    }

    private static Predicate bind(Predicate predicate, Map<String, Value> values, boolean positional) {
        Set<String> names = parameters(predicate);
        for (String name : names) {
            if (Words.isNumber(name) != positional) {
                throw mixed(name, positional);
            }
            if (!values.containsKey(name)) {
                throw missing(name, names.size(), values.size());
            }
        }
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                throw superfluous(name, names, positional);
            }
        }
        return names.isEmpty() ? predicate : Operands.map(predicate, new Binder(values)::bind);
    }

    private static AnkurahException mixed(String name, boolean positional) {
        return new AnkurahException.Invalid(
                "query.parameters_mixed",
                positional
                        ? "the query names its parameter :" + name + "; bind it by name, not by position"
                        : "the query has ? number " + name + "; bind it by position, not by name");
    }

    private static AnkurahException missing(String name, int wanted, int given) {
        String what = Words.isNumber(name) ? "? number " + name : ":" + name;
        return new AnkurahException.Invalid(
                "query.parameter_missing",
                "no value for the parameter " + what + " (the query has " + wanted + ", given were " + given + ")");
    }

    private static AnkurahException superfluous(String name, Set<String> names, boolean positional) {
        String what = positional ? "value number " + name : "the value for :" + name;
        return new AnkurahException.Invalid(
                "query.parameter_superfluous",
                what + " has no parameter in the query, whose parameters are " + (names.isEmpty() ? "none" : names));
    }

    private Operand bind(Operand operand) {
        @Nullable Value value = operand instanceof Operand.Parameter parameter ? values.get(parameter.name()) : null;
        return value == null ? operand : new Operand.Literal(value);
    }
}
