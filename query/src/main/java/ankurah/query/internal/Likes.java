package ankurah.query.internal;

import ankurah.event.Value;
import ankurah.query.Literals;
import ankurah.query.Operand;
import ankurah.query.Predicate;

/** Compiled LIKE and ILIKE. */
final class Likes {
    private Likes() {}

    static Test of(Predicate.Like like, boolean wanted) {
        Source source = Source.of(like.operand());
        if (!(like.pattern() instanceof Operand.Literal literal)) {
            return general(source, Source.of(like.pattern()), like.ignoreCase(), wanted);
        }
        Value pattern = Literals.compared(literal.value());
        if (pattern.isNull()) {
            return Test.NEVER;
        }
        if (!(pattern instanceof Value.Str text)) {
            return row -> !source.read(row).isNull() && !wanted;
        }
        LikePattern compiled = LikePattern.of(text.value(), like.ignoreCase());
        return row -> {
            Value value = source.read(row);
            return value instanceof Value.Str string
                    ? compiled.matches(string.value()) == wanted
                    : !wanted && !value.isNull();
        };
    }

    private static Test general(Source source, Source patternSource, boolean ignoreCase, boolean wanted) {
        return row -> {
            Value value = source.read(row);
            Value pattern = patternSource.read(row);
            if (value.isNull() || pattern.isNull()) {
                return false;
            }
            boolean matches = value instanceof Value.Str string
                    && pattern instanceof Value.Str text
                    && LikePattern.of(text.value(), ignoreCase).matches(string.value());
            return matches == wanted;
        };
    }
}
