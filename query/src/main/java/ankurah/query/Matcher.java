package ankurah.query;

import ankurah.event.AnkurahException;
import ankurah.query.internal.Compiler;
import ankurah.query.internal.Operands;
import ankurah.query.internal.Test;
import java.util.LinkedHashSet;
import java.util.Set;

/** A predicate made ready for many rows. It says of every row what {@link Evaluator} says. Safe for many threads. */
public final class Matcher {
    private final Predicate predicate;
    private final Test test;
    private final Set<Operand.Path> paths;

    private Matcher(Predicate predicate, Test test, Set<Operand.Path> paths) {
        this.predicate = predicate;
        this.test = test;
        this.paths = paths;
    }

    /**
     * Makes a predicate ready.
     *
     * @throws AnkurahException.Invalid {@code query.unbound} when a parameter has no value
     */
    public static Matcher compile(Predicate bound) {
        Operands.requireBound(bound);
        Set<Operand.Path> paths = new LinkedHashSet<>();
        Operands.forEach(bound, operand -> {
            if (operand instanceof Operand.Path path) {
                paths.add(path);
            }
        });
        return new Matcher(bound, Compiler.compile(bound), Set.copyOf(paths));
    }

    public Predicate predicate() {
        return predicate;
    }

    /** Whether the predicate is true of the row; false and unknown are both no. */
    public boolean matches(Row row) {
        return test.test(row);
    }

    /** The paths the predicate reads. A row in which all their properties are unchanged matches as before. */
    public Set<Operand.Path> paths() {
        return paths;
    }

    /** The properties of the row itself that the predicate reads. */
    public Set<String> properties() {
        Set<String> properties = new LinkedHashSet<>();
        for (Operand.Path path : paths) {
            properties.add(path.property());
        }
        return properties;
    }

    /** Whether a path goes on behind its property, so that it may lead through a reference into another row. */
    public boolean followsRefs() {
        for (Operand.Path path : paths) {
            if (!path.isProperty()) {
                return true;
            }
        }
        return false;
    }
}
