package ankurah.core.type;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A document that was written in any order is what plain JSON is after the writes in the order of their ids. */
class JsonMergeOracleTest {
    private static final int HISTORIES = System.getProperty("ankurah.deep") != null ? 100_000 : 5_000;

    private record Write(String[] path, @Nullable Value value) {
        byte[] body() {
            JsonMerge.Place place = JsonMerge.at(path);
            TypedOperation<JsonMerge.Document> operation = value == null ? place.remove() : place.set(value);
            return operation.write(JsonMerge.TYPE.initial(), null);
        }

        /** Does it to plain JSON; null stands for nothing there. */
        @Nullable
        Value carriedOut(@Nullable Value document) {
            return carriedOut(document, 0);
        }

        private @Nullable Value carriedOut(@Nullable Value at, int depth) {
            if (depth == path.length) {
                return value;
            }
            if (value == null && !(at instanceof Value.Obj)) {
                return at;
            }
            Map<String, Value> fields =
                    at instanceof Value.Obj object ? new TreeMap<>(object.fields()) : new TreeMap<>();
            Value field = carriedOut(fields.get(path[depth]), depth + 1);
            if (field == null) {
                fields.remove(path[depth]);
            } else {
                fields.put(path[depth], field);
            }
            return new Value.Obj(fields);
        }
    }

    @Test
    void mergedWritesAreTheWritesCarriedOutInTheOrderOfIds() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            List<Write> writes = new ArrayList<>();
            List<Integer> order = new ArrayList<>();
            Value expected = null;
            for (int i = 0; i < 1 + random.nextInt(9); i++) {
                Write write = write(random);
                writes.add(write);
                order.add(i);
                expected = write.carriedOut(expected);
            }
            Collections.shuffle(order, random);
            JsonMerge.Document document = JsonMerge.TYPE.initial();
            for (int number : order) {
                document = JsonMerge.TYPE.apply(
                        document, History.id(number + 1), writes.get(number).body());
            }
            assertThat(JsonMerge.TYPE.value(document))
                    .as("seed %d", seed)
                    .isEqualTo(expected == null ? Value.NULL : new Value.Json(expected));
        }
    }

    private static Write write(Random random) {
        String[] path = new String[random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(3)];
        for (int i = 0; i < path.length; i++) {
            path[i] = "ab".substring(random.nextInt(2)).substring(0, 1);
        }
        return new Write(path, random.nextInt(4) == 0 ? null : value(random, 2));
    }

    private static Value value(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 2 : 4)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of(random.nextInt(5));
            case 2 -> new Value.Obj(Map.of());
            default -> new Value.Obj(Map.of("a", value(random, depth - 1), "c", Value.of(7)));
        };
    }
}
