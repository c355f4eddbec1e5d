package ankurah.query;

import java.util.ArrayList;
import java.util.List;

/** Puts odd names and parameters into a predicate. */
final class Renamer {
    private final Maker maker;
    private final String parameters;

    /** With parameters of the sort {@code ?} or {@code :}, or none. */
    Renamer(Maker maker, String parameters) {
        this.maker = maker;
        this.parameters = parameters;
    }

    Predicate rename(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Constant c -> c;
            case Predicate.Comparison c -> new Predicate.Comparison(rename(c.left()), c.operator(), rename(c.right()));
            case Predicate.In in -> new Predicate.In(rename(in.operand()), renameOperands(in.options()));
            case Predicate.Between b -> new Predicate.Between(rename(b.operand()), rename(b.low()), rename(b.high()));
            case Predicate.Like l -> new Predicate.Like(rename(l.operand()), rename(l.pattern()), l.ignoreCase());
            case Predicate.IsNull n -> new Predicate.IsNull(rename(n.operand()));
            case Predicate.And and -> new Predicate.And(renameAll(and.parts()));
            case Predicate.Or or -> new Predicate.Or(renameAll(or.parts()));
            case Predicate.Not not -> new Predicate.Not(rename(not.part()));
        };
    }

    private List<Predicate> renameAll(List<Predicate> parts) {
        return parts.stream().map(this::rename).toList();
    }

    private List<Operand> renameOperands(List<Operand> operands) {
        return operands.stream().map(this::rename).toList();
    }

    private Operand rename(Operand operand) {
        if (!parameters.isEmpty() && maker.chance(30)) {
            return new Operand.Parameter(
                    parameters.equals("?")
                            ? Integer.toString(1 + maker.upTo(5))
                            : maker.oneOf(List.of("since", "x", "größe", "order", "_")));
        }
        if (operand instanceof Operand.Path path && maker.chance(50)) {
            List<String> steps = new ArrayList<>();
            for (String step : path.steps()) {
                steps.add(maker.chance(50) ? maker.oddName() : step);
            }
            return new Operand.Path(steps);
        }
        return operand;
    }
}
