package ankurah.query.internal;

import ankurah.event.AnkurahException;
import ankurah.query.Operand;
import ankurah.query.Predicate;
import java.util.List;
import java.util.function.Consumer;

/** Walks the operands of a predicate from left to right. */
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
