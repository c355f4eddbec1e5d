package ankurah.storage.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Query;
import ankurah.storage.IndexSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Made-up collections, rows, indexes and queries: each answer is that of looking at every row, before an index is there,
 * while it is built beside writes, afterwards, and when the store is opened again. A wrong answer is made as small as it
 * can be and printed so that it can be run again.
 *
 * <p>{@code -Dankurah.seed=N} runs one session again, {@code -Dankurah.case=TEXT} one printed case, {@code
 * -Dankurah.deep=true} 200,000 queries instead of 5,000.
 */
public abstract class GeneratedQueries {
    private static final int QUERIES = System.getProperty("ankurah.deep") == null ? 5_000 : 200_000;
    /** The deep run takes minutes. */
    private static final int MOST_SECONDS = 3_600;

    private static final int MOST_ROWS = 260;
    private static final int MOST_INDEXES = 4;
    private static final int MOST_PAGE = 9;

    protected abstract Place newPlace();

    @Test
    @Timeout(MOST_SECONDS)
    void everyAnswerIsThatOfLookingAtEveryRow() {
        String given = System.getProperty("ankurah.case");
        if (given != null) {
            again(Scenario.read(given));
            return;
        }
        Long only = Long.getLong("ankurah.seed");
        long seed = only == null ? System.nanoTime() : only;
        int asked = 0;
        for (int i = 0; asked < QUERIES && (only == null || i == 0); i++) {
            asked += session(seed + i);
        }
        System.out.println(asked + " generated queries from seed " + seed);
    }

    private void again(Scenario scenario) {
        try (Place place = newPlace()) {
            Trial.run(scenario, place);
        }
    }

    private int session(long seed) {
        try (Place place = newPlace();
                Session session = new Session(seed, place)) {
            session.run();
            return session.asked;
        }
    }

    @Test
    void aFailureIsMadeSmallAndCanBeRunAgain() {
        Random random = new Random(7);
        Schema schema = new Schema(random);
        TreeMap<Integer, Map<String, Value>> rows = new TreeMap<>();
        for (int i = 0; i < 60; i++) {
            Map<String, Value> row = new TreeMap<>(schema.row(i));
            row.put("n", Value.of(i % 10));
            rows.put(i, row);
        }
        Query query = AnkQl.parse("(n = 3 OR p0 IS NULL) AND n < 9 ORDER BY p1, n DESC LIMIT 50");
        Scenario large = new Scenario(
                1,
                rows,
                List.of(new Scenario.Change(2, Map.of("n", Value.of(3)))),
                List.of(schema.index(), IndexSpec.on(Schema.COLLECTION, "n", "p0")),
                Scenario.Stage.AFTER,
                3,
                query,
                4);
        Scenario small = Shrinker.shrink(
                Scenario.read(large.text()),
                one -> one.rows().values().stream()
                                        .filter(row -> Value.of(3).equals(row.get("n")))
                                        .count()
                                >= 2
                        && AnkQl.print(one.query()).contains("n = 3"));
        assertThat(small.rows()).hasSize(2);
        assertThat(small.rows().values()).allMatch(row -> row.keySet().equals(java.util.Set.of("n")));
        assertThat(small.changes()).isEmpty();
        assertThat(small.indexes()).isEmpty();
        assertThat(AnkQl.print(small.query())).isEqualTo("n = 3");
        assertThat(Scenario.read(small.text())).isEqualTo(small);
        again(small);
    }

    /** One collection from beginning to end. */
    private final class Session implements AutoCloseable {
        private final long seed;
        private final Random random;
        private final Schema schema;
        private final Trial trial;
        private final TreeMap<Integer, Map<String, Value>> rows = new TreeMap<>();
        private final List<Scenario.Change> changes = new ArrayList<>();
        private final List<IndexSpec> indexes = new ArrayList<>();
        private Scenario.Stage stage = Scenario.Stage.BEFORE;
        private int steps;
        private int asked;

        Session(long seed, Place place) {
            this.seed = seed;
            this.random = new Random(seed);
            this.schema = new Schema(random);
            this.trial = new Trial(place, seed);
        }

        void run() {
            int size = random.nextInt(6) == 0 ? random.nextInt(4) : 20 + random.nextInt(MOST_ROWS);
            for (int i = 0; i < size; i++) {
                Map<String, Value> row = schema.row(i);
                rows.put(i, row);
                trial.write(i, row);
            }
            trial.commit();
            ask(8);
            build();
            stage = Scenario.Stage.AFTER;
            ask(40);
            change(15);
            ask(30);
            trial.checkIndexes();
            trial.reopen();
            stage = Scenario.Stage.REOPENED;
            ask(15);
            trial.engine().dropIndex(indexes.get(0));
            ask(4);
            trial.work(Integer.MAX_VALUE);
            ask(4);
            trial.checkIndexes();
        }

        private void build() {
            for (int i = 1 + random.nextInt(MOST_INDEXES); i > 0; i--) {
                indexes.add(schema.index());
            }
            schema.use(indexes);
            indexes.forEach(trial.engine()::declareIndex);
            stage = Scenario.Stage.BUILDING;
            ask(4);
            int most = 40;
            while (trial.work(1)) {
                steps++;
                if (most-- > 0) {
                    if (random.nextInt(3) == 0) {
                        change(3);
                    }
                    if (random.nextInt(12) == 0) {
                        trial.reopen();
                    }
                    ask(2);
                }
            }
        }

        private void change(int count) {
            for (int i = 0; i < count; i++) {
                int row = random.nextInt(rows.size() + 3);
                Map<String, Value> values = schema.row(rows.size());
                changes.add(new Scenario.Change(row, values));
                trial.write(row, values);
            }
            trial.commit();
        }

        private void ask(int count) {
            for (int i = 0; i < count; i++) {
                Query query = schema.query();
                check(query, null);
                if (!rows.isEmpty() && random.nextInt(4) == 0) {
                    check(query, random.nextInt(rows.size()));
                }
                if (random.nextInt(8) == 0) {
                    asked++;
                    int size = Math.max(1 + random.nextInt(MOST_PAGE), trial.size(query) / 20);
                    checkPages(query, size, () -> {});
                }
            }
            pagesAcrossBuilds();
        }

        /** Indexes may come further while somebody turns the pages. */
        private void pagesAcrossBuilds() {
            if (stage == Scenario.Stage.BUILDING && random.nextInt(4) == 0) {
                Query query = schema.query();
                asked++;
                checkPages(query, 1 + trial.size(query) / 5, () -> trial.work(1));
            }
        }

        private void check(Query query, @Nullable Integer afterRow) {
            asked++;
            try {
                trial.check(query, afterRow);
            } catch (RuntimeException | AssertionError wrong) {
                throw failure(wrong, List.of(failed(query, afterRow)));
            }
        }

        private void checkPages(Query query, int size, Runnable between) {
            try {
                trial.checkPages(query, size, between);
            } catch (RuntimeException | AssertionError wrong) {
                List<Scenario> suspects = new ArrayList<>();
                rows.keySet().forEach(row -> suspects.add(failed(query.withLimit(size), row)));
                throw failure(wrong, suspects);
            }
        }

        private Scenario failed(Query query, @Nullable Integer afterRow) {
            return new Scenario(seed, rows, changes, indexes, stage, steps, query, afterRow);
        }

        /** With the first case among the suspects that fails by itself, made small. */
        private AssertionError failure(Throwable wrong, List<Scenario> suspects) {
            String small = "It fails only within its session; again with -Dankurah.seed=" + seed;
            for (Scenario suspect : suspects) {
                if (fails(suspect)) {
                    small = Shrinker.shrink(suspect, this::fails).toString();
                    break;
                }
            }
            return new AssertionError("seed " + seed + ": " + wrong.getMessage() + "\n" + small, wrong);
        }

        private boolean fails(Scenario scenario) {
            try {
                again(scenario);
                return false;
            } catch (RuntimeException | AssertionError wrong) {
                return true;
            }
        }

        @Override
        public void close() {
            trial.close();
        }
    }
}
