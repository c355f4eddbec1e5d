package ankurah.storage.testkit;

import ankurah.event.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Values of some sorts from a seed, few of each, so that they meet often. */
final class Values {
    /** What a property of a generated schema holds, mostly. */
    enum Sort {
        FEW,
        NUMBER,
        TEXT,
        LONG_TEXT,
        TIME,
        FLAG,
        JSON,
        REF,
        LIST,
        ANY
    }

    /** Longer than what a key holds of a value. */
    static final String LONG = "x".repeat(300);

    private static final String[] TEXTS = {
        "",
        "a",
        "ab",
        "abc",
        "b",
        "B",
        "9",
        "10",
        "2024-05-01",
        "it's",
        "a%",
        "a_",
        "\uffff",
        "\ud83d\ude00",
        "\u00e9",
        "e\u0301",
        "\ud7ff",
        "\ue000",
        "2024-05-01T10:00:00Z",
        "'; DROP TABLE x",
        LONG + "b"
    };

    private final Random random;

    Values(Random random) {
        this.random = random;
    }

    /** @param rows how many rows there are to refer to */
    Value of(Sort sort, int rows) {
        return switch (sort) {
            case FEW -> Value.of(random.nextInt(4));
            case NUMBER -> number();
            case TEXT -> text();
            case LONG_TEXT -> Value.of(LONG + (char) ('a' + random.nextInt(4)));
            case TIME -> time();
            case FLAG -> Value.of(random.nextInt(3) > 0);
            case JSON -> new Value.Json(json(3));
            case REF -> rows == 0 ? Value.NULL : Value.of(Fakes.id(random.nextInt(rows)));
            case LIST -> new Value.List(List.of(number(), text()));
            case ANY -> of(Sort.values()[random.nextInt(Sort.values().length - 1)], rows);
        };
    }

    Value number() {
        return switch (random.nextInt(8)) {
            case 0 -> Value.of((random.nextInt(41) - 20) / 4.0);
            case 1 -> Value.of(new BigDecimal(random.nextInt(41) - 20).movePointLeft(1));
            case 2 -> Value.of(Long.MAX_VALUE - random.nextInt(3));
            case 3 -> Value.of(random.nextBoolean() ? 1e300 : -1e300);
            case 4 -> Value.of(new BigDecimal("9007199254740993.000" + random.nextInt(3)));
            default -> Value.of(random.nextInt(41) - 20);
        };
    }

    Value text() {
        return Value.of(TEXTS[random.nextInt(TEXTS.length)]);
    }

    private Value time() {
        return switch (random.nextInt(4)) {
            case 0 -> new Value.Instant(1714557600000000L + random.nextInt(3));
            case 1 -> new Value.LocalDateTime(1714557600000000L - random.nextInt(3));
            case 2 -> new Value.Uuid(random.nextInt(2) - 1L, random.nextInt(3));
            default -> new Value.Date(19844 - random.nextInt(3) * 19844L);
        };
    }

    private Value json(int depth) {
        return switch (random.nextInt(6)) {
            case 0 -> jsonNumber();
            case 1 -> text();
            case 2 -> random.nextBoolean() ? Value.NULL : Value.of(random.nextBoolean());
            case 3 -> depth == 0 ? Value.NULL : new Value.List(items(depth));
            default -> depth == 0 ? Value.of(1) : object(depth);
        };
    }

    /** JSON has no floats of its own. */
    private Value jsonNumber() {
        Value number = number();
        return number instanceof Value.Float ? Value.of(new BigDecimal("-0.25")) : number;
    }

    private List<Value> items(int depth) {
        List<Value> items = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            items.add(json(depth - 1));
        }
        return items;
    }

    private Value object(int depth) {
        Map<String, Value> fields = new TreeMap<>();
        for (String name : List.of("a", "b", "0")) {
            if (random.nextInt(4) > 0) {
                fields.put(name, random.nextBoolean() ? Value.of(random.nextInt(4)) : json(depth - 1));
            }
        }
        return new Value.Obj(fields);
    }
}
