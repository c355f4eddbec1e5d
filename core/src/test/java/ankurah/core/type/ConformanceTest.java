package ankurah.core.type;

import ankurah.core.testkit.DataTypeKit;
import ankurah.event.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every built-in type keeps what data types have to. */
class ConformanceTest {
    private static final int HISTORIES = System.getProperty("ankurah.deep") != null ? 2_000 : 100;

    @Test
    void registers() {
        DataTypeKit.of(Register.TYPE, (random, seen) -> Register.set(value(random, 2)))
                .withHistories(HISTORIES)
                .run();
    }

    @Test
    void counters() {
        DataTypeKit.of(Counter.TYPE, (random, seen) -> Counter.add(amount(random)))
                .withHistories(HISTORIES)
                .run();
    }

    @Test
    void sets() {
        DataTypeKit.of(AddWinsSet.TYPE, (random, seen) -> switch (random.nextInt(8)) {
                    case 0 -> AddWinsSet.clear();
                    case 1, 2, 3 -> AddWinsSet.remove(element(random));
                    default -> AddWinsSet.add(element(random));
                })
                .withHistories(HISTORIES)
                .run();
    }

    @Test
    void documents() {
        DataTypeKit.of(JsonMerge.TYPE, (random, seen) -> {
                    String[] path = new String[random.nextInt(4)];
                    for (int i = 0; i < path.length; i++) {
                        path[i] = String.valueOf((char) ('a' + random.nextInt(2)));
                    }
                    JsonMerge.Place place = JsonMerge.at(path);
                    return random.nextInt(4) == 0 ? place.remove() : place.set(json(random, 2));
                })
                .withHistories(HISTORIES)
                .run();
    }

    private static long amount(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Long.MAX_VALUE;
            case 1 -> Long.MIN_VALUE;
            case 2 -> random.nextLong();
            default -> random.nextInt(100) - 50;
        };
    }

    /** Few, so that authors meet; 1, 1.0 and the decimal 1 among them, which compare as equal. */
    private static Value element(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> Value.of(1.0);
            case 1 -> Value.of(BigDecimal.ONE);
            case 2 -> Value.of("a");
            case 3 -> new Value.List(List.of(Value.NULL));
            default -> Value.of((long) random.nextInt(2));
        };
    }

    private static Value value(Random random, int depth) {
        return switch (random.nextInt(5)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of(random.nextDouble());
            case 2 -> new Value.Json(json(random, depth));
            case 3 -> new Value.Bytes(new byte[] {(byte) random.nextInt()});
            default -> Value.of(random.nextInt(3));
        };
    }

    private static Value json(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 3 : 5)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of(random.nextInt(3));
            case 2 -> Value.of("text");
            case 3 -> new Value.List(List.of(json(random, depth - 1)));
            default ->
                new Value.Obj(
                        random.nextBoolean()
                                ? Map.of()
                                : Map.of(random.nextBoolean() ? "a" : "b", json(random, depth - 1)));
        };
    }
}
