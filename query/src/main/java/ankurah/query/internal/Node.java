package ankurah.query.internal;

import ankurah.event.Value;
import ankurah.query.Operand;
import ankurah.query.Operator;
import ankurah.query.Predicate;
import org.jspecify.annotations.Nullable;

/** What the parser has read: a value or a condition, which a parenthesis leaves open until what follows tells. */
sealed interface Node {
    /** Where it begins in the text. */
    int start();

    record OfOperand(Operand operand, int start) implements Node {
        /** A path alone means that it is true; a truth value alone is itself. */
        @Nullable
        Predicate asCondition() {
            if (operand instanceof Operand.Path) {
                return new Predicate.Comparison(operand, Operator.EQ, new Operand.Literal(Value.TRUE));
            }
            return operand instanceof Operand.Literal literal && literal.value() instanceof Value.Bool bool
                    ? (bool.value() ? Predicate.TRUE : Predicate.FALSE)
                    : null;
        }
    }

    /** The depth is that of {@link Shape#depth}. */
    record OfPredicate(Predicate predicate, int start, int depth) implements Node {}
}
