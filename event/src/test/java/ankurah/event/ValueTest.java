package ankurah.event;

import static ankurah.event.Fixtures.assertInvalid;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ValueTest {
    @Test
    void nanIsRefusedAndMinusZeroIsZero() {
        assertInvalid("value.nan", () -> Value.of(Double.NaN));
        assertThat(Value.of(-0.0)).isEqualTo(Value.of(0.0));
        assertThat(1 / ((Value.Float) Value.of(-0.0)).value()).isPositive();
    }

    @Test
    void decimalsHaveNoTrailingZeros() {
        assertThat(Value.of(new BigDecimal("1.500"))).isEqualTo(Value.of(new BigDecimal("1.5")));
        assertThat(Value.of(new BigDecimal("1500"))).isEqualTo(Value.of(new BigDecimal("1.5e3")));
        assertThat(Value.of(new BigDecimal("0e200"))).isEqualTo(Value.of(BigDecimal.ZERO));
        assertThat(((Value.Decimal) Value.of(new BigDecimal("-0.00"))).value()).isEqualTo(BigDecimal.ZERO);
    }

    @Test
    void decimalsHaveLimitsThatCostNothingToCheck() {
        for (String fits :
                new String[] {"9".repeat(309), "1e-1000", "1e308", "0." + "9".repeat(1000), "9".repeat(1000) + "e-700"
                }) {
            assertThat(Value.of(new BigDecimal(fits)).kind()).isEqualTo(Value.Kind.DECIMAL);
        }
        for (String beyond : new String[] {
            "1e309",
            "9".repeat(310),
            "1e-1001",
            "0." + "9".repeat(1001),
            "9".repeat(1001) + "e-800",
            "1e999999999",
            "1e-999999999",
            "1e2147483647",
            "1e-2147483647"
        }) {
            assertInvalid("value.decimal_out_of_range", () -> Value.of(new BigDecimal(beyond)));
        }
    }

    @Test
    void datesEndWhereTheJdksDo() {
        assertThat(new Value.Date(java.time.LocalDate.MAX.toEpochDay()).epochDay())
                .isPositive();
        assertThat(new Value.Date(java.time.LocalDate.MIN.toEpochDay()).epochDay())
                .isNegative();
        assertInvalid("value.date_out_of_range", () -> new Value.Date(java.time.LocalDate.MAX.toEpochDay() + 1));
        assertInvalid("value.date_out_of_range", () -> new Value.Date(java.time.LocalDate.MIN.toEpochDay() - 1));
        assertInvalid("value.date_out_of_range", () -> new Value.Date(Long.MAX_VALUE));
        assertInvalid("value.date_out_of_range", () -> new Value.Date(Long.MIN_VALUE));
    }

    @Test
    void textsHoldNoNulAndNoHalfOfASurrogatePair() {
        assertInvalid("value.nul_character", () -> Value.of("a\0b"));
        for (String text : new String[] {"\ud800", "\udc00", "a\udbff", "\ud800\ud800\udc00", "\udc00\ud800"}) {
            assertInvalid("value.lone_surrogate", () -> Value.of(text));
            assertInvalid("value.lone_surrogate", () -> new Value.Obj(new TreeMap<>(Map.of(text, Value.NULL))));
        }
        assertThat(Value.of("\ud83d\ude00\uffff\u0001")).isNotNull();
        assertThat(Value.of("e\u0301")).isNotEqualTo(Value.of("\u00e9"));
    }

    @Test
    void jsonHoldsNothingButJson() {
        List<Value> strangers = List.of(
                Value.of(1.0),
                new Value.Bytes(new byte[0]),
                new Value.Instant(0),
                new Value.Date(0),
                new Value.LocalDateTime(0),
                new Value.Uuid(0, 0),
                Value.of(new EntityId(Fixtures.id(1, 1))),
                new Value.Json(Value.NULL));
        for (Value stranger : strangers) {
            assertInvalid("value.not_json", () -> new Value.Json(stranger));
            assertInvalid("value.not_json", () -> new Value.Json(new Value.List(List.of(stranger))));
            assertInvalid("value.not_json", () -> new Value.Json(new Value.Obj(new TreeMap<>(Map.of("a", stranger)))));
        }
    }

    @Test
    void anObjectOutsideJsonIsNotWritten() {
        Value object = new Value.Obj(new TreeMap<>());
        assertInvalid("value.object_outside_json", () -> ValueCodec.encode(object));
        assertInvalid("value.object_outside_json", () -> ValueCodec.encode(new Value.List(List.of(object))));
    }

    @Test
    void nestingIsBounded() {
        Value list = new Value.List(List.of());
        Value json = new Value.List(List.of());
        for (int depth = 1; depth < Value.MAX_DEPTH; depth++) {
            list = new Value.List(List.of(list));
            json = new Value.Obj(new TreeMap<>(Map.of("a", json)));
        }
        assertThat(ValueCodec.decode(ValueCodec.encode(list))).isEqualTo(list);
        assertThat(ValueCodec.decode(ValueCodec.encode(new Value.Json(json)))).isEqualTo(new Value.Json(json));
        Value deeperList = new Value.List(List.of(list));
        Value deeperJson = new Value.List(List.of(json));
        Value listOfDeepJson = new Value.List(List.of(new Value.Json(json)));
        assertInvalid("value.too_deep", () -> ValueCodec.encode(deeperList));
        assertInvalid("value.too_deep", () -> new Value.Json(deeperJson));
        assertInvalid("value.too_deep", () -> ValueCodec.encode(listOfDeepJson));
    }

    @Test
    void valuesDoNotChangeWithWhatTheyWereMadeOf() {
        byte[] bytes = {1};
        Value.Bytes value = new Value.Bytes(bytes);
        bytes[0] = 2;
        value.value()[0] = 3;
        assertThat(value).isEqualTo(new Value.Bytes(new byte[] {1})).hasToString("Bytes[1]");
        List<Value> items = new ArrayList<>(List.of(Value.NULL));
        Value.List list = new Value.List(items);
        items.clear();
        assertThat(list.items()).containsExactly(Value.NULL);
        TreeMap<String, Value> fields = new TreeMap<>(Map.of("a", Value.NULL));
        Value.Obj object = new Value.Obj(fields);
        fields.clear();
        assertThat(object.fields()).hasSize(1);
    }

    @Test
    void onlyNullIsNull() {
        assertThat(Value.NULL.isNull()).isTrue();
        assertThat(Value.FALSE.isNull()).isFalse();
        assertThat(new Value.Json(Value.NULL).isNull()).isFalse();
    }
}
