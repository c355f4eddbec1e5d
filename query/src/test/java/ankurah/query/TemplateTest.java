package ankurah.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions with places for what is given, and lists that stand for their items. */
class TemplateTest {
    private static Template template(String text) {
        return Template.parse(text, QueryLimits.DEFAULT);
    }

    private static String bound(String text, Value value) {
        return AnkQl.print(template(text).bind(given -> new Operand.Literal(value)));
    }

    @Test
    void whatIsGivenIsNamedWithADollarSign() {
        Template template = template("owner = $principal.id AND NOT (org.name <> $principal.org) AND $now.hour > 8");
        assertThat(template.givens())
                .extracting(path -> String.join(".", path.steps()))
                .containsExactlyInAnyOrder("$principal.id", "$principal.org", "$now.hour");
        assertThat(template.paths())
                .extracting(path -> String.join(".", path.steps()))
                .containsExactlyInAnyOrder("owner", "org.name");
    }

    @Test
    void aListAmongTheOptionsOfAnInStandsForItsItems() {
        Value list = new Value.List(List.of(Value.of("a"), Value.of("b")));
        assertThat(bound("team IN ($p.teams, 'c')", list)).isEqualTo("team IN ('a', 'b', 'c')");
        assertThat(bound("team IN ($p.teams)", new Value.List(List.of()))).isEqualTo("team IN ()");
        assertThat(bound("team IN ($p.team)", Value.of("x"))).isEqualTo("team IN ('x')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$ = 1", "$1 = 1", "x = $", "\"$principal\".id = 1", "x = y.$p", "x = :p", "x = ?"})
    void nothingElseBeginsWithADollarSignAndNothingIsLeftOpen(String text) {
        assertThatThrownBy(() -> template(text)).isInstanceOf(AnkurahException.Invalid.class);
    }

    @Test
    void elsewhereADollarSignIsNothing() {
        assertThatThrownBy(() -> AnkQl.parse("owner = $principal.id"))
                .isInstanceOf(AnkurahException.Invalid.class)
                .hasMessageContaining("^");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    'a' IN (tags) | TRUE
                    'x' IN (tags) | FALSE
                    'x' NOT IN (tags) | TRUE
                    'a' NOT IN (tags) | FALSE
                    2 IN (numbers) | TRUE
                    2.0 IN (numbers) | TRUE
                    3 IN (numbers) | UNKNOWN
                    'a' IN (missing) | UNKNOWN
                    missing IN (tags) | UNKNOWN
                    one IN (tags) | TRUE
                    'a' IN (one) | TRUE
                    'a' IN (data.list) | TRUE
                    'z' IN (data.list) | FALSE
                    'a' IN ('x', tags) | TRUE
                    tags IN (tags) | TRUE
                    """)
    void anOptionThatIsAListStandsForItsItems(String text, Truth expected) {
        Row row = MapRow.of(
                1,
                "tags",
                new Value.List(List.of(Value.of("a"), Value.of("b"))),
                "numbers",
                new Value.List(List.of(Value.of(1L), Value.of(2L), Value.NULL)),
                "one",
                Value.of("a"),
                "data",
                new Value.Json(new Value.Obj(Map.of("list", new Value.List(List.of(Value.of("a")))))));
        Predicate predicate = AnkQl.parsePredicate(text);
        assertThat(Evaluator.evaluate(predicate, row)).isEqualTo(expected);
        assertThat(Matcher.compile(predicate).matches(row)).isEqualTo(expected == Truth.TRUE);
        assertThat(Restrictions.of(predicate).isImpossible()).isFalse();
    }
}
