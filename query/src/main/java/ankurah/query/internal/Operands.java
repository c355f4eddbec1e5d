package ankurah.query.internal;

import ankurah.event.AnkurahException;
import ankurah.query.Operand;
import ankurah.query.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Walks the operands of a predicate from left to right, or puts others in their place. */
public final class Operands {
    private Operands() {}

    public static void forEach(Predicate predicate, Consumer<Operand> visitor) {
        switch (predicate) {
            case Predicate.Constant constant -> {}
            case Predicate.Comparison comparison -> {
                visitor.accept(comparison.left());
                visitor.accept(comparison.right());
            }
            case Predicate.In in -> {
                visitor.accept(in.operand());
                in.options().forEach(visitor);
            }
            case Predicate.Between between -> {
                visitor.accept(between.operand());
                visitor.accept(between.low());
                visitor.accept(between.high());
            }
            case Predicate.Like like -> {
                visitor.accept(like.operand());
                visitor.accept(like.pattern());
            }
            case Predicate.IsNull isNull -> visitor.accept(isNull.operand());
            case Predicate.And and -> forEach(and.parts(), visitor);
            case Predicate.Or or -> forEach(or.parts(), visitor);
            case Predicate.Not not -> forEach(not.part(), visitor);
        }
    }

    /** The predicate with another operand in the place of each. */
    public static Predicate map(Predicate predicate, UnaryOperator<Operand> mapping) {
        return switch (predicate) {
            case Predicate.Constant constant -> constant;
            case Predicate.Comparison c ->
                new Predicate.Comparison(mapping.apply(c.left()), c.operator(), mapping.apply(c.right()));
            case Predicate.In in -> new Predicate.In(mapping.apply(in.operand()), mapOperands(in.options(), mapping));
            case Predicate.Between b ->
                new Predicate.Between(mapping.apply(b.operand()), mapping.apply(b.low()), mapping.apply(b.high()));
            case Predicate.Like l ->
                new Predicate.Like(mapping.apply(l.operand()), mapping.apply(l.pattern()), l.ignoreCase());
            case Predicate.IsNull n -> new Predicate.IsNull(mapping.apply(n.operand()));
            case Predicate.And and -> new Predicate.And(mapParts(and.parts(), mapping));
            case Predicate.Or or -> new Predicate.Or(mapParts(or.parts(), mapping));
            case Predicate.Not not -> new Predicate.Not(map(not.part(), mapping));
        };
    }

    private static List<Predicate> mapParts(List<Predicate> parts, UnaryOperator<Operand> mapping) {
        List<Predicate> mapped = new ArrayList<>(parts.size());
        for (Predicate part : parts) {
            mapped.add(map(part, mapping));
        }
        return mapped;
    }

    private static List<Operand> mapOperands(List<Operand> operands, UnaryOperator<Operand> mapping) {
        List<Operand> mapped = new ArrayList<>(operands.size());
        for (Operand operand : operands) {
            mapped.add(mapping.apply(operand));
        }
        return mapped;
    }

    /** Refuses a predicate with parameters. */
    public static void requireBound(Predicate predicate) {
        forEach(predicate, operand -> {
            if (operand instanceof Operand.Parameter parameter) {
                throw unbound(parameter);
            }
        });
    }

    public static AnkurahException unbound(Operand.Parameter parameter) {
        return new AnkurahException.Invalid(
                "query.unbound",
                (parameter.isPositional() ? "the parameter ? number " : "the parameter :") + parameter.name()
                        + " has no value; bind the query first");
    }

    private static void forEach(List<Predicate> parts, Consumer<Operand> visitor) {
        for (Predicate part : parts) {
            forEach(part, visitor);
        }
    }
}
