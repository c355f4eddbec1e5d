package ankurah.query.internal;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.Operand;
import ankurah.query.Predicate;
import java.util.ArrayList;
import java.util.List;

/** What every predicate and operand keeps to from its construction on. */
public final class Shape {
    private Shape() {}

    public static List<Predicate> flatAnd(List<Predicate> parts) {
        List<Predicate> flat = new ArrayList<>(parts.size());
        for (Predicate part : parts) {
            if (part instanceof Predicate.And inner) {
                flat.addAll(inner.parts());
            } else {
                flat.add(part);
            }
        }
        return checked(List.copyOf(flat), "AND");
    }

    public static List<Predicate> flatOr(List<Predicate> parts) {
        List<Predicate> flat = new ArrayList<>(parts.size());
        for (Predicate part : parts) {
            if (part instanceof Predicate.Or inner) {
                flat.addAll(inner.parts());
            } else {
                flat.add(part);
            }
        }
        return checked(List.copyOf(flat), "OR");
    }

    private static List<Predicate> checked(List<Predicate> parts, String connective) {
        if (parts.size() < 2) {
            throw new AnkurahException.Invalid(
                    "query.too_few_parts",
                    connective + " joins two or more predicates, not " + parts.size()
                            + "; Predicate.allOf and Predicate.anyOf take any number");
        }
        for (Predicate part : parts) {
            requireDepth(part);
        }
        return parts;
    }

    /** Whether one more connective may stand above {@code part}. */
    public static void requireDepth(Predicate part) {
        if (depth(part) >= Predicate.MAX_DEPTH) {
            throw new AnkurahException.Invalid(
                    "query.too_deep", "AND, OR and NOT nest deeper than " + Predicate.MAX_DEPTH + " levels");
        }
    }

    /** The number of connectives above the deepest comparison. The parts passed this check, so the recursion is bounded. */
    public static int depth(Predicate predicate) {
        return switch (predicate) {
            case Predicate.And and -> 1 + depth(and.parts());
            case Predicate.Or or -> 1 + depth(or.parts());
            case Predicate.Not not -> 1 + depth(not.part());
            default -> 0;
        };
    }

    private static int depth(List<Predicate> parts) {
        int deepest = 0;
        for (Predicate part : parts) {
            deepest = Math.max(deepest, depth(part));
        }
        return deepest;
    }

    public static void requirePattern(Operand pattern) {
        if (pattern instanceof Operand.Literal literal
                && literal.value() instanceof Value.Str text
                && text.value().length() > Predicate.Like.MAX_PATTERN) {
            throw new AnkurahException.Invalid(
                    "query.pattern_too_long",
                    "a LIKE pattern has at most " + Predicate.Like.MAX_PATTERN + " characters, not "
                            + text.value().length());
        }
    }

    /** A literal's lists nest as values may, and hold values of their own right. */
    public static void requireSoundList(Value value, int depthLeft) {
        if (value instanceof Value.List list) {
            if (depthLeft == 0) {
                throw new AnkurahException.Invalid(
                        "value.too_deep", "a list nests deeper than " + Value.MAX_DEPTH + " levels");
            }
            for (Value item : list.items()) {
                if (item instanceof Value.Obj) {
                    throw new AnkurahException.Invalid(
                            "value.bare_object", "a list holds a JSON object as Value.Json, not as it is");
                }
                requireSoundList(item, depthLeft - 1);
            }
        }
    }
}
