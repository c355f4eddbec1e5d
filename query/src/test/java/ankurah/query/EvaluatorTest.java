package ankurah.query;

import static ankurah.query.Truth.FALSE;
import static ankurah.query.Truth.TRUE;
import static ankurah.query.Truth.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.JsonText;
import ankurah.event.Value;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
    private static final Row ROW = MapRow.of(
            1, "x", 2, "price", -3, "half", 1.5, "name", "O'Brien", "order", "first", "flag", true, "zero", Value.NULL);

    private static Truth of(String text) {
        return Evaluator.evaluate(AnkQl.parsePredicate(text), ROW);
    }

    private static Truth of(String text, Row row) {
        return Evaluator.evaluate(AnkQl.parsePredicate(text), row);
    }

    private static Row json(String json) {
        return MapRow.of(1, "data", new Value.Json(JsonText.parse(json)));
    }

    @Test
    void everyFormOfTheLanguageWorks() {
        assertThat(of("x NOT IN (1, 3)")).isEqualTo(TRUE);
        assertThat(of("x IN (2)")).isEqualTo(TRUE);
        assertThat(of("x BETWEEN 2 AND 2")).isEqualTo(TRUE);
        assertThat(of("x NOT BETWEEN 0 AND 1")).isEqualTo(TRUE);
        assertThat(of("NOT x = 1")).isEqualTo(TRUE);
        assertThat(of("zero IS NULL AND x = 2")).isEqualTo(TRUE);
        assertThat(of("zero IS NOT NULL OR x IS NULL")).isEqualTo(FALSE);
        assertThat(of("price > -5 AND price = -3")).isEqualTo(TRUE);
        assertThat(of("half = 1.5 AND half = +1.5 AND half = 15e-1 AND half > .5"))
                .isEqualTo(TRUE);
        assertThat(of("name = 'O''Brien'")).isEqualTo(TRUE);
        assertThat(of("\"order\" = 'first'")).isEqualTo(TRUE);
        assertThat(of("flag AND NOT FALSE AND x != 3 AND x <> 3")).isEqualTo(TRUE);
        assertThat(of("name LIKE 'O_B%' AND name NOT LIKE 'o%' AND name ILIKE 'o_b%'"))
                .isEqualTo(TRUE);
        assertThat(of("2 = x AND 1 < x AND 1 = 1")).isEqualTo(TRUE);
    }

    @Test
    void aPatternMayNameItsEscapeCharacter() {
        assertThat(AnkQl.parsePredicate("a LIKE '50!%!!\\%' ESCAPE '!'"))
                .isEqualTo(AnkQl.parsePredicate("a LIKE '50\\%\\!\\\\%'"));
        Row row = MapRow.of(1, "a", "50%", "b", "5\\0");
        assertThat(of("a LIKE '50x%' ESCAPE 'x' AND a NOT LIKE '5x%' ESCAPE 'x'", row))
                .isEqualTo(TRUE);
        assertThat(of("b LIKE '5\\_' ESCAPE '' AND b LIKE '_\\0' ESCAPE '😀'", row))
                .isEqualTo(TRUE);
        assertThat(of("b ILIKE '5\\\\0' ESCAPE '\\'", row)).isEqualTo(TRUE);
    }

    @Test
    void aMissingPropertyIsNull() {
        assertThat(of("missing = 1 OR x = 2")).isEqualTo(TRUE);
        assertThat(of("missing = 1")).isEqualTo(UNKNOWN);
        assertThat(of("NOT (missing = 1)")).isEqualTo(UNKNOWN);
        assertThat(of("missing IS NULL AND zero IS NULL")).isEqualTo(TRUE);
        assertThat(of("missing = missing")).isEqualTo(UNKNOWN);
    }

    @Test
    void nullInAComparisonIsUnknown() {
        assertThat(of("x = NULL")).isEqualTo(UNKNOWN);
        assertThat(of("x <> NULL")).isEqualTo(UNKNOWN);
        assertThat(of("x IN (1, NULL)")).isEqualTo(UNKNOWN);
        assertThat(of("x IN (2, NULL)")).isEqualTo(TRUE);
        assertThat(of("x NOT IN (1, NULL)")).isEqualTo(UNKNOWN);
        assertThat(of("x NOT IN (2, NULL)")).isEqualTo(FALSE);
        assertThat(of("zero IN (1)")).isEqualTo(UNKNOWN);
        assertThat(of("zero IN ()")).isEqualTo(FALSE);
        assertThat(of("x BETWEEN NULL AND 1")).isEqualTo(FALSE);
        assertThat(of("x BETWEEN NULL AND 3")).isEqualTo(UNKNOWN);
        assertThat(of("zero LIKE '%'")).isEqualTo(UNKNOWN);
        assertThat(of("name LIKE NULL")).isEqualTo(UNKNOWN);
    }

    @Test
    void logicHasThreeValuesAsInSql() {
        Map<Truth, String> texts = new EnumMap<>(Map.of(TRUE, "x = 2", FALSE, "x = 3", UNKNOWN, "missing = 1"));
        for (Truth left : Truth.values()) {
            for (Truth right : Truth.values()) {
                Truth and = left == FALSE || right == FALSE ? FALSE : left == TRUE && right == TRUE ? TRUE : UNKNOWN;
                Truth or = left == TRUE || right == TRUE ? TRUE : left == FALSE && right == FALSE ? FALSE : UNKNOWN;
                assertThat(of(texts.get(left) + " AND " + texts.get(right))).isEqualTo(and);
                assertThat(of(texts.get(left) + " OR " + texts.get(right))).isEqualTo(or);
            }
        }
        assertThat(of("NOT x = 2")).isEqualTo(FALSE);
        assertThat(of("NOT x = 3")).isEqualTo(TRUE);
    }

    @Test
    void numbersCompareAcrossTheirKinds() {
        Row row = MapRow.of(
                1, "i", 9, "f", 9.5, "d", Value.of(new BigDecimal("0.1")), "big", Long.MAX_VALUE, "inf", 1.0 / 0.0);
        assertThat(of("price < 0")).isEqualTo(TRUE);
        assertThat(of("i < 10 AND i < 9.5 AND f > i AND i = 9.0 AND i = 9e0", row))
                .isEqualTo(TRUE);
        assertThat(of("d = 0.1", row)).isEqualTo(TRUE);
        assertThat(of("d = 1e-1", row)).as("a tenth is no float").isEqualTo(FALSE);
        assertThat(of("big = 9223372036854775807 AND big < 9223372036854775808", row))
                .isEqualTo(TRUE);
        assertThat(of("big < 9223372036854775807e0", row)).isEqualTo(TRUE);
        assertThat(of("inf > 99999999999999999999999", row)).isEqualTo(TRUE);
    }

    @Test
    void differentKindsAreNotEqualAndHaveNoOrder() {
        assertThat(of("name = 5")).isEqualTo(FALSE);
        assertThat(of("name <> 5")).isEqualTo(TRUE);
        assertThat(of("name < 5")).isEqualTo(UNKNOWN);
        assertThat(of("NOT name >= 5")).isEqualTo(UNKNOWN);
        assertThat(of("x = '2'")).isEqualTo(FALSE);
        assertThat(of("x IN ('2', TRUE)")).isEqualTo(FALSE);
        assertThat(of("x LIKE '2'")).isEqualTo(FALSE);
        assertThat(of("x NOT LIKE '2'")).isEqualTo(TRUE);
        assertThat(of("name LIKE 5")).isEqualTo(FALSE);
        assertThat(of("flag = 1")).isEqualTo(FALSE);
        assertThat(of("flag > FALSE")).isEqualTo(TRUE);
    }

    @Test
    void aPathThatNoRowHasIsNull() {
        assertThat(of("nowhere.at.all = 1")).isEqualTo(UNKNOWN);
        assertThat(of("x.y IS NULL AND name.0 IS NULL AND flag.a.b IS NULL")).isEqualTo(TRUE);
    }

    @Test
    void jsonPathsKeepToTheTypesOfJson() {
        assertThat(of("data.n = 9", json("{\"n\": \"9\"}"))).isEqualTo(FALSE);
        assertThat(of("data.n = '9'", json("{\"n\": 9}"))).isEqualTo(FALSE);
        assertThat(of("data.n > 5", json("{\"n\": \"9\"}"))).isEqualTo(UNKNOWN);
        assertThat(of("data.n > 5 AND data.n < 9.5", json("{\"n\": 9}"))).isEqualTo(TRUE);
        assertThat(of("data.n IS NULL", json("{\"n\": null}"))).isEqualTo(TRUE);
        assertThat(of("data.n", json("{\"n\": true}"))).isEqualTo(TRUE);
    }

    @Test
    void aPathThroughWhatIsNoObjectIsNull() {
        assertThat(of("data.a.b = 1", json("{\"a\": 5}"))).isEqualTo(UNKNOWN);
        assertThat(of("data.a.b IS NULL", json("{\"a\": \"text\"}"))).isEqualTo(TRUE);
        assertThat(of("data.a.b.c IS NULL", json("[1]"))).isEqualTo(TRUE);
        assertThat(of("data.a IS NULL", json("null"))).isEqualTo(TRUE);
    }

    @Test
    void aStepThatIsANumberIndexesAnArrayAndNamesAField() {
        assertThat(of("data.a.1 = 20", json("{\"a\": [10, 20]}"))).isEqualTo(TRUE);
        assertThat(of("data.a.2 IS NULL AND data.a.01 IS NULL", json("{\"a\": [10, 20]}")))
                .isEqualTo(TRUE);
        assertThat(of("data.a.99999999999999 IS NULL", json("{\"a\": [10, 20]}")))
                .isEqualTo(TRUE);
        assertThat(of("data.0.b = 'x'", json("{\"0\": {\"b\": \"x\"}}"))).isEqualTo(TRUE);
        assertThat(of("data.\"a b\".\"\" = 1", json("{\"a b\": {\"\": 1}}"))).isEqualTo(TRUE);
        Row list = MapRow.of(1, "tags", new Value.List(List.of(Value.of("x"), Value.of("y"))));
        assertThat(of("tags.1 = 'y' AND tags.2 IS NULL", list)).isEqualTo(TRUE);
    }

    @Test
    void aJsonDocumentThatIsAScalarIsThatScalar() {
        assertThat(of("data = 9", json("9"))).isEqualTo(TRUE);
        assertThat(of("data = '9'", json("\"9\""))).isEqualTo(TRUE);
        assertThat(of("data IS NULL", json("null"))).isEqualTo(TRUE);
        assertThat(of("data = json '{\"a\": 1, \"b\": [2]}'", json("{\"b\": [2.0], \"a\": 1}")))
                .isEqualTo(TRUE);
        assertThat(of("data.a = json '1'", json("{\"a\": 1}"))).isEqualTo(TRUE);
    }

    @Test
    void aTextIsReadAsTheKindOfTheProperty() {
        Row row = MapRow.of(
                1,
                "day",
                new Value.Date(18_292),
                "at",
                new Value.Instant(1_580_464_800_000_000L),
                "local",
                new Value.LocalDateTime(1_580_464_800_000_000L),
                "uuid",
                new Value.Uuid(0x123e4567e89b12d3L, 0xa456426614174000L),
                "ref",
                Value.of(MapRow.id(5)),
                "text",
                "2020-01-31");
        assertThat(of("day = '2020-01-31' AND day > '2019-12-31' AND day IN ('x', '2020-01-31')", row))
                .isEqualTo(TRUE);
        assertThat(of("'2020-02-01' > day AND day BETWEEN '2020-01-01' AND '2020-01-31'", row))
                .isEqualTo(TRUE);
        assertThat(of("at = '2020-01-31T10:00:00Z' AND at = '2020-01-31T11:00:00+01:00'", row))
                .isEqualTo(TRUE);
        assertThat(of("local < '2020-01-31T10:00:00.000001'", row)).isEqualTo(TRUE);
        assertThat(of("uuid = '123E4567-E89B-12D3-A456-426614174000'", row)).isEqualTo(TRUE);
        assertThat(of("ref = '" + MapRow.id(5) + "' AND id = '" + MapRow.id(1) + "'", row))
                .isEqualTo(TRUE);
        assertThat(of("text = '2020-01-31'", row)).isEqualTo(TRUE);
        assertThat(of("day = 'soon'", row)).isEqualTo(FALSE);
        assertThat(of("day <> 'soon'", row)).isEqualTo(TRUE);
        assertThat(of("day > 'soon'", row)).isEqualTo(UNKNOWN);
        assertThat(of("day = text", row)).as("only literals are read").isEqualTo(FALSE);
        assertThat(of("day = date '2020-01-31' AND text <> date '2020-01-31'", row))
                .isEqualTo(TRUE);
    }

    @Test
    void aPathGoesThroughReferences() {
        MapRow label = MapRow.of(3, "name", "Mute");
        MapRow artist =
                MapRow.of(2, "name", "Muse", "label", Value.of(label.id())).knowing(label);
        Row album = MapRow.of(1, "artist", Value.of(artist.id()), "other", Value.of(MapRow.id(9)))
                .knowing(artist);
        assertThat(of("artist.name = 'Muse' AND artist.label.name = 'Mute'", album))
                .isEqualTo(TRUE);
        assertThat(of("artist.id = '" + artist.id() + "'", album)).isEqualTo(TRUE);
        assertThat(of("other.name IS NULL AND artist.nothing.more IS NULL", album))
                .isEqualTo(TRUE);
    }

    @Test
    void valuesAreDataAllTheWay() {
        String text = "'; DROP TABLE album; --";
        Row row = MapRow.of(1, text, text, "data", new Value.Json(JsonText.parse("{\"'; DROP\": 1}")));
        assertThat(of("\"'; DROP TABLE album; --\" = '''; DROP TABLE album; --'", row))
                .isEqualTo(TRUE);
        assertThat(of("data.\"'; DROP\" = 1", row)).isEqualTo(TRUE);
    }

    @Test
    void listsCompareElementByElement() {
        Row row = MapRow.of(1, "l", new Value.List(List.of(Value.of(1), Value.of("b"))));
        assertThat(of("l = list (1.0, 'b') AND l > list (1, 'a') AND l < list (2)", row))
                .isEqualTo(TRUE);
        assertThat(of("l = 1", row)).isEqualTo(FALSE);
    }
}
