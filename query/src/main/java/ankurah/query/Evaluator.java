package ankurah.query;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.internal.LikePattern;
import ankurah.query.internal.Operands;
import ankurah.query.internal.Paths;
import java.util.List;

/**
 * What a predicate means, written for clarity: the oracle that {@link Matcher} and every storage engine agree with.
 *
 * <p>A comparison with null is unknown. Values of one kind (the numeric kinds being one) compare in the value order; of
 * different kinds they are not equal, and which is less is unknown. LIKE on anything but a text is false.
 */
public final class Evaluator {
    private Evaluator() {}

    /**
     * Whether the row fulfils the predicate.
     *
     * @throws AnkurahException.Invalid {@code query.unbound} when it comes to a parameter
     */
    public static Truth evaluate(Predicate bound, Row row) {
        return switch (bound) {
            case Predicate.Constant constant -> Truth.of(constant.value());
            case Predicate.Comparison c -> compare(c.left(), c.operator(), c.right(), row);
            case Predicate.In in -> in(in, row);
            case Predicate.Between between ->
                compare(between.operand(), Operator.GE, between.low(), row)
                        .and(compare(between.operand(), Operator.LE, between.high(), row));
            case Predicate.Like like -> like(like, row);
            case Predicate.IsNull isNull ->
                Truth.of(value(isNull.operand(), row).isNull());
            case Predicate.And and -> {
                Truth truth = Truth.TRUE;
                for (Predicate part : and.parts()) {
                    truth = truth.and(evaluate(part, row));
                }
                yield truth;
            }
            case Predicate.Or or -> {
                Truth truth = Truth.FALSE;
                for (Predicate part : or.parts()) {
                    truth = truth.or(evaluate(part, row));
                }
                yield truth;
            }
            case Predicate.Not not -> evaluate(not.part(), row).not();
        };
    }

    /** The value of an operand in a row, in the form of {@link Literals#compared}. */
    public static Value value(Operand operand, Row row) {
        return switch (operand) {
            case Operand.Path path -> Paths.read(path, row);
            case Operand.Literal literal -> Literals.compared(literal.value());
            case Operand.Parameter parameter -> throw Operands.unbound(parameter);
        };
    }

    private static Truth in(Predicate.In in, Row row) {
        Truth truth = Truth.FALSE;
        for (Operand option : in.options()) {
            truth = truth.or(compare(in.operand(), Operator.EQ, option, row));
            if (option instanceof Operand.Path path) {
                truth = truth.or(amongItems(in.operand(), value(path, row), row));
            }
        }
        return truth;
    }

    /** Whether a list holds the operand; false for what is no list. */
    private static Truth amongItems(Operand operand, Value listed, Row row) {
        Value items = listed instanceof Value.Json json ? json.root() : listed;
        Truth truth = Truth.FALSE;
        if (items instanceof Value.List list) {
            Value sought = value(operand, row);
            for (Value item : list.items()) {
                Value one = Literals.compared(item);
                boolean unknown = sought.isNull() || one.isNull();
                Value read = operand instanceof Operand.Literal ? readAs(one.kind(), sought) : sought;
                truth = truth.or(unknown ? Truth.UNKNOWN : Truth.of(isEqual(read, one)));
            }
        }
        return truth;
    }

    private static boolean isEqual(Value a, Value b) {
        return a.kind().rank() == b.kind().rank() && a.compareTo(b) == 0;
    }

    private static Truth compare(Operand left, Operator operator, Operand right, Row row) {
        Value a = value(left, row);
        Value b = value(right, row);
        if (a.isNull() || b.isNull()) {
            return Truth.UNKNOWN;
        }
        if (left instanceof Operand.Path && right instanceof Operand.Literal) {
            b = readAs(a.kind(), b);
        } else if (left instanceof Operand.Literal && right instanceof Operand.Path) {
            a = readAs(b.kind(), a);
        }
        if (a.kind().rank() != b.kind().rank()) {
            return switch (operator) {
                case EQ -> Truth.FALSE;
                case NE -> Truth.TRUE;
                default -> Truth.UNKNOWN;
            };
        }
        return Truth.of(operator.holds(a.compareTo(b)));
    }

    /** The candidate of that kind, or the literal itself when there is none. */
    private static Value readAs(Value.Kind kind, Value literal) {
        List<Value> candidates = Literals.candidates(literal);
        for (Value candidate : candidates) {
            if (candidate.kind() == kind) {
                return candidate;
            }
        }
        return literal;
    }

    private static Truth like(Predicate.Like like, Row row) {
        Value text = value(like.operand(), row);
        Value pattern = value(like.pattern(), row);
        if (text.isNull() || pattern.isNull()) {
            return Truth.UNKNOWN;
        }
        return Truth.of(text instanceof Value.Str string
                && pattern instanceof Value.Str shape
                && LikePattern.of(shape.value(), like.ignoreCase()).matches(string.value()));
    }
}
