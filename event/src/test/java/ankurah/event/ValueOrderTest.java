package ankurah.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ValueOrderTest {

    /** Rows in ascending order; what stands in one row compares as equal. */
    private static final List<List<Value>> ASCENDING = List.of(
            List.of(Value.NULL),
            List.of(Value.FALSE),
            List.of(Value.TRUE),
            List.of(Value.of(Double.NEGATIVE_INFINITY)),
            List.of(decimal("-9.99e308")),
            List.of(Value.of(-Double.MAX_VALUE)),
            List.of(decimal("-9223372036854775808.5")),
            List.of(Value.of(Long.MIN_VALUE), Value.of(-0x1p63), decimal("-9223372036854775808")),
            List.of(decimal("-9223372036854775807.5")),
            List.of(Value.of(Long.MIN_VALUE + 1)),
            List.of(Value.of(-(1L << 53) - 1), decimal("-9007199254740993")),
            List.of(Value.of(-(1L << 53)), Value.of(-0x1p53)),
            List.of(Value.of(-1), Value.of(-1.0), decimal("-1.0")),
            List.of(Value.of(-0.5), decimal("-0.5")),
            List.of(Value.of(-Double.MIN_VALUE)),
            List.of(decimal("-1e-1000")),
            List.of(Value.of(0), Value.of(0.0), Value.of(-0.0), decimal("0"), decimal("-0.000")),
            List.of(decimal("1e-1000")),
            List.of(Value.of(Double.MIN_VALUE)),
            List.of(decimal("0.1")),
            List.of(Value.of(0.1)),
            List.of(decimal("0.10000000000000001")),
            List.of(Value.of(9), Value.of(9.0), decimal("9.00")),
            List.of(Value.of(10)),
            List.of(Value.of(1L << 53), Value.of(0x1p53), decimal("9007199254740992")),
            List.of(Value.of((1L << 53) + 1), decimal("9007199254740993")),
            List.of(Value.of((1L << 53) + 2), Value.of(0x1p53 + 2)),
            List.of(Value.of(Long.MAX_VALUE), decimal("9223372036854775807")),
            List.of(decimal("9223372036854775807.5")),
            List.of(Value.of(0x1p63), decimal("9223372036854775808")),
            List.of(Value.of(Double.MAX_VALUE), Value.of(new BigDecimal(Double.MAX_VALUE))),
            List.of(decimal("9.99e308")),
            List.of(Value.of(Double.POSITIVE_INFINITY)),
            List.of(Value.of("")),
            List.of(Value.of("10")),
            List.of(Value.of("9")),
            List.of(Value.of("Z")),
            List.of(Value.of("a")),
            List.of(Value.of("a\u0001")),
            List.of(Value.of("ab")),
            List.of(Value.of("\ud7ff")),
            List.of(Value.of("\ue000")),
            List.of(Value.of("\uffff")),
            List.of(Value.of("\ud800\udc00")),
            List.of(Value.of("\udbff\udfff")),
            List.of(bytes()),
            List.of(bytes(0)),
            List.of(bytes(0, 0)),
            List.of(bytes(0x7f)),
            List.of(bytes(0x80)),
            List.of(bytes(0xff)),
            List.of(new Value.Instant(Long.MIN_VALUE)),
            List.of(new Value.Instant(0)),
            List.of(new Value.Instant(Long.MAX_VALUE)),
            List.of(new Value.Date(-1)),
            List.of(new Value.Date(0)),
            List.of(new Value.LocalDateTime(-1)),
            List.of(new Value.LocalDateTime(0)),
            List.of(new Value.Uuid(0, -1)),
            List.of(new Value.Uuid(1, 0)),
            List.of(new Value.Uuid(-1, 0)),
            List.of(new Value.Id(new EntityId(Fixtures.id(1, 1)))),
            List.of(new Value.Id(new EntityId(Fixtures.id(2, 1)))),
            List.of(json("null")),
            List.of(json("false")),
            List.of(json("-1"), json("-1.0")),
            List.of(json("9")),
            List.of(json("9.5")),
            List.of(json("10")),
            List.of(json("\"9\"")),
            List.of(json("[]")),
            List.of(json("[1]"), json("[1.0]")),
            List.of(json("[1,null]")),
            List.of(json("[2]")),
            List.of(json("{}")),
            List.of(json("{\"a\":1}")),
            List.of(json("{\"a\":1,\"b\":0}")),
            List.of(json("{\"a\":2}")),
            List.of(json("{\"aa\":0}")),
            List.of(json("{\"b\":0}")),
            List.of(list()),
            List.of(list(Value.NULL)),
            List.of(list(Value.NULL, Value.NULL)),
            List.of(list(Value.of(1)), list(Value.of(1.0))),
            List.of(list(Value.of(1), Value.NULL)),
            List.of(list(Value.of(1), Value.of("x"))),
            List.of(list(Value.of(2))),
            List.of(list(Value.of("a"))),
            List.of(list(list())));

    @Test
    void theSequenceOfKindsAndTheBoundariesWithinThemHold() {
        for (int i = 0; i < ASCENDING.size(); i++) {
            for (int j = 0; j < ASCENDING.size(); j++) {
                for (Value a : ASCENDING.get(i)) {
                    for (Value b : ASCENDING.get(j)) {
                        assertThat(Integer.signum(a.compareTo(b)))
                                .as("%s against %s", a, b)
                                .isEqualTo(Integer.compare(i, j));
                    }
                }
            }
        }
    }

    @Property
    void theOrderIsAntisymmetricAndAgreesWithEquality(@ForAll("values") Value a, @ForAll("values") Value b) {
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
        assertThat(a.compareTo(a)).isZero();
        if (a.equals(b)) {
            assertThat(a.compareTo(b)).isZero();
            assertThat(a).hasSameHashCodeAs(b);
        }
    }

    @Property
    void theOrderIsTransitive(@ForAll("values") Value a, @ForAll("values") Value b, @ForAll("values") Value c) {
        assertTransitive(a, b, c);
    }

    @Property(tries = 3000)
    void theOrderOfNumbersIsTransitive(
            @ForAll("numbers") Value a, @ForAll("numbers") Value b, @ForAll("numbers") Value c) {
        assertTransitive(a, b, c);
    }

    private static void assertTransitive(Value a, Value b, Value c) {
        List<Value> sorted = new ArrayList<>(List.of(a, b, c));
        Collections.sort(sorted);
        Value first = sorted.get(0);
        Value last = sorted.get(2);
        assertThat(first.compareTo(sorted.get(1))).isNotPositive();
        assertThat(sorted.get(1).compareTo(last)).isNotPositive();
        assertThat(first.compareTo(last)).isNotPositive();
        if (first.compareTo(last) == 0) {
            assertThat(first.compareTo(sorted.get(1))).isZero();
        }
    }

    @Property(tries = 3000)
    void numbersCompareAsExactDecimals(@ForAll("numbers") Value a, @ForAll("numbers") Value b) {
        if (isInfinite(a) || isInfinite(b)) {
            return;
        }
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(exact(a).compareTo(exact(b)));
    }

    private static boolean isInfinite(Value value) {
        return value instanceof Value.Float f && Double.isInfinite(f.value());
    }

    private static BigDecimal exact(Value value) {
        return switch (value) {
            case Value.Int i -> BigDecimal.valueOf(i.value());
            case Value.Float f -> new BigDecimal(f.value());
            case Value.Decimal d -> d.value();
            default -> throw new IllegalArgumentException(value.toString());
        };
    }

    @Property
    void stringsSortAsTheirUtf8AndAsTheirCodePoints(@ForAll("strings") String a, @ForAll("strings") String b) {
        int expected = Integer.signum(
                Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
        assertThat(Integer.signum(Value.of(a).compareTo(Value.of(b)))).isEqualTo(expected);
        assertThat(Integer.signum(
                        Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray())))
                .isEqualTo(expected);
    }

    @Property(tries = 50)
    void everyShufflingSortsToOneSequence(@ForAll long seed) {
        List<Value> values =
                new ArrayList<>(ASCENDING.stream().map(List::getFirst).toList());
        List<Value> expected = List.copyOf(values);
        Collections.shuffle(values, new Random(seed));
        Collections.sort(values);
        assertThat(values).isEqualTo(expected);
    }

    @Test
    void theNumericKindsShareARank() {
        assertThat(Arrays.stream(Value.Kind.values()).filter(Value.Kind::isNumeric))
                .containsExactly(Value.Kind.INT, Value.Kind.FLOAT, Value.Kind.DECIMAL)
                .allMatch(kind -> kind.rank() == Value.Kind.INT.rank());
    }

    private static Value decimal(String text) {
        return Value.of(new BigDecimal(text));
    }

    private static Value bytes(int... bytes) {
        byte[] value = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            value[i] = (byte) bytes[i];
        }
        return new Value.Bytes(value);
    }

    private static Value json(String text) {
        return new Value.Json(JsonText.parse(text));
    }

    private static Value list(Value... items) {
        return new Value.List(List.of(items));
    }

    @Provide
    Arbitrary<Value> values() {
        return Samples.values();
    }

    @Provide
    Arbitrary<Value> numbers() {
        return Samples.numbers();
    }

    @Provide
    Arbitrary<String> strings() {
        return Arbitraries.oneOf(Samples.strings(), Samples.strings().map(s -> "common" + s));
    }

    @Test
    void objectsAreEqualWhateverTheOrderOfTheirFields() {
        assertThat(json("{\"b\":1,\"a\":2}")).isEqualTo(json("{\"a\":2,\"b\":1}"));
        assertThat(new Value.Obj(new TreeMap<>(Map.of("a", Value.NULL))).fields())
                .isUnmodifiable();
    }
}
