package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.HybridTime;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Cursor;
import ankurah.query.Ordering;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** After every commit a live query holds exactly the rows, in exactly the order, that a fresh query gives. */
class LiveEqualsFreshTest {
    private static final int COMMITS = System.getProperty("ankurah.deep") != null ? 20_000 : 2_000;

    private static final List<String> QUERIES = List.of(
            "",
            "LIMIT 5",
            "n > 0",
            "n < 0 ORDER BY n",
            "ORDER BY n",
            "ORDER BY n DESC",
            "ORDER BY n LIMIT 3",
            "ORDER BY n DESC LIMIT 7",
            "ORDER BY n NULLS LAST LIMIT 10",
            "ORDER BY s, n DESC LIMIT 12",
            "ORDER BY s DESC, n LIMIT 2",
            "ORDER BY n LIMIT 0",
            "n IN (1, 2, -3) ORDER BY s LIMIT 4",
            "n IS NULL",
            "NOT (n = 1)",
            "missing = 1 OR n = 2",
            "NOT (missing = 1)",
            "missing IS NULL AND n < 0 ORDER BY missing, n DESC LIMIT 9",
            "n = 1 OR s = 'b'",
            "s = 'a'",
            "s = 'a' AND n > 2 ORDER BY n LIMIT 2",
            "n = 1",
            "n = 1.0 ORDER BY s",
            "s BETWEEN 'a' AND 'b' ORDER BY n DESC LIMIT 20",
            "s LIKE 'a%'",
            "j.a = 1",
            "j.a > 0 ORDER BY j.a DESC LIMIT 5",
            "ref.n > 0",
            "ref.s = 'a' ORDER BY ref.n, n DESC LIMIT 6",
            "ORDER BY ref.n LIMIT 3");

    /** Hides rows whose n is 3, and says nothing to writes. */
    private static final Policy HIDING = new Policy() {
        @Override
        public boolean canRead(Principal who, EntityState row) {
            return !row.get("n").equals(Value.of(3L));
        }

        @Override
        public void check(Principal who, Event event, @Nullable EntityState before, EntityState after) {}

        @Override
        public String version() {
            return "hiding-1";
        }
    };

    private final Random random;
    private final TestNode node;
    private final List<EntityId> ids = new ArrayList<>();

    /** One live query, and what its changes alone make of it. */
    private record Watched(Query query, LiveQuery live, List<Entity> replayed) {}

    LiveEqualsFreshTest() {
        long seed = Long.getLong("ankurah.seed", 20_26);
        System.out.println("seed " + seed);
        this.random = new Random(seed);
        this.node = new TestNode();
    }

    private Value value(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Value.NULL;
            case 1 -> Value.of(random.nextInt(5) + 0.5);
            case 2 -> Value.of(new BigDecimal(random.nextInt(5)).movePointLeft(1));
            default -> Value.of((long) random.nextInt(12) - 4);
        };
    }

    private Map<String, Value> values() {
        Map<String, Value> values = new HashMap<>();
        if (random.nextInt(3) > 0) {
            values.put("n", value(random));
        }
        if (random.nextInt(3) == 0) {
            values.put(
                    "s",
                    random.nextInt(6) == 0
                            ? Value.NULL
                            : Value.of(List.of("a", "ab", "b", "c").get(random.nextInt(4))));
        }
        if (random.nextInt(4) == 0) {
            values.put("j", new Value.Json(new Value.Obj(new java.util.TreeMap<>(Map.of("a", Value.of((long)
                    random.nextInt(4)))))));
        }
        if (random.nextInt(4) == 0 && !ids.isEmpty()) {
            values.put("ref", Value.of(ids.get(random.nextInt(ids.size()))));
        }
        return values;
    }

    private void commit(Context context) {
        List<EntityId> made = new ArrayList<>();
        context.run(tx -> {
            for (int i = random.nextInt(10) == 0 ? 20 : 1 + random.nextInt(3); i > 0; i--) {
                int what = random.nextInt(10);
                if (ids.size() < 20 || what < 2 && ids.size() < 90) {
                    made.add(tx.create(random.nextInt(5) == 0 ? "other" : "thing", values())
                            .id());
                    continue;
                }
                EntityId id = ids.get(random.nextInt(ids.size()));
                if (tx.find(id).isEmpty()) {
                    if (what < 5) {
                        try {
                            tx.restore(id);
                        } catch (ankurah.event.AnkurahException.NotFound e) {
                            assertThat(e.code()).isEqualTo("entity.not_found");
                        }
                    }
                } else if (what == 3) {
                    tx.delete(id);
                } else {
                    tx.edit(id, values());
                }
            }
        });
        ids.addAll(made);
    }

    private void follow(TestNode node, Context context, int commits) {
        commit(context);
        context.run(tx -> tx.create("thing", Map.of("n", Value.of(1L))));
        List<Watched> watched = new ArrayList<>();
        for (String text : QUERIES) {
            watched.add(watch(context, AnkQl.parse(text)));
        }
        for (int i = 0; i < commits; i++) {
            commit(context);
            node.deliver();
            for (Watched one : watched) {
                List<Entity> fresh = context.query("thing", one.query);
                assertThat(one.live.result().toList())
                        .as("commit %d, %s", i, one.query)
                        .isEqualTo(fresh);
                assertThat(one.replayed)
                        .as("replayed, commit %d, %s", i, one.query)
                        .isEqualTo(fresh);
            }
            if (i % 97 == 0) {
                int at = random.nextInt(watched.size());
                watched.get(at).live.close();
                watched.set(at, watch(context, afterARow(context, watched.get(at).query)));
            }
        }
        watched.forEach(one -> one.live.close());
        assertThat(node.backend().reactor().feeds()).isZero();
    }

    /** The same query, behind one of its rows. */
    private Query afterARow(Context context, Query query) {
        List<Entity> rows = context.query("thing", query.withAfter(null));
        boolean follows = query.toString().contains("ref.");
        if (rows.isEmpty() || follows) {
            return query;
        }
        Entity row = rows.get(random.nextInt(rows.size()));
        return query.withAfter(Cursor.at(query, Ordering.of(query.orderBy()).key(row.state())));
    }

    private static Watched watch(Context context, Query query) {
        LiveQuery live = context.live("thing", query);
        List<Entity> replayed = new ArrayList<>();
        Subscription subscription = live.subscribe(change -> Replay.apply(replayed, change));
        replayed.addAll(subscription.initial().toList());
        return new Watched(query, live, replayed);
    }

    @Test
    void afterEveryCommit() {
        try (node) {
            follow(node, node.context, COMMITS);
        }
    }

    @Test
    void afterEveryCommitWhereAPolicyHidesRows() {
        node.close();
        try (TestNode hiding = new TestNode(HIDING)) {
            follow(hiding, hiding.context, COMMITS / 4);
        }
    }

    @Test
    void afterEveryCommitOfAGroupOfMany() {
        try (node) {
            node.context.run(tx -> tx.create("thing", Map.of("n", Value.of(1L))));
            List<Watched> watched = new ArrayList<>();
            for (String text : QUERIES) {
                watched.add(watch(node.context, AnkQl.parse(text)));
            }
            Author author = new Author(7, HybridTime.ofMillis(TestNode.START_MILLIS));
            List<Event> geneses = new ArrayList<>();
            Map<Event, Event> last = new HashMap<>();
            for (int round = 0; round < COMMITS / 20; round++) {
                List<ankurah.event.Commit> batch = new ArrayList<>();
                for (int i = random.nextInt(30); i >= 0; i--) {
                    Event event;
                    if (geneses.size() < 60 && random.nextInt(3) == 0) {
                        event = author.create("thing", values());
                        geneses.add(event);
                        last.put(event, event);
                    } else if (geneses.isEmpty()) {
                        continue;
                    } else {
                        Event genesis = geneses.get(random.nextInt(geneses.size()));
                        event = author.edit(genesis, values(), last.get(genesis));
                        last.put(genesis, event);
                    }
                    batch.add(Author.commit(event));
                }
                node.take(batch);
                node.deliver();
                for (Watched one : watched) {
                    List<Entity> fresh = node.context.query("thing", one.query);
                    assertThat(one.live.result().toList())
                            .as("round %d, %s", round, one.query)
                            .isEqualTo(fresh);
                    assertThat(one.replayed)
                            .as("replayed, round %d, %s", round, one.query)
                            .isEqualTo(fresh);
                }
            }
            watched.forEach(one -> one.live.close());
        }
    }
}
