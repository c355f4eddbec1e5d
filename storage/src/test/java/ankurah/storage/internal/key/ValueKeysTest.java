package ankurah.storage.internal.key;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.event.internal.ValueOrder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ValueKeysTest {

    @Property
    void keysCompareAsTheirValuesDo(@ForAll long seed) {
        Random random = new Random(seed);
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            values.add(value(random, 3));
        }
        for (Value a : values) {
            for (Value b : values) {
                assertOrdered(a, b);
            }
        }
    }

    @Property
    void numbersOfAllKindsCompareExactly(@ForAll long seed) {
        Random random = new Random(seed);
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            values.add(number(random));
        }
        for (Value a : values) {
            for (Value b : values) {
                assertOrdered(a, b);
            }
        }
    }

    @Test
    void hardNeighboursCompareExactly() {
        List<Value> values = new ArrayList<>(List.of(
                Value.of(Double.NEGATIVE_INFINITY),
                Value.of(-Double.MAX_VALUE),
                Value.of(Long.MIN_VALUE),
                Value.of(Long.MIN_VALUE + 1),
                Value.of(-0x1p63),
                decimal("-9223372036854775808.5"),
                decimal("-1e-1000"),
                Value.of(-Double.MIN_VALUE),
                Value.of(0),
                Value.of(-0.0),
                decimal("1e-1000"),
                Value.of(Double.MIN_VALUE),
                decimal("0.1"),
                Value.of(0.1),
                Value.of(Math.nextDown(0.1)),
                new Value.Decimal(new BigDecimal(0.1)),
                new Value.Decimal(new BigDecimal(0.1).add(new BigDecimal("1e-70"))),
                Value.of(9),
                Value.of(10),
                Value.of(9007199254740992L),
                Value.of(9007199254740993L),
                decimal("9007199254740992.5"),
                Value.of(9007199254740994L),
                Value.of(Long.MAX_VALUE),
                Value.of(0x1p63),
                decimal("9223372036854775807.9"),
                decimal("99999999999999999999"),
                decimal("1e307"),
                Value.of(Double.MAX_VALUE),
                Value.of(Double.POSITIVE_INFINITY)));
        for (Value a : values) {
            for (Value b : values) {
                assertOrdered(a, b);
            }
        }
    }

    @Test
    void noKeyIsTheBeginningOfAnother() {
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            byte[] a = ValueKeys.of(value(random, 2));
            byte[] b = ValueKeys.of(value(random, 2));
            if (a.length < b.length && a.length < ValueKeys.MAX_BYTES) {
                assertThat(Arrays.copyOf(b, a.length)).isNotEqualTo(a);
            }
        }
    }

    @Test
    void longValuesAreCutButKeepTheirOrder() {
        String base = "x".repeat(ValueKeys.MAX_BYTES - 3);
        List<Value> values = List.of(
                Value.of(base),
                Value.of(base + "a"),
                Value.of(base + "aa"),
                Value.of(base + "aaa"),
                Value.of(base + "ab"),
                Value.of(base + "\ud83d\ude00"),
                Value.of(base + "\ud83d\ude00b"),
                Value.of(base + "a\ud83d\ude00b"),
                Value.of(base + "aa\ud83d\ude00b"),
                Value.of(base + "b"),
                new Value.List(List.of(Value.of(base), Value.of(1))),
                new Value.List(List.of(Value.of(base + "aaaa"), Value.of(1))),
                new Value.Bytes(new byte[300]));
        for (Value a : values) {
            assertThat(ValueKeys.of(a)).hasSizeLessThanOrEqualTo(ValueKeys.MAX_BYTES);
            for (Value b : values) {
                int keys = ValueOrder.compareBytes(ValueKeys.of(a), ValueKeys.of(b));
                int order = Integer.signum(a.compareTo(b));
                if (keys == 0 && order != 0) {
                    assertThat(ValueKeys.of(a)).hasSize(ValueKeys.MAX_BYTES);
                } else {
                    assertThat(Integer.signum(keys)).as("%s and %s", a, b).isEqualTo(order);
                }
            }
        }
    }

    private static void assertOrdered(Value a, Value b) {
        int keys = ValueOrder.compareBytes(ValueKeys.of(a), ValueKeys.of(b));
        assertThat(Integer.signum(keys)).as("%s and %s", a, b).isEqualTo(Integer.signum(a.compareTo(b)));
    }

    private static Value decimal(String text) {
        return new Value.Decimal(new BigDecimal(text));
    }

    private static Value value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 13 : 11)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of(random.nextBoolean());
            case 2, 3 -> number(random);
            case 4 -> Value.of(text(random));
            case 5 -> new Value.Bytes(bytes(random));
            case 6 -> new Value.Instant(random.nextLong() >> random.nextInt(64));
            case 7 -> new Value.Date(random.nextInt(3) - 1);
            case 8 -> new Value.LocalDateTime(random.nextLong() >> random.nextInt(64));
            case 9 -> new Value.Uuid(random.nextInt(3) - 1, random.nextLong());
            case 10 -> new Value.Id(new EntityId(EventId.fromBytes(random(random, 32))));
            case 11 -> new Value.Json(json(random, depth));
            default -> new Value.List(list(random, depth));
        };
    }

    private static List<Value> list(Random random, int depth) {
        List<Value> items = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            items.add(value(random, depth - 1));
        }
        return items;
    }

    private static Value json(Random random, int depth) {
        if (depth == 0) {
            return random.nextBoolean() ? Value.of(random.nextInt(3)) : Value.of(text(random));
        }
        return switch (random.nextInt(4)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of(text(random));
            case 2 -> {
                List<Value> items = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    items.add(json(random, depth - 1));
                }
                yield new Value.List(items);
            }
            default -> {
                TreeMap<String, Value> fields = new TreeMap<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    fields.put(text(random), json(random, depth - 1));
                }
                yield new Value.Obj(fields);
            }
        };
    }

    private static Value number(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Value.of(random.nextInt(5) - 2);
            case 1 -> Value.of(random.nextLong() >> random.nextInt(64));
            case 2 -> Value.of(Long.MAX_VALUE - random.nextInt(3000));
            case 3 -> Value.of((random.nextInt(5) - 2) / 4.0);
            case 4 -> Value.of(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
            case 5 -> Value.of((double) (Long.MAX_VALUE - random.nextInt(3000)));
            case 6 ->
                new Value.Decimal(
                        new BigDecimal(new BigInteger(1 + random.nextInt(80), random), random.nextInt(40) - 10)
                                .multiply(BigDecimal.valueOf(random.nextBoolean() ? 1 : -1)));
            default -> new Value.Decimal(BigDecimal.valueOf(random.nextInt(9) - 4, random.nextInt(3)));
        };
    }

    private static String text(Random random) {
        String[] parts = {"", "a", "b", "\u0001", "\u00e9", "\uffff", "\ud83d\ude00", "ab", "\u007f"};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(4)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(4) - 1);
        }
        return bytes;
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
