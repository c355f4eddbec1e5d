package ankurah.query;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.internal.Operands;
import ankurah.query.internal.Parser;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A condition that speaks of the row and of something beside it, which is given when it is used: {@code owner =
 * $principal.id}. What is given is named by paths whose first step begins with a dollar sign. Immutable.
 */
public final class Template {
    private final Predicate predicate;
    private final Set<Operand.Path> givens;

    private Template(Predicate predicate) {
        this.predicate = predicate;
        Set<Operand.Path> found = new LinkedHashSet<>();
        Operands.forEach(predicate, operand -> {
            if (isGiven(operand)) {
                found.add((Operand.Path) operand);
            }
        });
        this.givens = Set.copyOf(found);
    }

    /**
     * Reads a condition; the empty text is {@link Predicate#TRUE}.
     *
     * @throws AnkurahException.Invalid as {@link AnkQl#parsePredicate(String)}, and {@code query.unbound} for a parameter
     */
    public static Template parse(String text, QueryLimits limits) {
        Predicate predicate = Parser.predicate(text, limits, true);
        Operands.requireBound(predicate);
        return new Template(predicate);
    }

    /** What stands in the places of what is given. */
    @FunctionalInterface
    public interface Givens {
        /** A path of the row, or a value. */
        Operand operand(Operand.Path given);
    }

    /** The paths of what is given, as they are written, with the dollar sign. */
    public Set<Operand.Path> givens() {
        return givens;
    }

    /** The paths of the row. */
    public Set<Operand.Path> paths() {
        Set<Operand.Path> paths = new LinkedHashSet<>();
        Operands.forEach(predicate, operand -> {
            if (operand instanceof Operand.Path path && !isGiven(path)) {
                paths.add(path);
            }
        });
        return paths;
    }

    /** The condition about the row alone. A list that is given among the options of an IN stands for its items. */
    public Predicate bind(Givens given) {
        return bind(predicate, given);
    }

    private static Predicate bind(Predicate predicate, Givens given) {
        return switch (predicate) {
            case Predicate.And and -> new Predicate.And(bind(and.parts(), given));
            case Predicate.Or or -> new Predicate.Or(bind(or.parts(), given));
            case Predicate.Not not -> new Predicate.Not(bind(not.part(), given));
            case Predicate.In in -> in(in, given);
            default -> Operands.map(predicate, operand -> bind(operand, given));
        };
    }

    private static List<Predicate> bind(List<Predicate> parts, Givens given) {
        List<Predicate> bound = new ArrayList<>(parts.size());
        for (Predicate part : parts) {
            bound.add(bind(part, given));
        }
        return bound;
    }

    private static Predicate in(Predicate.In in, Givens given) {
        List<Operand> options = new ArrayList<>();
        for (Operand option : in.options()) {
            Operand bound = bind(option, given);
            if (isGiven(option)
                    && bound instanceof Operand.Literal literal
                    && literal.value() instanceof Value.List list) {
                list.items().forEach(item -> options.add(new Operand.Literal(item)));
            } else {
                options.add(bound);
            }
        }
        return new Predicate.In(bind(in.operand(), given), options);
    }

    private static Operand bind(Operand operand, Givens given) {
        return operand instanceof Operand.Path path && isGiven(path) ? given.operand(path) : operand;
    }

    private static boolean isGiven(Operand operand) {
        return operand instanceof Operand.Path path && path.property().startsWith("$");
    }
}
