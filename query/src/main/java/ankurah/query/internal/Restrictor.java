package ankurah.query.internal;

import ankurah.event.Value;
import ankurah.query.Interval;
import ankurah.query.Literals;
import ankurah.query.Operand;
import ankurah.query.Operator;
import ankurah.query.Predicate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Derives the intervals that a predicate implies for paths. As in {@link Compiler}, "TRUE" and "FALSE" are two
 * questions and NOT exchanges them. The empty map is "nothing is known", null "no row at all".
 */
public final class Restrictor {
    private Restrictor() {}

    public static @Nullable Map<Operand.Path, List<Interval>> of(Predicate predicate) {
        return of(predicate, true);
    }

    private static @Nullable Map<Operand.Path, List<Interval>> of(Predicate predicate, boolean wanted) {
        return switch (predicate) {
            case Predicate.Constant constant -> constant.value() == wanted ? Map.of() : null;
            case Predicate.Comparison c ->
                comparison(c.left(), wanted ? c.operator() : c.operator().negated(), c.right());
            case Predicate.In in -> in(in, wanted);
            case Predicate.Between between -> between(between, wanted);
            case Predicate.Like like -> like(like, wanted);
            case Predicate.IsNull isNull ->
                on(isNull.operand(), List.of(wanted ? Interval.point(Value.NULL) : Interval.NOT_NULL));
            case Predicate.And and -> join(and.parts(), wanted, wanted);
            case Predicate.Or or -> join(or.parts(), wanted, !wanted);
            case Predicate.Not not -> of(not.part(), !wanted);
        };
    }

    private static @Nullable Map<Operand.Path, List<Interval>> join(
            List<Predicate> parts, boolean wanted, boolean all) {
        List<@Nullable Map<Operand.Path, List<Interval>>> implied = new ArrayList<>(parts.size());
        for (Predicate part : parts) {
            implied.add(of(part, wanted));
        }
        return all ? all(implied) : any(implied);
    }

    private static @Nullable Map<Operand.Path, List<Interval>> all(
            List<@Nullable Map<Operand.Path, List<Interval>>> parts) {
        Map<Operand.Path, List<List<Interval>>> sides = new HashMap<>();
        for (@Nullable Map<Operand.Path, List<Interval>> part : parts) {
            if (part == null) {
                return null;
            }
            for (Map.Entry<Operand.Path, List<Interval>> entry : part.entrySet()) {
                sides.computeIfAbsent(entry.getKey(), path -> new ArrayList<>()).add(entry.getValue());
            }
        }
        Map<Operand.Path, List<Interval>> all = new HashMap<>();
        for (Map.Entry<Operand.Path, List<List<Interval>>> entry : sides.entrySet()) {
            List<Interval> common = Intervals.intersection(entry.getValue());
            if (common.isEmpty()) {
                return null;
            }
            all.put(entry.getKey(), common);
        }
        return all;
    }

    private static @Nullable Map<Operand.Path, List<Interval>> any(
            List<@Nullable Map<Operand.Path, List<Interval>>> parts) {
        List<Map<Operand.Path, List<Interval>>> possible = new ArrayList<>();
        for (@Nullable Map<Operand.Path, List<Interval>> part : parts) {
            if (part != null) {
                possible.add(part);
            }
        }
        if (possible.isEmpty()) {
            return null;
        }
        Map<Operand.Path, List<Interval>> any = new HashMap<>();
        for (Operand.Path path : possible.get(0).keySet()) {
            @Nullable List<Interval> union = union(path, possible);
            if (union != null) {
                any.put(path, union);
            }
        }
        return any;
    }

    /** Null when a part leaves the path free, or all together do. */
    private static @Nullable List<Interval> union(Operand.Path path, List<Map<Operand.Path, List<Interval>>> parts) {
        List<Interval> together = new ArrayList<>();
        for (Map<Operand.Path, List<Interval>> part : parts) {
            @Nullable List<Interval> intervals = part.get(path);
            if (intervals == null) {
                return null;
            }
            together.addAll(intervals);
        }
        List<Interval> union = Intervals.union(together);
        boolean free = union.get(0).contains(Value.NULL) && union.get(0).upper() == null;
        return free ? null : union;
    }

    private static @Nullable Map<Operand.Path, List<Interval>> comparison(
            Operand left, Operator operator, Operand right) {
        if (left instanceof Operand.Literal literal && !(right instanceof Operand.Literal)) {
            return withLiteral(right, operator.flipped(), literal.value());
        }
        if (right instanceof Operand.Literal literal) {
            return withLiteral(left, operator, literal.value());
        }
        List<Interval> notNull = List.of(Interval.NOT_NULL);
        List<@Nullable Map<Operand.Path, List<Interval>>> both = new ArrayList<>();
        both.add(on(left, notNull));
        both.add(on(right, notNull));
        return all(both);
    }

    private static @Nullable Map<Operand.Path, List<Interval>> withLiteral(
            Operand operand, Operator operator, Value literal) {
        List<Value> candidates = Literals.candidates(literal);
        if (candidates.get(0).isNull()) {
            return null;
        }
        if (operator == Operator.EQ) {
            return on(operand, Intervals.points(candidates));
        }
        if (operator == Operator.NE) {
            return on(operand, Intervals.notNullBut(candidates));
        }
        List<Interval> ranges = new ArrayList<>();
        for (Value candidate : candidates) {
            ranges.addAll(KindRange.of(operator, candidate));
        }
        return on(operand, ranges);
    }

    private static @Nullable Map<Operand.Path, List<Interval>> between(Predicate.Between between, boolean wanted) {
        Operand operand = between.operand();
        List<@Nullable Map<Operand.Path, List<Interval>>> sides = new ArrayList<>();
        sides.add(comparison(operand, wanted ? Operator.GE : Operator.LT, between.low()));
        sides.add(comparison(operand, wanted ? Operator.LE : Operator.GT, between.high()));
        return wanted ? all(sides) : any(sides);
    }

    private static @Nullable Map<Operand.Path, List<Interval>> in(Predicate.In in, boolean wanted) {
        List<Value> candidates = new ArrayList<>();
        boolean hasNull = false;
        boolean open = false;
        for (Operand option : in.options()) {
            if (option instanceof Operand.Literal literal) {
                List<Value> values = Literals.candidates(literal.value());
                hasNull |= values.get(0).isNull();
                candidates.addAll(values.get(0).isNull() ? List.of() : values);
            } else {
                open = true;
            }
        }
        if (wanted) {
            return open ? on(in.operand(), List.of(Interval.NOT_NULL)) : on(in.operand(), Intervals.points(candidates));
        }
        if (in.options().isEmpty()) {
            return Map.of();
        }
        return hasNull ? null : on(in.operand(), Intervals.notNullBut(candidates));
    }

    private static @Nullable Map<Operand.Path, List<Interval>> like(Predicate.Like like, boolean wanted) {
        if (!(like.pattern() instanceof Operand.Literal literal)) {
            Interval range = wanted ? KindRange.of(Value.Kind.STRING) : Interval.NOT_NULL;
            return on(like.operand(), List.of(range));
        }
        Value pattern = Literals.compared(literal.value());
        if (pattern.isNull() || wanted && !(pattern instanceof Value.Str)) {
            return null;
        }
        boolean textual = wanted && pattern instanceof Value.Str;
        return on(like.operand(), List.of(textual ? range((Value.Str) pattern, like.ignoreCase()) : Interval.NOT_NULL));
    }

    private static Interval range(Value.Str pattern, boolean ignoreCase) {
        if (ignoreCase) {
            return KindRange.of(Value.Kind.STRING);
        }
        LikePattern compiled = LikePattern.of(pattern.value(), false);
        return compiled.isExact()
                ? Interval.point(new Value.Str(compiled.prefix()))
                : KindRange.withPrefix(compiled.prefix());
    }

    /** No interval at all is impossible even where the operand is no path. */
    private static @Nullable Map<Operand.Path, List<Interval>> on(Operand operand, List<Interval> intervals) {
        if (intervals.isEmpty()) {
            return null;
        }
        return operand instanceof Operand.Path path ? Map.of(path, intervals) : Map.of();
    }
}
