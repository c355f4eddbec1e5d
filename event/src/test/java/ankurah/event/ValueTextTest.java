package ankurah.event;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.internal.Doubles;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTextTest {
    private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

    @Property
    void everyScalarReadsBackFromItsText(@ForAll("scalars") Value value) {
        assertThat(ValueText.read(value.kind(), ValueText.print(value))).isEqualTo(value);
    }

    @Property
    void jsonReadsBackFromItsText(@ForAll("json") Value json) {
        assertThat(ValueText.read(Value.Kind.JSON, ValueText.print(json))).isEqualTo(json);
    }

    @Property
    void noTextMakesReadingThrow(@ForAll Value.Kind kind, @ForAll String text) {
        Value value = ValueText.read(kind, text);
        assertThat(value == null || value.kind() == kind).isTrue();
    }

    @Property
    void datesAgreeWithTheJdk(@ForAll @LongRange(min = -365_243_219_162L, max = 365_241_780_471L) long day) {
        String text = LocalDate.ofEpochDay(day).toString();
        assertThat(ValueText.print(new Value.Date(day))).isEqualTo(text);
        assertThat(ValueText.read(Value.Kind.DATE, text)).isEqualTo(new Value.Date(day));
    }

    @Property
    void timesAgreeWithTheJdk(@ForAll("longs") long micros) {
        String text = EPOCH.plus(micros, ChronoUnit.MICROS).toString();
        assertThat(ValueText.read(Value.Kind.LOCAL_DATETIME, text)).isEqualTo(new Value.LocalDateTime(micros));
        assertThat(ValueText.read(Value.Kind.INSTANT, text + "Z")).isEqualTo(new Value.Instant(micros));
        assertThat(LocalDateTime.parse(ValueText.print(new Value.LocalDateTime(micros))))
                .isEqualTo(EPOCH.plus(micros, ChronoUnit.MICROS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2020-01-31T10:00:00+02:00",
                "2020-01-31T00:10:00.5+18:00",
                "2020-12-31T23:59:59.999999-11:30",
                "2020-01-31T10:00Z",
                "2020-01-31T10:00:00.123456000Z"
            })
    void instantsMayCarryAnOffset(String text) {
        OffsetDateTime expected = OffsetDateTime.parse(text);
        long micros = ChronoUnit.MICROS.between(EPOCH.atOffset(ZoneOffset.UTC), expected);
        assertThat(ValueText.read(Value.Kind.INSTANT, text)).isEqualTo(new Value.Instant(micros));
    }

    @ParameterizedTest
    @CsvSource({
        "DATE, 2021-02-29",
        "DATE, 1900-02-29",
        "DATE, 2020-13-01",
        "DATE, 2020-00-01",
        "DATE, 2020-01-00",
        "DATE, 2020-04-31",
        "DATE, 2020-1-31",
        "DATE, 20200131",
        "DATE, +2020-01-31",
        "DATE, -0000-01-01",
        "DATE, 02020-01-31",
        "DATE, 2020-01-31T",
        "DATE, ' 2020-01-31'",
        "DATE, +9999999999-01-01",
        "DATE, +1000000000-01-01",
        "LOCAL_DATETIME, 2020-01-31",
        "LOCAL_DATETIME, 2020-01-31T24:00:00",
        "LOCAL_DATETIME, 2020-01-31T10:60:00",
        "LOCAL_DATETIME, 2020-01-31T10:00:60",
        "LOCAL_DATETIME, 2020-01-31T10:00.5",
        "LOCAL_DATETIME, 2020-01-31T10:00:00.",
        "LOCAL_DATETIME, 2020-01-31T10:00:00.1234567",
        "LOCAL_DATETIME, 2020-01-31T10:00:00.0000000000",
        "LOCAL_DATETIME, 2020-01-31T10:00:00Z",
        "LOCAL_DATETIME, 2020-01-31 10:00:00",
        "LOCAL_DATETIME, +294247-01-10T04:00:54.775808",
        "LOCAL_DATETIME, -290308-12-21T19:59:05.224191",
        "INSTANT, 2020-01-31T10:00:00",
        "INSTANT, 2020-01-31T10:00:00z",
        "INSTANT, 2020-01-31T10:00:00+2",
        "INSTANT, 2020-01-31T10:00:00+18:01",
        "INSTANT, 2020-01-31T10:00:00+02:60",
        "INSTANT, +294247-01-10T04:00:54.775807-00:01",
        "UUID, 123e4567e89b12d3a456426614174000",
        "UUID, 123e4567-e89b-12d3-a456-42661417400g",
        "UUID, 123e4567-e89b-12d3-a456_426614174000",
        "ID, 0123",
        "INT, +5",
        "INT, 9223372036854775808",
        "INT, -",
        "INT, 1.0",
        "INT, ٣",
        "FLOAT, NaN",
        "FLOAT, 1e400",
        "FLOAT, 1f",
        "FLOAT, 0x1p3",
        "FLOAT, .5",
        "FLOAT, 5.",
        "DECIMAL, 1e309",
        "DECIMAL, 1e-1001",
        "DECIMAL, 1e99999999999",
        "DECIMAL, '1,5'",
        "BOOL, TRUE",
        "NULL, ''",
        "BYTES, Zg",
        "BYTES, Zh==",
        "BYTES, %%%%",
        "JSON, {",
        "LIST, {}",
        "OBJECT, []"
    })
    void whatIsNotOfItsKindIsNotRead(Value.Kind kind, String text) {
        assertThat(ValueText.read(kind, text)).isNull();
    }

    @Test
    void theTextsOfEachKindAreThoseOfTheTable() {
        assertThat(ValueText.print(Value.NULL)).isEqualTo("null");
        assertThat(ValueText.print(Value.of(0.1))).isEqualTo("0.1");
        assertThat(ValueText.print(Value.of(new BigDecimal("1e-7")))).isEqualTo("0.0000001");
        assertThat(ValueText.print(new Value.Instant(250_000))).isEqualTo("1970-01-01T00:00:00.250Z");
        assertThat(ValueText.print(new Value.LocalDateTime(-1))).isEqualTo("1969-12-31T23:59:59.999999");
        assertThat(ValueText.print(new Value.Bytes(new byte[] {(byte) 0xff}))).isEqualTo("/w==");
        assertThat(ValueText.print(Value.of("a'b"))).isEqualTo("a'b");
        assertThat(ValueText.print(new Value.List(java.util.List.of(Value.of(1), new Value.Date(0)))))
                .isEqualTo("[1,\"1970-01-01\"]");
    }

    @Test
    void aListReadsObjectsAsJson() {
        Value.Obj empty = new Value.Obj(new java.util.TreeMap<>());
        assertThat(ValueText.read(Value.Kind.LIST, "[1,[{}]]"))
                .isEqualTo(new Value.List(
                        java.util.List.of(Value.of(1), new Value.List(java.util.List.of(new Value.Json(empty))))));
        assertThat(ValueText.read(Value.Kind.OBJECT, "{}")).isEqualTo(empty);
    }

    @Property
    void uuidsAgreeWithTheJdk(@ForAll long high, @ForAll long low) {
        String text = new UUID(high, low).toString();
        assertThat(ValueText.print(new Value.Uuid(high, low))).isEqualTo(text);
        assertThat(ValueText.read(Value.Kind.UUID, text.toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(new Value.Uuid(high, low));
    }

    /** The JDK always prints two digits, and so prints 4.9E-324 where one digit tells the double. */
    @Property(tries = 5000)
    void doublesPrintTheDigitsOfTheJdk(@ForAll("doubles") double value) {
        String text = Doubles.print(value);
        assertThat(Double.parseDouble(text)).isEqualTo(value);
        if (!text.contains(".0E")) {
            assertThat(text).isEqualTo(Double.toString(value));
        }
    }

    @Property
    void theNearestDoubleIsTheOneOfTheJdk(@ForAll("decimals") BigDecimal exact) {
        assertThat(Doubles.nearest(exact)).isEqualTo(Double.parseDouble(exact.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "9007199254740992.9999",
                "1.7976931348623158e308",
                "1.7976931348623159e308",
                "2.4703282292062327e-324",
                "2.4703282292062328e-324",
                "2.2250738585072011e-308",
                "2.2250738585072014e-308",
                "1e-700",
                "1e500",
                "-0.3"
            })
    void theNearestDoubleIsRightWhereRoundingIsHard(String text) {
        assertThat(Doubles.nearest(new BigDecimal(text))).isEqualTo(Double.parseDouble(text));
    }

    @Provide
    Arbitrary<Value> scalars() {
        return Samples.scalars();
    }

    @Provide
    Arbitrary<Value> json() {
        return Samples.json();
    }

    @Provide
    Arbitrary<Long> longs() {
        return Samples.longs();
    }

    @Provide
    Arbitrary<Double> doubles() {
        return Samples.doubles();
    }

    @Provide
    Arbitrary<BigDecimal> decimals() {
        return Samples.decimals();
    }
}
