package ankurah.query;

import java.util.List;

/** What a row must fulfil. {@code NOT IN}, {@code NOT LIKE} and {@code IS NOT NULL} are a {@link Not} of the plain form. */
public sealed interface Predicate {

    Predicate TRUE = new Constant(true);
    Predicate FALSE = new Constant(false);

    record Constant(boolean value) implements Predicate {}

    record Comparison(Operand left, Operator operator, Operand right) implements Predicate {}

    record In(Operand operand, List<Operand> options) implements Predicate {
        public In {
            options = List.copyOf(options);
        }
    }

    record Between(Operand operand, Operand low, Operand high) implements Predicate {}

    record Like(Operand operand, Operand pattern, boolean ignoreCase) implements Predicate {}

    record IsNull(Operand operand) implements Predicate {}

    record And(List<Predicate> parts) implements Predicate {
        public And {
            parts = List.copyOf(parts);
        }
    }

    record Or(List<Predicate> parts) implements Predicate {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    record Not(Predicate part) implements Predicate {}
}
