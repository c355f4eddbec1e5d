package ankurah.query.internal;

import ankurah.event.Value;
import ankurah.event.internal.Lists;
import ankurah.query.Evaluator;
import ankurah.query.Literals;
import ankurah.query.Operand;
import ankurah.query.Operator;
import ankurah.query.Predicate;
import ankurah.query.Truth;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a predicate into a tree of yes-or-no tests.
 *
 * <p>Three truth values need no third answer: "is this predicate TRUE" and "is it FALSE" are two questions, and each is
 * answered by tests of the parts. NOT exchanges the questions; by De Morgan AND is false when any part is false. So NOT
 * disappears in compilation, and UNKNOWN is a no to both questions.
 */
public final class Compiler {
    private Compiler() {}

    public static Test compile(Predicate predicate) {
        return compile(predicate, true);
    }

    /** The test for "the predicate is {@code wanted}". */
    private static Test compile(Predicate predicate, boolean wanted) {
        return switch (predicate) {
            case Predicate.Constant constant -> constant.value() == wanted ? Test.ALWAYS : Test.NEVER;
            case Predicate.Comparison c ->
                Comparisons.of(c.left(), wanted ? c.operator() : c.operator().negated(), c.right());
            case Predicate.In in -> in(in, wanted);
            case Predicate.Between between -> between(between, wanted);
            case Predicate.Like like -> Likes.of(like, wanted);
            case Predicate.IsNull isNull -> {
                Source source = Source.of(isNull.operand());
                yield row -> source.read(row).isNull() == wanted;
            }
            case Predicate.And and -> join(compileAll(and.parts(), wanted), wanted);
            case Predicate.Or or -> join(compileAll(or.parts(), wanted), !wanted);
            case Predicate.Not not -> compile(not.part(), !wanted);
        };
    }

    private static List<Test> compileAll(List<Predicate> parts, boolean wanted) {
        List<Test> tests = new ArrayList<>(parts.size());
        for (Predicate part : parts) {
            tests.add(compile(part, wanted));
        }
        return tests;
    }

    private static Test between(Predicate.Between between, boolean wanted) {
        Operand operand = between.operand();
        Test low = Comparisons.of(operand, wanted ? Operator.GE : Operator.LT, between.low());
        Test high = Comparisons.of(operand, wanted ? Operator.LE : Operator.GT, between.high());
        return join(List.of(low, high), wanted);
    }

    private static Test in(Predicate.In in, boolean wanted) {
        List<Value> candidates = new ArrayList<>();
        boolean hasNull = false;
        for (Operand option : in.options()) {
            if (!(option instanceof Operand.Literal literal) || !(in.operand() instanceof Operand.Path)) {
                return oneByOne(in, wanted);
            }
            List<Value> values = Literals.candidates(literal.value());
            hasNull |= values.get(0).isNull();
            candidates.addAll(values);
        }
        if (in.options().isEmpty() || hasNull && !wanted) {
            return in.options().isEmpty() && !wanted ? Test.ALWAYS : Test.NEVER;
        }
        Source source = Source.of(in.operand());
        ValueSet set = ValueSet.of(candidates);
        return row -> {
            Value value = source.read(row);
            return !value.isNull() && set.contains(value) == wanted;
        };
    }

    private static Test oneByOne(Predicate.In in, boolean wanted) {
        if (Lists.any(in.options(), option -> option instanceof Operand.Path)) {
            // What a path leads to may be a list, which stands for its items.
            Truth answer = Truth.of(wanted);
            return row -> Evaluator.evaluate(in, row) == answer;
        }
        List<Test> tests = new ArrayList<>(in.options().size());
        for (Operand option : in.options()) {
            tests.add(Comparisons.of(in.operand(), wanted ? Operator.EQ : Operator.NE, option));
        }
        return join(tests, !wanted);
    }

    private static Test join(List<Test> tests, boolean all) {
        Test[] parts = tests.toArray(new Test[0]);
        if (parts.length == 2) {
            Test first = parts[0];
            Test second = parts[1];
            return all ? row -> first.test(row) && second.test(row) : row -> first.test(row) || second.test(row);
        }
        return row -> {
            for (Test part : parts) {
                if (part.test(row) != all) {
                    return !all;
                }
            }
            return all;
        };
    }
}
