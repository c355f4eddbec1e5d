package ankurah.query.internal;

import ankurah.event.Value;
import ankurah.event.internal.Lists;
import ankurah.query.Operand;
import ankurah.query.Predicate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a predicate says no more than what {@link Restrictor} derives from it: then a row fulfils it exactly when its
 * values lie in the intervals. As there, "TRUE" and "FALSE" are two questions and NOT exchanges them. Where one of several
 * conditions suffices, their intervals can be joined without loss only if all of them are about one path.
 */
public final class Exact {
    private Exact() {}

    public static boolean of(Predicate predicate) {
        return of(predicate, true);
    }

    private static boolean of(Predicate predicate, boolean wanted) {
        return switch (predicate) {
            case Predicate.Constant c -> true;
            case Predicate.Comparison c ->
                isPath(c.left()) && isLiteral(c.right()) || isLiteral(c.left()) && isPath(c.right());
            case Predicate.In in -> isPath(in.operand()) && Lists.all(in.options(), Exact::isLiteral);
            case Predicate.Between between ->
                isPath(between.operand()) && isLiteral(between.low()) && isLiteral(between.high());
            case Predicate.Like like -> wanted && isPrefix(like);
            case Predicate.IsNull isNull -> isPath(isNull.operand());
            case Predicate.And and -> join(and.parts(), wanted, wanted);
            case Predicate.Or or -> join(or.parts(), wanted, !wanted);
            case Predicate.Not not -> of(not.part(), !wanted);
        };
    }

    private static boolean join(List<Predicate> parts, boolean wanted, boolean all) {
        Set<Operand> paths = new HashSet<>();
        for (Predicate part : parts) {
            if (!of(part, wanted)) {
                return false;
            }
            if (!all) {
                Operands.forEach(part, operand -> {
                    if (isPath(operand)) {
                        paths.add(operand);
                    }
                });
            }
        }
        return paths.size() <= 1;
    }

    private static boolean isPrefix(Predicate.Like like) {
        return isPath(like.operand())
                && !like.ignoreCase()
                && like.pattern() instanceof Operand.Literal literal
                && literal.value() instanceof Value.Str pattern
                && LikePattern.of(pattern.value(), false).isPrefix();
    }

    private static boolean isPath(Operand operand) {
        return operand instanceof Operand.Path;
    }

    private static boolean isLiteral(Operand operand) {
        return operand instanceof Operand.Literal;
    }
}
