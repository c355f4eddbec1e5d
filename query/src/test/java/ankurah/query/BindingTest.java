package ankurah.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BindingTest {

    private static void assertRefused(String code, String message, Runnable call) {
        assertThatThrownBy(call::run)
                .hasMessage(message)
                .isInstanceOfSatisfying(
                        AnkurahException.Invalid.class,
                        e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void questionMarksTakeTheirValuesInOrder() {
        Query query = AnkQl.parse("a = ? AND b IN (?, ?) OR c BETWEEN ? AND ? ORDER BY a LIMIT 3");
        assertThat(query.parameters()).containsExactly("1", "2", "3", "4", "5");
        assertThat(query.isBound()).isFalse();
        Query bound = query.bind(List.of(Value.of(1), Value.of(2), Value.of(3), Value.of(4), Value.of(5)));
        assertThat(bound).isEqualTo(AnkQl.parse("a = 1 AND b IN (2, 3) OR c BETWEEN 4 AND 5 ORDER BY a LIMIT 3"));
        assertThat(bound.isBound()).isTrue();
    }

    @Test
    void namesMayStandSeveralTimes() {
        Query query = AnkQl.parse("a = :x AND b LIKE :pattern AND NOT c = :x");
        assertThat(query.parameters()).containsExactly("x", "pattern");
        assertThat(query.bind(Map.of("x", Value.of(1), "pattern", Value.of("a%"))))
                .isEqualTo(AnkQl.parse("a = 1 AND b LIKE 'a%' AND NOT c = 1"));
    }

    @Test
    void aNumberedQuestionMarkMayStandSeveralTimes() {
        assertThat(AnkQl.parse("a = ?2 AND b = ?1 AND c = ?2").bind(List.of(Value.of(1), Value.of(2))))
                .isEqualTo(AnkQl.parse("a = 2 AND b = 1 AND c = 2"));
    }

    @Test
    void aBoundValueIsDataAndNotText() {
        Value hostile = Value.of("' OR 1 = 1 --");
        Query bound = AnkQl.parse("name = :name").bind(Map.of("name", hostile));
        assertThat(bound.where()).isEqualTo(Fields.value("name").eq(hostile));
        assertThat(bound).hasToString("name = ''' OR 1 = 1 --'");
    }

    @Test
    void aBoundTextIsReadLikeALiteral() {
        Query bound = AnkQl.parse("day > ?").bind(List.of(Value.of("2020-01-01")));
        assertThat(Matcher.compile(bound.where()).matches(MapRow.of(1, "day", new Value.Date(18_292))))
                .isTrue();
    }

    @Test
    void boundNullIsUnknownAndNoError() {
        Row row = MapRow.of(1, "a", 1);
        for (String text : List.of("a = ?", "a IN (?, 2)", "a LIKE ?", "a <> ?", "a BETWEEN ? AND 9")) {
            Predicate bound = AnkQl.parse(text).bind(List.of(Value.NULL)).where();
            assertThat(Evaluator.evaluate(bound, row)).as(text).isEqualTo(Truth.UNKNOWN);
            assertThat(Matcher.compile(bound).matches(row)).as(text).isFalse();
        }
    }

    @Test
    void missingSuperfluousAndMixedValuesAreNamed() {
        assertRefused(
                "query.parameter_missing",
                "no value for the parameter ? number 2 (the query has 2, given were 1)",
                () -> AnkQl.parse("a = ? AND b = ?").bind(List.of(Value.of(1))));
        assertRefused(
                "query.parameter_superfluous",
                "value number 2 has no parameter in the query, whose parameters are [1]",
                () -> AnkQl.parse("a = ?").bind(List.of(Value.of(1), Value.of(2))));
        assertRefused(
                "query.parameter_missing",
                "no value for the parameter :b (the query has 2, given were 1)",
                () -> AnkQl.parse("a = :a AND b = :b").bind(Map.of("a", Value.of(1))));
        assertRefused(
                "query.parameter_superfluous",
                "the value for :b has no parameter in the query, whose parameters are none",
                () -> AnkQl.parse("a = 1").bind(Map.of("b", Value.of(1))));
        assertRefused(
                "query.parameters_mixed",
                "the query names its parameter :a; bind it by name, not by position",
                () -> AnkQl.parse("a = :a").bind(List.of(Value.of(1))));
        assertRefused(
                "query.parameters_mixed",
                "the query has ? number 1; bind it by position, not by name",
                () -> AnkQl.parse("a = ?").bind(Map.of("a", Value.of(1))));
    }

    @Test
    void aQueryWithoutParametersBindsToItself() {
        Query query = AnkQl.parse("a = 1 ORDER BY a");
        assertThat(query.bind(List.of())).isEqualTo(query);
        assertThat(query.bind(Map.of())).isEqualTo(query);
    }
}
