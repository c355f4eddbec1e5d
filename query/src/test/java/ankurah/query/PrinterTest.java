package ankurah.query;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrinterTest {

    @Property(shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void whatIsPrintedReadsBackAsTheSameQuery(@ForAll long seed) {
        Query query = new Maker(seed).query(true);
        String text = AnkQl.print(query);
        assertThat(AnkQl.parse(text)).as(text).isEqualTo(query);
        assertThat(AnkQl.print(AnkQl.parse(text))).isEqualTo(text);
    }

    @Property(shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void aConditionAloneReadsBackToo(@ForAll long seed) {
        Predicate predicate = new Maker(seed).query(true).where();
        assertThat(AnkQl.parsePredicate(AnkQl.print(predicate))).isEqualTo(predicate);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a = 1",
                "a = 1 OR b = 2 AND c = 3",
                "(a = 1 OR b = 2) AND c = 3",
                "NOT (a = 1 AND b = 2)",
                "NOT a = 1",
                "NOT NOT a = TRUE",
                "a NOT IN (1, 'x', NULL)",
                "a IN ()",
                "NOT a NOT IN (?, ?)",
                "a NOT BETWEEN -5 AND 1.5",
                "a NOT LIKE 'x%' AND b ILIKE '%\\_'",
                "a IS NOT NULL OR a.b.0 IS NULL",
                "\"order\" = 'it''s' AND \"a b\".\"c\"\"d\" <> \"1x\"",
                "a = :since AND b = :größe",
                "a = ?2 AND b = ?1 AND c = ? AND d = ?3",
                "FALSE",
                "a > 1.5E0 AND b = float '-Infinity' AND c = 7.0",
                "d >= date '2020-01-31' AND t < instant '2020-01-31T10:00:00Z' AND l = datetime '2020-01-31T10:00:00'",
                "u = uuid '123e4567-e89b-12d3-a456-426614174000' AND b = bytes 'AAEC'",
                "j = json '{\"a\":[1,2]}' OR l = list (1, list (), date '2020-01-31')",
                "ORDER BY a DESC, b.c, d NULLS LAST, e DESC NULLS FIRST LIMIT 50",
                "after = 1 AND list = date LIMIT 0"
            })
    void theUsualTextPrintsAsItWasWritten(String text) {
        assertThat(AnkQl.print(AnkQl.parse(text))).isEqualTo(text);
    }

    @Test
    void everySpellingHasOnePrint() {
        assertThat(AnkQl.print(AnkQl.parse("not(A!=+1)and b  order\nby x asc nulls first , y desc nulls last limit 5")))
                .isEqualTo("NOT A <> 1 AND b = TRUE ORDER BY x, y DESC LIMIT 5");
    }

    @Test
    void numbersKeepTheirKind() {
        List<Value> numbers = List.of(
                Value.of(5),
                Value.of(5.0),
                Value.of(new BigDecimal("5")),
                Value.of(1e22),
                Value.of(0.1),
                Value.of(new BigDecimal("0.1")),
                Value.of(Long.MIN_VALUE),
                Value.of(new BigDecimal("9223372036854775807")),
                Value.of(new BigDecimal("123456789012345678901234567890")));
        for (Value number : numbers) {
            Predicate predicate = Fields.value("a").eq(number);
            assertThat(AnkQl.parsePredicate(AnkQl.print(predicate))).isEqualTo(predicate);
        }
    }

    @Test
    void aQueryShowsItselfAsAnkQl() {
        Query query = Query.where(Fields.integer("year").gt(1985))
                .withOrderBy(Fields.integer("year").desc())
                .withLimit(50);
        assertThat(query).hasToString("year > 1985 ORDER BY year DESC LIMIT 50");
        assertThat(AnkQl.parse("year > :since").bind(Map.of("since", Value.of(1985))))
                .hasToString("year > 1985");
    }

    @Test
    void aCursorIsPartOfTheText() {
        Query query = AnkQl.parse("ORDER BY year LIMIT 10");
        Query next = query.withAfter(Cursor.at(query, new SortKey(List.of(Value.of(1985)), MapRow.id(7))));
        assertThat(AnkQl.parse(AnkQl.print(next))).isEqualTo(next);
        assertThat(AnkQl.parse(
                        AnkQl.print(Query.ALL.withAfter(Cursor.at(Query.ALL, new SortKey(List.of(), MapRow.id(7)))))))
                .extracting(Query::where)
                .isEqualTo(Predicate.TRUE);
    }
}
