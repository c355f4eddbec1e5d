package ankurah.text.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.text.TextFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values and their two encodings. */
class ValuesTest {
    @ParameterizedTest
    @CsvSource({
        "0.0, 0",
        "-0.0, 0",
        "1.0, 1",
        "-1.5, -1.5",
        "0.1, 0.1",
        "123456789.125, 123456789.125",
        "9007199254740993, 9007199254740992",
        "1e16, 10000000000000000",
        "123456789012345680000, 123456789012345680000",
        "1e20, 100000000000000000000",
        "1e21, 1e+21",
        "1.5e300, 1.5e+300",
        "1e-6, 0.000001",
        "1.25e-6, 0.00000125",
        "1e-7, 1e-7",
        "-1.25e-7, -1.25e-7",
        "5e-324, 5e-324",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "0.3333333333333333, 0.3333333333333333"
    })
    void numbersAreWrittenAsInJavaScript(double number, String written) {
        assertThat(Numbers.print(number)).isEqualTo(written);
    }

    @Property
    void numbersAreReadAsTheyWereWritten(@ForAll double number) {
        assertThat(Double.parseDouble(Numbers.print(number))).isEqualTo(number == 0 ? 0.0 : number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "\"a\\\"b\\\\\\n\\u0001é😀\"",
                "[]",
                "{}",
                "[1,[2.5,{\"a\":null,\"b\":[false]}]]",
                "{\"1\":1,\"10\":2,\"b\":3,\"a\":4}",
                "\"\\ud83d\""
            })
    void jsonIsWrittenAsItWasRead(String json) {
        assertThat(Json.print(Json.parse(json, 0))).isEqualTo(json);
    }

    @Test
    void jsonIsNormalisedAsByJavaScript() {
        assertThat(Json.print(Json.parse(" { \"b\" : 1.0 , \"2\" : 1e2, \"1\":\"\\u0041\\/\", \"b\":-0 } ", 0)))
                .isEqualTo("{\"1\":\"A/\",\"2\":100,\"b\":0}");
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("gone", Values.Undefined.UNDEFINED);
        map.put("list", Arrays.asList(Values.Undefined.UNDEFINED, Double.NaN, new byte[] {1, -1}));
        assertThat(Json.print(map)).isEqualTo("{\"list\":[null,null,{\"0\":1,\"1\":255}]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nul",
                "[1,]",
                "{a:1}",
                "01",
                "1.",
                "+1",
                "\"a",
                "\"\t\"",
                "[1 2]",
                "1 2",
                "\"\\x\"",
                "\"\\u12g4\"",
                "-",
                "1e",
                "{\"a\" 1}",
                "{\"a\":1,}",
                "]"
            })
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> Json.parse(text, 7))
                .isInstanceOf(TextFormatException.class)
                .hasMessageStartingWith("at byte 7");
    }

    @Test
    void attributesAreEqualOneLevelDeep() {
        assertThat(Values.same(1.0, 1.0)).isTrue();
        assertThat(Values.same("a", "b")).isFalse();
        assertThat(Values.same(null, null)).isTrue();
        assertThat(Values.same(null, false)).isFalse();
        assertThat(Values.same(Map.of("a", 1.0), Map.of("a", 1.0))).isTrue();
        assertThat(Values.same(Map.of("a", 1.0), Map.of("b", 1.0))).isFalse();
        assertThat(Values.same(List.of("x"), List.of("x"))).isTrue();
        assertThat(Values.same(Map.of("a", List.of()), Map.of("a", new ArrayList<>())))
                .as("as in Yjs, what lies deeper is equal only if it is the same")
                .isFalse();
    }

    @Test
    void outsideWholeNumbersAreLongs() {
        assertThat(Values.outward(Values.inward(List.of(1, 2.5, 1L << 40)))).isEqualTo(List.of(1L, 2.5, 1L << 40));
        assertThat(Values.outward(1e300)).isEqualTo(1e300);
        assertThat(Values.outward(Values.Undefined.UNDEFINED)).isNull();
    }
}
