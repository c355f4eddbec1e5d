package ankurah.query.internal;

import ankurah.event.Value;
import ankurah.query.Literals;
import ankurah.query.Operand;
import ankurah.query.Operator;
import java.util.List;

/** Compiled comparisons: is it true? The question whether one is false is that of the negated operator. */
final class Comparisons {
    private Comparisons() {}

    static Test of(Operand left, Operator operator, Operand right) {
        if (left instanceof Operand.Path path && right instanceof Operand.Literal literal) {
            return withLiteral(Source.of(path), operator, literal.value());
        }
        if (left instanceof Operand.Literal literal && right instanceof Operand.Path path) {
            return withLiteral(Source.of(path), operator.flipped(), literal.value());
        }
        return general(Source.of(left), operator, Source.of(right));
    }

    private static Test general(Source left, Operator operator, Source right) {
        return row -> {
            Value a = left.read(row);
            Value b = right.read(row);
            if (a.isNull() || b.isNull()) {
                return false;
            }
            return a.kind().rank() == b.kind().rank() ? operator.holds(a.compareTo(b)) : operator == Operator.NE;
        };
    }

    private static Test withLiteral(Source source, Operator operator, Value literal) {
        List<Value> candidates = Literals.candidates(literal);
        Value itself = candidates.get(0);
        Test general = withCandidates(source, operator, candidates);
        return switch (itself) {
            case Value.Null n -> Test.NEVER;
            case Value.Int number -> withInt(source, operator, number.value(), itself);
            case Value.Str text
            when candidates.size() == 1 && operator == Operator.EQ -> {
                String expected = text.value();
                yield row -> source.read(row) instanceof Value.Str actual
                        && actual.value().equals(expected);
            }
            default -> general;
        };
    }

    private static Test withInt(Source source, Operator operator, long literal, Value itself) {
        boolean less = operator.holds(-1);
        boolean equal = operator.holds(0);
        boolean greater = operator.holds(1);
        return row -> {
            Value value = source.read(row);
            if (value instanceof Value.Int number) {
                long actual = number.value();
                return actual < literal ? less : actual > literal ? greater : equal;
            }
            return differently(value, operator, itself);
        };
    }

    private static boolean differently(Value value, Operator operator, Value literal) {
        if (value.kind().rank() == literal.kind().rank()) {
            return operator.holds(value.compareTo(literal));
        }
        return operator == Operator.NE && !value.isNull();
    }

    private static Test withCandidates(Source source, Operator operator, List<Value> candidates) {
        if (candidates.size() == 1) {
            Value literal = candidates.get(0);
            return row -> differently(source.read(row), operator, literal);
        }
        Value[] all = candidates.toArray(new Value[0]);
        return row -> {
            Value value = source.read(row);
            for (Value candidate : all) {
                if (candidate.kind().rank() == value.kind().rank()) {
                    return operator.holds(value.compareTo(candidate));
                }
            }
            return operator == Operator.NE && !value.isNull();
        };
    }
}
