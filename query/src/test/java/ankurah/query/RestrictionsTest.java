package ankurah.query;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestrictionsTest {
    private static final Interval TEXTS = new Interval(Value.of(""), true, new Value.Bytes(new byte[0]), false);

    private static List<Interval> on(String property, String predicate) {
        return Restrictions.of(AnkQl.parsePredicate(predicate)).on(property);
    }

    private static Interval open(Object lower, Object upper) {
        return new Interval(value(lower), false, value(upper), false);
    }

    private static Interval closed(Object lower, Object upper) {
        return new Interval(value(lower), true, value(upper), true);
    }

    private static Value value(Object value) {
        return value instanceof Integer number
                ? Value.of(number.longValue())
                : value instanceof Double d ? Value.of(d) : Value.of((String) value);
    }

    @Test
    void equalityAndInArePoints() {
        assertThat(on("a", "a = 5")).containsExactly(Interval.point(Value.of(5)));
        assertThat(on("a", "5 = a AND b = 1")).containsExactly(Interval.point(Value.of(5)));
        assertThat(on("a", "a IN (7, 3, 5, 3.0, NULL)"))
                .containsExactly(Interval.point(Value.of(3)), Interval.point(Value.of(5)), Interval.point(Value.of(7)));
        assertThat(on("a", "a = 1 OR a = 2")).hasSize(2).allMatch(Interval::isPoint);
        assertThat(on("a", "a")).containsExactly(Interval.point(Value.TRUE));
    }

    @Test
    void rangesStayWithinTheirKind() {
        assertThat(on("a", "a < 5"))
                .containsExactly(new Interval(Value.of(Double.NEGATIVE_INFINITY), true, Value.of(5), false));
        assertThat(on("a", "a >= 5")).containsExactly(new Interval(Value.of(5), true, Value.of(""), false));
        assertThat(on("a", "a > 'x'"))
                .containsExactly(new Interval(Value.of("x"), false, new Value.Bytes(new byte[0]), false));
        assertThat(on("a", "a > list ()")).containsExactly(new Interval(new Value.List(List.of()), false, null, true));
        assertThat(on("a", "a > 1 AND a <= 9 AND a < 12"))
                .containsExactly(new Interval(Value.of(1), false, Value.of(9), true));
        assertThat(on("a", "a BETWEEN 1 AND 9")).containsExactly(closed(1, 9));
        assertThat(on("a", "a NOT BETWEEN 1 AND 9"))
                .containsExactly(
                        new Interval(Value.of(Double.NEGATIVE_INFINITY), true, Value.of(1), false),
                        new Interval(Value.of(9), false, Value.of(""), false));
    }

    @Test
    void aTextThatCanBeADateIsBoth() {
        assertThat(on("a", "a = '2020-01-31'"))
                .containsExactly(Interval.point(Value.of("2020-01-31")), Interval.point(new Value.Date(18_292)));
        assertThat(on("a", "a < '2020-01-31'")).hasSize(2);
        assertThat(on("id", "id = '" + MapRow.id(5) + "'")).contains(Interval.point(Value.of(MapRow.id(5))));
    }

    @Test
    void patternsRestrictToTheirPrefix() {
        assertThat(on("a", "a LIKE 'ab%'")).containsExactly(new Interval(Value.of("ab"), true, Value.of("ac"), false));
        assertThat(on("a", "a LIKE 'a\\%b_'"))
                .containsExactly(new Interval(Value.of("a%b"), true, Value.of("a%c"), false));
        assertThat(on("a", "a LIKE 'ab'")).containsExactly(Interval.point(Value.of("ab")));
        assertThat(on("a", "a LIKE '%ab'")).containsExactly(TEXTS);
        assertThat(on("a", "a ILIKE 'ab%'")).containsExactly(TEXTS);
        assertThat(on("a", "a LIKE '\ud7ff%'"))
                .containsExactly(new Interval(Value.of("\ud7ff"), true, Value.of("\ue000"), false));
        String last = Character.toString(Character.MAX_CODE_POINT);
        assertThat(on("a", "a LIKE 'a" + last + "%'"))
                .containsExactly(new Interval(Value.of("a" + last), true, Value.of("b"), false));
        assertThat(on("a", "a LIKE '" + last + "%'"))
                .containsExactly(new Interval(Value.of(last), true, TEXTS.upper(), false));
        assertThat(on("a", "a NOT LIKE 'ab%'")).containsExactly(Interval.NOT_NULL);
    }

    @Test
    void nullsAndInequalities() {
        assertThat(on("a", "a IS NULL")).containsExactly(Interval.point(Value.NULL));
        assertThat(on("a", "a IS NOT NULL")).containsExactly(Interval.NOT_NULL);
        assertThat(on("a", "a <> 5"))
                .containsExactly(
                        new Interval(Value.NULL, false, Value.of(5), false),
                        new Interval(Value.of(5), false, null, true));
        assertThat(on("a", "a NOT IN (1, 2)")).hasSize(3).contains(open(1, 2));
        assertThat(on("a", "a = 1 OR a IS NULL"))
                .containsExactly(Interval.point(Value.NULL), Interval.point(Value.of(1)));
        assertThat(on("a", "a > b")).containsExactly(Interval.NOT_NULL);
    }

    @Test
    void orRestrictsOnlyWhatEveryBranchRestricts() {
        Restrictions both = Restrictions.of(AnkQl.parsePredicate("a = 1 AND b = 2 OR a > 5 AND c = 3"));
        assertThat(both.properties()).containsExactly("a");
        assertThat(both.on("a")).hasSize(2);
        assertThat(both.on("b")).containsExactly(Interval.ALL);
        assertThat(on("a", "a = 1 OR a <> 1 OR a IS NULL")).containsExactly(Interval.ALL);
        assertThat(on("a", "a < 5 OR a >= 5 AND a < 9 OR a BETWEEN 7 AND 8"))
                .containsExactly(new Interval(Value.of(Double.NEGATIVE_INFINITY), true, Value.of(9), false));
    }

    @Test
    void notTurnsInward() {
        assertThat(on("a", "NOT (a < 5 OR b = 1)"))
                .containsExactly(new Interval(Value.of(5), true, Value.of(""), false));
        assertThat(on("a", "NOT NOT a = 5")).containsExactly(Interval.point(Value.of(5)));
    }

    @Test
    void whatCannotBeIsImpossible() {
        for (String never : List.of(
                "FALSE",
                "a = NULL",
                "a = 1 AND a = 2",
                "a > 5 AND a < 5",
                "a > 'x' AND a < 5",
                "a IN ()",
                "a NOT IN (1, NULL)",
                "a < FALSE",
                "a LIKE 5",
                "b = 1 AND (a = 1 AND a IS NULL OR FALSE)",
                "NOT TRUE")) {
            Restrictions restrictions = Restrictions.of(AnkQl.parsePredicate(never));
            assertThat(restrictions.isImpossible()).as(never).isTrue();
            assertThat(restrictions.on("a")).isEmpty();
        }
    }

    @Test
    void pathsBehindAPropertyAreRestrictedOnTheirOwn() {
        Restrictions restrictions = Restrictions.of(
                AnkQl.parsePredicate("data.a = 1 AND artist.name LIKE 'x%' AND data.a < 2 AND data IS NULL"));
        assertThat(restrictions.properties()).containsExactly("data");
        assertThat(restrictions.paths())
                .containsExactlyInAnyOrder(
                        Operand.Path.of("data"), Operand.Path.of("data", "a"), Operand.Path.of("artist", "name"));
        assertThat(restrictions.on(Operand.Path.of("data", "a"))).containsExactly(Interval.point(Value.of(1)));
        assertThat(restrictions.on(Operand.Path.of("artist", "name")))
                .containsExactly(new Interval(Value.of("x"), true, Value.of("y"), false));
        assertThat(restrictions.on(Operand.Path.of("data"))).containsExactly(Interval.point(Value.NULL));
        assertThat(restrictions.on(Operand.Path.of("data", "b"))).containsExactly(Interval.ALL);
    }

    @Test
    void aPredicateThatIsAllIntervalsIsExact() {
        for (String exact : List.of(
                "",
                "a = 1 AND b > 2",
                "a IN (1, 2) AND NOT (b < 3 OR c IS NULL)",
                "a < 1 OR a > 9 OR a IS NULL",
                "a LIKE 'x%' AND data.b BETWEEN 1 AND 2",
                "a NOT BETWEEN 1 AND 2")) {
            assertThat(Restrictions.of(AnkQl.parse(exact).where()).isExact())
                    .as(exact)
                    .isTrue();
        }
        for (String wider : List.of(
                "a = 1 OR b = 2",
                "a = b",
                "a LIKE '%x'",
                "a NOT LIKE 'x%'",
                "a ILIKE 'x'",
                "a = 1 AND (b = 1 OR c = 1)",
                "NOT (a = 1 AND b = 1)")) {
            assertThat(Restrictions.of(AnkQl.parsePredicate(wider)).isExact())
                    .as(wider)
                    .isFalse();
        }
    }

    @Test
    void intervalsKnowWhatTheyContain() {
        Interval half = new Interval(Value.of(1), true, Value.of(2), false);
        assertThat(half.contains(Value.of(1.0))).isTrue();
        assertThat(half.contains(Value.of(1.999))).isTrue();
        assertThat(half.contains(Value.of(2))).isFalse();
        assertThat(half.contains(Value.NULL)).isFalse();
        assertThat(Interval.ALL.contains(Value.NULL)).isTrue();
        assertThat(Interval.NOT_NULL.contains(Value.NULL)).isFalse();
        assertThat(Interval.NOT_NULL.contains(Value.FALSE)).isTrue();
        assertThat(half.isPoint()).isFalse();
        assertThat(closed(1, 1.0).isPoint()).isTrue();
    }
}
