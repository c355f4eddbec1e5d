package ankurah.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Generated values, ids and events, weighted towards the boundaries. */
final class Samples {
    private Samples() {}

    static Arbitrary<Long> longs() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.longs()),
                Tuple.of(2, Arbitraries.longs().between(-300, 300)),
                Tuple.of(
                        2,
                        Arbitraries.of(
                                Long.MIN_VALUE,
                                Long.MIN_VALUE + 1,
                                Long.MAX_VALUE,
                                Long.MAX_VALUE - 1,
                                (1L << 53) - 1,
                                1L << 53,
                                (1L << 53) + 1,
                                -(1L << 53) - 1,
                                -(1L << 53),
                                23L,
                                24L,
                                255L,
                                256L,
                                65_535L,
                                65_536L,
                                (1L << 32) - 1,
                                1L << 32)));
    }

    static Arbitrary<Double> doubles() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        3,
                        longs().map(bits -> Double.longBitsToDouble(bits) + 0.0).filter(d -> !Double.isNaN(d))),
                Tuple.of(2, longs().map(l -> (double) l)),
                Tuple.of(2, Arbitraries.doubles().between(-1000, 1000)),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                0.0,
                                Double.MIN_VALUE,
                                -Double.MIN_VALUE,
                                Double.MIN_NORMAL,
                                Double.MAX_VALUE,
                                -Double.MAX_VALUE,
                                Double.POSITIVE_INFINITY,
                                Double.NEGATIVE_INFINITY,
                                0x1p53,
                                0x1p53 + 2,
                                0x1p63,
                                -0x1p63,
                                0.1,
                                -0.5)));
    }

    static Arbitrary<BigDecimal> decimals() {
        Arbitrary<BigDecimal> near =
                doubles().filter(Double::isFinite).map(BigDecimal::new).filter(Samples::fits);
        Arbitrary<BigDecimal> nudged = Combinators.combine(near, Arbitraries.of("1e-900", "-1e-900", "0", "1", "-1"))
                .as((d, nudge) -> d.add(new BigDecimal(nudge)))
                .filter(Samples::fits);
        Arbitrary<BigDecimal> plain = Combinators.combine(
                        Arbitraries.bigIntegers()
                                .between(BigInteger.TWO.pow(200).negate(), BigInteger.TWO.pow(200)),
                        Arbitraries.integers().between(-200, 300))
                .as(BigDecimal::new);
        Arbitrary<BigDecimal> whole = longs().map(BigDecimal::valueOf);
        return Arbitraries.oneOf(near, nudged, plain, whole);
    }

    static Arbitrary<Value> numbers() {
        return Arbitraries.oneOf(
                longs().map(Value::of), doubles().map(Value::of), decimals().map(Value::of));
    }

    private static boolean fits(BigDecimal value) {
        return value.precision() <= 1000 && value.scale() <= 1000 && value.precision() - value.scale() <= 309;
    }

    static Arbitrary<String> strings() {
        Arbitrary<Integer> codePoints = Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.integers().between(0x20, 0x7e)),
                Tuple.of(1, Arbitraries.integers().between(1, 0x1f)),
                Tuple.of(1, Arbitraries.integers().between(0x7f, 0x7ff)),
                Tuple.of(1, Arbitraries.integers().between(0x800, 0xd7ff)),
                Tuple.of(1, Arbitraries.integers().between(0xe000, 0xffff)),
                Tuple.of(1, Arbitraries.integers().between(0x10000, 0x10ffff)));
        return codePoints.list().ofMaxSize(12).map(list -> {
            StringBuilder text = new StringBuilder();
            list.forEach(text::appendCodePoint);
            return text.toString();
        });
    }

    static Arbitrary<String> names() {
        return strings()
                .map(s -> s.codePoints()
                        .filter(c -> c >= 0x20 && c != 0x7f)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .filter(s -> !s.isEmpty());
    }

    static Arbitrary<byte[]> bytes(int count) {
        return Arbitraries.bytes().array(byte[].class).ofSize(count);
    }

    static Arbitrary<EventId> eventIds() {
        return bytes(32).map(bytes -> {
            bytes[0] &= 0x7f;
            return EventId.fromBytes(bytes);
        });
    }

    static Arbitrary<Value> scalars() {
        return Arbitraries.oneOf(
                Arbitraries.of(Value.NULL, Value.TRUE, Value.FALSE),
                longs().map(Value::of),
                doubles().map(Value::of),
                decimals().map(Value::of),
                strings().map(Value::of),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40).map(Value.Bytes::new),
                longs().map(Value.Instant::new),
                Arbitraries.oneOf(
                                longs().filter(Value.Date::isInRange),
                                Arbitraries.longs().between(-800_000, 800_000))
                        .map(Value.Date::new),
                longs().map(Value.LocalDateTime::new),
                Combinators.combine(longs(), longs()).as(Value.Uuid::new),
                eventIds().map(id -> new Value.Id(new EntityId(id))));
    }

    static Arbitrary<Value> json() {
        return jsonRoots(3).map(Value.Json::new);
    }

    static Arbitrary<Value> jsonRoots(int depth) {
        Arbitrary<Value> leaves = Arbitraries.oneOf(
                Arbitraries.of(Value.NULL, Value.TRUE, Value.FALSE),
                longs().map(Value::of),
                decimals().map(Value::of),
                strings().map(Value::of));
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<Value> inner = jsonRoots(depth - 1);
        Arbitrary<Value> objects = Arbitraries.maps(strings(), inner)
                .ofMaxSize(4)
                .map((Map<String, Value> fields) -> new Value.Obj(new TreeMap<>(fields)));
        return Arbitraries.frequencyOf(
                Tuple.of(2, leaves), Tuple.of(1, inner.list().ofMaxSize(4).map(Value.List::new)), Tuple.of(1, objects));
    }

    /** Values of every kind that may stand alone. */
    static Arbitrary<Value> values() {
        Arbitrary<Value> flat = Arbitraries.frequencyOf(Tuple.of(6, scalars()), net.jqwik.api.Tuple.of(1, json()));
        Arbitrary<Value> lists = flat.list().ofMaxSize(4).map((List<Value> items) -> new Value.List(items));
        Arbitrary<Value> nested =
                Arbitraries.oneOf(flat, lists).list().ofMaxSize(4).map((List<Value> items) -> new Value.List(items));
        return Arbitraries.frequencyOf(Tuple.of(8, flat), Tuple.of(1, lists), Tuple.of(1, nested));
    }
}
