package ankurah.bench.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** The shapes of dmonad/crdt-benchmarks that concern texts, with its N of 6,000, and 20,000 single random insertions. */
final class Shapes {
    private static final int N = 6_000;
    private static final int MANY_CLIENTS = 20 * (int) Math.sqrt(N);
    private static final long SEED = 20;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz      ";

    private final Random random = new Random(SEED);
    private final Script.Builder script = new Script.Builder();

    private Shapes() {}

    /** By name, made when asked for. */
    static Map<String, Supplier<Script>> all() {
        Map<String, Supplier<Script>> shapes = new LinkedHashMap<>();
        shapes.put("B1.1 append 6,000 characters", () -> new Shapes().typed(Place.END, 1));
        shapes.put("B1.2 insert one string of 6,000", () -> new Shapes().oneString(false));
        shapes.put("B1.3 prepend 6,000 characters", () -> new Shapes().typed(Place.START, 1));
        shapes.put("B1.4 6,000 characters anywhere", () -> new Shapes().typed(Place.ANYWHERE, 1));
        shapes.put("B1.5 6,000 words anywhere", () -> new Shapes().typed(Place.ANYWHERE, 10));
        shapes.put("B1.6 insert a string, delete it", () -> new Shapes().oneString(true));
        shapes.put("B1.7 insert and delete anywhere", () -> new Shapes().mixed());
        shapes.put("B2.1 two insert a string each at 0", () -> new Shapes().two(N, Place.START, 1, false));
        shapes.put("B2.2 two: 6,000 characters anywhere", () -> new Shapes().two(1, Place.ANYWHERE, N, false));
        shapes.put("B2.3 two: 6,000 words anywhere", () -> new Shapes().two(10, Place.ANYWHERE, N, false));
        shapes.put("B2.4 two: insert and delete anywhere", () -> new Shapes().two(10, Place.ANYWHERE, N, true));
        shapes.put("B3 1,540 clients, one text", () -> new Shapes().manyClients());
        shapes.put("20,000 characters anywhere, one document", () -> new Shapes().alone(20_000));
        return shapes;
    }

    private enum Place {
        START,
        END,
        ANYWHERE
    }

    private int at(Place place, int length) {
        return switch (place) {
            case START -> 0;
            case END -> length;
            case ANYWHERE -> random.nextInt(length + 1);
        };
    }

    private String word(int atMost) {
        int length = atMost == 1 ? 1 : 2 + random.nextInt(atMost - 1);
        return letters(length);
    }

    private String letters(int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return word.toString();
    }

    /** B1: one writes, the other hears of each edit at once. */
    private Script typed(Place place, int atMost) {
        script.start();
        for (int i = 0, length = 0; i < N; i++) {
            String word = word(atMost);
            script.edit(0, at(place, length), 0, word);
            script.sync(0, 1);
            length += word.length();
        }
        return script.build(2);
    }

    private Script oneString(boolean deletedAgain) {
        script.start();
        script.edit(0, 0, 0, letters(N));
        script.sync(0, 1);
        if (deletedAgain) {
            script.edit(0, 0, N, "");
            script.sync(0, 1);
        }
        return script.build(2);
    }

    private Script mixed() {
        script.start();
        for (int i = 0, length = 0; i < N; i++) {
            length += editOrDelete(0, length, 10, true);
            script.sync(0, 1);
        }
        return script.build(2);
    }

    /** How much longer the text became. */
    private int editOrDelete(int document, int length, int atMost, boolean deletes) {
        int at = at(Place.ANYWHERE, length);
        if (deletes && at < length && random.nextBoolean()) {
            int deleted = 1 + random.nextInt(Math.min(9, length - at));
            script.edit(document, at, deleted, "");
            return -deleted;
        }
        String word = word(atMost);
        script.edit(document, at, 0, word);
        return word.length();
    }

    /** B2: two write without hearing of each other, over a text both have; then they hear all. */
    private Script two(int atMost, Place place, int edits, boolean deletes) {
        String common = letters(100);
        script.edit(0, 0, 0, common);
        script.sync(0, 1);
        script.start();
        for (int document = 0; document < 2; document++) {
            int length = common.length();
            for (int i = 0; i < edits; i++) {
                if (place == Place.START) {
                    script.edit(document, 0, 0, letters(atMost));
                } else {
                    length += editOrDelete(document, length, atMost, deletes);
                }
            }
        }
        script.sync(0, 1);
        script.sync(1, 0);
        return script.build(2);
    }

    /** B3: many write one word each into the empty text; one gets all. */
    private Script manyClients() {
        List<Integer> others = new ArrayList<>();
        for (int i = 1; i <= MANY_CLIENTS; i++) {
            script.edit(i, 0, 0, word(10));
            others.add(i);
        }
        script.start();
        others.forEach(other -> script.sync(other, 0));
        return script.build(MANY_CLIENTS + 1);
    }

    private Script alone(int count) {
        script.start();
        for (int i = 0; i < count; i++) {
            script.edit(0, at(Place.ANYWHERE, i), 0, word(1));
        }
        return script.build(1);
    }
}
