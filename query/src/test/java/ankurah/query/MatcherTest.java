package ankurah.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class MatcherTest {

    @Property(shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void theMatcherSaysWhatTheEvaluatorSays(@ForAll long seed) {
        Maker maker = new Maker(seed);
        List<MapRow> rows = maker.rows(8);
        for (int i = 0; i < 10; i++) {
            Predicate predicate = maker.predicate(3);
            Matcher matcher = Matcher.compile(predicate);
            Matcher opposite = Matcher.compile(predicate.not());
            for (MapRow row : rows) {
                Truth truth = Evaluator.evaluate(predicate, row);
                String what = predicate + " of " + row.values();
                assertThat(matcher.matches(row)).as(what).isEqualTo(truth == Truth.TRUE);
                assertThat(opposite.matches(row)).as(what).isEqualTo(truth == Truth.FALSE);
            }
        }
    }

    @Property(shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void theTextOfAPredicateMatchesWhatItDoes(@ForAll long seed) {
        Maker maker = new Maker(seed);
        Predicate predicate = maker.predicate(3);
        Matcher reread = Matcher.compile(AnkQl.parsePredicate(AnkQl.print(predicate)));
        for (MapRow row : maker.rows(8)) {
            assertThat(reread.matches(row)).isEqualTo(Evaluator.evaluate(predicate, row) == Truth.TRUE);
        }
    }

    @Property(shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void everyMatchingRowLiesWithinTheRestrictions(@ForAll long seed) {
        Maker maker = new Maker(seed);
        List<MapRow> rows = maker.rows(8);
        for (int i = 0; i < 10; i++) {
            Predicate predicate = maker.predicate(3);
            Restrictions restrictions = Restrictions.of(predicate);
            for (MapRow row : rows) {
                if (Evaluator.evaluate(predicate, row) == Truth.TRUE) {
                    assertWithin(restrictions, row, AnkQl.print(predicate));
                }
            }
        }
    }

    private static void assertWithin(Restrictions restrictions, Row row, String predicate) {
        assertThat(restrictions.isImpossible()).as(predicate).isFalse();
        for (Operand.Path path : restrictions.paths()) {
            Value value = Evaluator.value(path, row);
            assertThat(restrictions.on(path))
                    .as(predicate + ": " + path + " = " + value)
                    .anyMatch(interval -> interval.contains(value));
        }
    }

    @Property(shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void anExactRestrictionIsThePredicate(@ForAll long seed) {
        Maker maker = new Maker(seed);
        List<MapRow> rows = maker.rows(8);
        for (int i = 0; i < 20; i++) {
            Predicate predicate = maker.predicate(2);
            Restrictions restrictions = Restrictions.of(predicate);
            if (restrictions.isExact()) {
                for (MapRow row : rows) {
                    assertThat(isWithin(restrictions, row))
                            .as("%s of %s", AnkQl.print(predicate), row.values())
                            .isEqualTo(Evaluator.evaluate(predicate, row) == Truth.TRUE);
                }
            }
        }
    }

    private static boolean isWithin(Restrictions restrictions, Row row) {
        return !restrictions.isImpossible()
                && restrictions.paths().stream()
                        .allMatch(path -> restrictions.on(path).stream()
                                .anyMatch(interval -> interval.contains(Evaluator.value(path, row))));
    }

    @Test
    void thePropertiesHereMeetEveryTruthOften() {
        Map<Truth, Integer> counts = new EnumMap<>(Truth.class);
        for (long seed = 0; seed < 1000; seed++) {
            Maker maker = new Maker(seed);
            counts.merge(Evaluator.evaluate(maker.predicate(3), maker.rows(1).getFirst()), 1, Integer::sum);
        }
        assertThat(counts.keySet()).containsExactly(Truth.values());
        assertThat(counts.values()).allMatch(count -> count > 150);
    }

    @Test
    void aLongInFindsEachOfItsValues() {
        List<Operand> options = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            options.add(new Operand.Literal(Value.of(i * 3L)));
        }
        Matcher matcher = Matcher.compile(new Predicate.In(Operand.Path.of("a"), options));
        assertThat(matcher.matches(MapRow.of(1, "a", 2997))).isTrue();
        assertThat(matcher.matches(MapRow.of(1, "a", 2997.0))).isTrue();
        assertThat(matcher.matches(MapRow.of(1, "a", 2998))).isFalse();
        assertThat(matcher.matches(MapRow.of(1, "a", "2997"))).isFalse();
        assertThat(matcher.matches(MapRow.of(1))).isFalse();
    }

    @Test
    void itNamesThePathsAndPropertiesItReads() {
        Matcher matcher = Matcher.compile(AnkQl.parsePredicate("a = 1 AND artist.name = b OR a IN (c, 2)"));
        assertThat(matcher.paths())
                .containsExactlyInAnyOrder(
                        Operand.Path.of("a"),
                        Operand.Path.of("artist", "name"),
                        Operand.Path.of("b"),
                        Operand.Path.of("c"));
        assertThat(matcher.properties()).containsExactlyInAnyOrder("a", "artist", "b", "c");
        assertThat(matcher.followsRefs()).isTrue();
        assertThat(Matcher.compile(AnkQl.parsePredicate("a = b")).followsRefs()).isFalse();
    }

    @Test
    void aParameterWithoutValueIsRefused() {
        Predicate predicate = AnkQl.parsePredicate("FALSE AND a = :since");
        assertThatThrownBy(() -> Matcher.compile(predicate))
                .isInstanceOf(AnkurahException.Invalid.class)
                .hasMessage("the parameter :since has no value; bind the query first")
                .extracting(e -> ((AnkurahException) e).code())
                .isEqualTo("query.unbound");
        assertThatThrownBy(() -> Restrictions.of(predicate)).isInstanceOf(AnkurahException.Invalid.class);
        assertThatThrownBy(() -> Evaluator.evaluate(AnkQl.parsePredicate("a = ?"), MapRow.of(1)))
                .hasMessage("the parameter ? number 1 has no value; bind the query first");
    }
}
