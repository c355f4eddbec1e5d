package ankurah.query;

import ankurah.query.internal.Shape;
import java.util.List;

/**
 * What a row must fulfil. {@code NOT IN}, {@code NOT BETWEEN}, {@code NOT LIKE} and {@code IS NOT NULL} are a
 * {@link Not} of the plain form.
 *
 * <p>Every predicate is bounded by construction: {@link And}, {@link Or} and {@link Not} nest at most {@link #MAX_DEPTH}
 * levels, so nothing that walks one can run out of stack. An {@link And} in an {@link And} becomes part of it, as an
 * {@link Or} in an {@link Or} does, so long chains do not nest.
 */
public sealed interface Predicate extends Joinable {

    /** At most so many connectives stand above a comparison. */
    int MAX_DEPTH = 128;

    Predicate TRUE = new Constant(true);
    Predicate FALSE = new Constant(false);

    record Constant(boolean value) implements Predicate {}

    record Comparison(Operand left, Operator operator, Operand right) implements Predicate {}

    /** True when the operand equals an option; without options it is false. */
    record In(Operand operand, List<Operand> options) implements Predicate {
        public In {
            options = List.copyOf(options);
        }
    }

    /** {@code operand >= low AND operand <= high}. */
    record Between(Operand operand, Operand low, Operand high) implements Predicate {}

    /**
     * Whether a text has the shape of a pattern: {@code %} stands for any characters, {@code _} for one code point, and a
     * backslash takes the character behind it literally. {@code ignoreCase} is ILIKE: both sides are compared in Unicode
     * simple case folding. A literal pattern has at most {@link #MAX_PATTERN} characters; a longer one that a row holds
     * matches nothing.
     */
    record Like(Operand operand, Operand pattern, boolean ignoreCase) implements Predicate {

        public static final int MAX_PATTERN = 1000;

        public Like {
            Shape.requirePattern(pattern);
        }
    }

    record IsNull(Operand operand) implements Predicate {}

    /** At least two parts, none of them an {@link And}; see {@link Predicate#allOf} for any number. */
    record And(List<Predicate> parts) implements Predicate {
        public And {
            parts = Shape.flatAnd(parts);
        }
    }

    /** At least two parts, none of them an {@link Or}; see {@link Predicate#anyOf} for any number. */
    record Or(List<Predicate> parts) implements Predicate {
        public Or {
            parts = Shape.flatOr(parts);
        }
    }

    record Not(Predicate part) implements Predicate {
        public Not {
            Shape.requireDepth(part);
        }
    }

    /** All of the parts; {@link #TRUE} when there are none. */
    static Predicate allOf(List<Predicate> parts) {
        return switch (parts.size()) {
            case 0 -> TRUE;
            case 1 -> parts.get(0);
            default -> new And(parts);
        };
    }

    /** One or more of the parts; {@link #FALSE} when there are none. */
    static Predicate anyOf(List<Predicate> parts) {
        return switch (parts.size()) {
            case 0 -> FALSE;
            case 1 -> parts.get(0);
            default -> new Or(parts);
        };
    }
}
