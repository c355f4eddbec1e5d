package ankurah.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {

    @Property
    void jsonReadsBackAsItself(@ForAll("roots") Value root) {
        assertThat(JsonText.parse(JsonText.print(root))).isEqualTo(root);
        assertThat(JsonText.parse(JsonText.print(new Value.Json(root)))).isEqualTo(root);
    }

    @Property
    void everyValuePrintsAsOneLineOfJson(@ForAll("values") Value value) {
        String text = JsonText.print(value);
        assertThat(text).doesNotContain("\n", "\r", "\u2028");
        JsonText.parse(text);
    }

    @Property
    void floatsReadBackAsTheSameNumber(@ForAll("doubles") double value) {
        Value read = JsonText.parse(JsonText.print(Value.of(value)));
        if (Double.isInfinite(value)) {
            assertThat(read).isEqualTo(Value.of(value > 0 ? "Infinity" : "-Infinity"));
        } else {
            assertThat(((Value.Decimal) read).value().doubleValue()).isEqualTo(value);
        }
    }

    @Property
    void noTextMakesTheParserThrowAnythingElse(@ForAll String text) {
        try {
            JsonText.parse(text);
        } catch (AnkurahException.Invalid expected) {
            assertThat(expected.code()).isEqualTo("json.malformed");
        }
    }

    @Test
    void numbersAreExact() {
        assertThat(JsonText.parse("9223372036854775807")).isEqualTo(Value.of(Long.MAX_VALUE));
        assertThat(JsonText.parse("-9223372036854775808")).isEqualTo(Value.of(Long.MIN_VALUE));
        assertThat(JsonText.parse("9223372036854775808")).isEqualTo(Value.of(new BigDecimal("9223372036854775808")));
        assertThat(JsonText.parse("-0")).isEqualTo(Value.of(0));
        assertThat(JsonText.parse("1.50")).isEqualTo(Value.of(new BigDecimal("1.5")));
        assertThat(JsonText.parse("1E2")).isEqualTo(Value.of(new BigDecimal("100")));
        assertThat(JsonText.print(Value.of(new BigDecimal("100")))).isEqualTo("100.0");
        assertThat(JsonText.print(Value.of(new BigDecimal("7")))).isEqualTo("7.0");
    }

    @Test
    void aDocumentReadsAsATree() {
        Value parsed =
                JsonText.parse(" { \"b\" : [ 1 , -2.5, true, null ] ,\r\n\t\"a\":\"\\u00e4\\ud83d\\ude00\\/\\b\" } ");
        assertThat(parsed)
                .isEqualTo(new Value.Obj(new TreeMap<>(Map.of(
                        "a",
                        Value.of("ä😀/\b"),
                        "b",
                        new Value.List(
                                List.of(Value.of(1), Value.of(new BigDecimal("-2.5")), Value.TRUE, Value.NULL))))));
        assertThat(JsonText.print(parsed)).isEqualTo("{\"a\":\"ä😀/\\u0008\",\"b\":[1,-2.5,true,null]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''            | 1 | 1 | ends too early",
                "'   '         | 1 | 4 | ends too early",
                "'{\"a\":1,}'  | 1 | 8 | name of a field",
                "'{\"a\" 1}'   | 1 | 6 | expected ':'",
                "'{a:1}'       | 1 | 2 | name of a field",
                "'[1 2]'       | 1 | 4 | expected ','",
                "'[1,]'        | 1 | 4 | expected a value",
                "'[1'          | 1 | 3 | expected ','",
                "'1 2'         | 1 | 3 | expected the end",
                "'01'          | 1 | 1 | not a number",
                "'-'           | 1 | 1 | not a number",
                "'1.'          | 1 | 1 | not a number",
                "'.5'          | 1 | 1 | expected a value",
                "'+1'          | 1 | 1 | expected a value",
                "'1e'          | 1 | 1 | not a number",
                "'1e9999'      | 1 | 1 | at most 1000 digits",
                "'1e99999999999999' | 1 | 1 | beyond the limits",
                "'NaN'         | 1 | 1 | expected a value",
                "'nul'         | 1 | 1 | expected a value",
                "'truer'       | 1 | 5 | expected the end",
                "'\"a'         | 1 | 3 | ends too early",
                "'\"\\x\"'     | 1 | 2 | no escape",
                "'\"\\u12g4\"' | 1 | 2 | four hexadecimal",
                "'\"\\u0000\"' | 1 | 1 | U+0000",
                "'\"\\ud800\"' | 1 | 1 | surrogate",
                "'{\"a\":1,\"a\":2}' | 1 | 8 | second field",
                "'/**/1'       | 1 | 1 | expected a value",
            })
    void whatIsNotJsonIsRefusedAtItsPlace(String text, int line, int column, String why) {
        assertThatThrownBy(() -> JsonText.parse(text))
                .isInstanceOfSatisfying(
                        AnkurahException.Invalid.class,
                        e -> assertThat(e.code()).isEqualTo("json.malformed"))
                .hasMessageContaining("line " + line + ", column " + column + ": ")
                .hasMessageContaining(why);
    }

    @Test
    void thePlaceOfAnErrorCountsLinesAndCodePoints() {
        assertThatThrownBy(() -> JsonText.parse("[\n \"😀\", x]")).hasMessageContaining("line 2, column 7");
        assertThatThrownBy(() -> JsonText.parse("\ufeff1")).hasMessageContaining("U+FEFF");
        assertThatThrownBy(() -> JsonText.parse("\"a\nb\"")).hasMessageContaining("bare control character");
    }

    @Test
    void nestingIsBounded() {
        Value deepest = JsonText.parse("[".repeat(Value.MAX_DEPTH) + "]".repeat(Value.MAX_DEPTH));
        assertThat(JsonText.parse(JsonText.print(new Value.Json(deepest)))).isEqualTo(deepest);
        assertThatThrownBy(() -> JsonText.parse("[".repeat(Value.MAX_DEPTH + 1)))
                .hasMessageContaining("deeper than 128");
        assertThatThrownBy(() -> JsonText.parse("[".repeat(1_000_000))).hasMessageContaining("deeper than 128");
        assertThatThrownBy(() -> JsonText.parse("9".repeat(1_000_000))).hasMessageContaining("beyond the limits");
    }

    @Provide
    Arbitrary<Value> roots() {
        return Samples.jsonRoots(3);
    }

    @Provide
    Arbitrary<Value> values() {
        return Samples.values();
    }

    @Provide
    Arbitrary<Double> doubles() {
        return Samples.doubles();
    }
}
