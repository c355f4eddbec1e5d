package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.example.Inventory;
import ankurah.core.internal.entity.Chronicle;
import ankurah.core.type.AddWinsSet;
import ankurah.core.type.Counter;
import ankurah.core.type.DataTypes;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Hash256;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.storage.LogId;
import ankurah.storage.Position;
import ankurah.storage.StorageSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PastTest {
    private static final List<String> QUERIES = List.of(
            "",
            "n > 3",
            "n > 2 ORDER BY n DESC, name LIMIT 4",
            "tags IS NOT NULL ORDER BY plays",
            "to.n > 3",
            "ORDER BY to.n DESC LIMIT 3");

    /** What the node answered at a position. */
    private record Then(Position position, Instant at, List<List<Entity>> rows, Map<EntityId, byte[]> states) {}

    /** The states that were published are the oracle: nothing is folded again for them. */
    @Test
    void thePastIsWhatItWas() {
        for (long seed = 0; seed < 12; seed++) {
            thePastIsWhatItWas(new Random(seed), "seed " + seed);
        }
    }

    private static void thePastIsWhatItWas(Random random, String where) {
        DataTypes types = DataTypes.builtIn().with(Inventory.TYPE);
        try (TestNode node = new TestNode(types, TestNode.memory())) {
            node.context.run(tx -> tx.delete(
                    tx.create("row", Map.of("n", Value.of(0), "to", Value.NULL)).id()));
            List<EntityId> ids = new ArrayList<>();
            List<Transaction> open = new ArrayList<>();
            List<Then> told = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                node.millis.addAndGet(10);
                if (random.nextInt(3) == 0) {
                    open.add(node.context.begin());
                }
                boolean late = !open.isEmpty() && random.nextInt(3) == 0;
                Transaction tx = late ? open.remove(random.nextInt(open.size())) : node.context.begin();
                write(tx, ids, random);
                tx.commit();
                told.add(then(node, ids));
            }
            open.forEach(Transaction::close);
            for (Then then : told) {
                Past past = node.context.asOf(then.position());
                String at = where + ", " + then.position();
                for (int q = 0; q < QUERIES.size(); q++) {
                    assertThat(past.query("row", QUERIES.get(q)))
                            .as(at + ": " + QUERIES.get(q))
                            .isEqualTo(then.rows().get(q));
                }
                assertThat(past.count("row", "n > 3"))
                        .isEqualTo(then.rows().get(1).size());
                assertThat(node.context.asOf(then.at()).position()).as(at).isEqualTo(then.position());
                for (EntityId id : ids) {
                    assertThat(stateAt(node, id, then.position().number()))
                            .as(at + ": " + id)
                            .isEqualTo(then.states().get(id));
                }
            }
        }
    }

    private static byte[] stateAt(TestNode node, EntityId id, long number) {
        try (StorageSnapshot snapshot = node.backend().storage().snapshot()) {
            EntityState state = Chronicle.state(snapshot, node.backend().fold(), id, number);
            return state == null ? null : state.encode();
        }
    }

    private static Then then(TestNode node, List<EntityId> ids) {
        List<List<Entity>> rows = new ArrayList<>();
        QUERIES.forEach(query -> rows.add(node.context.query("row", query)));
        Map<EntityId, byte[]> states = new java.util.HashMap<>();
        ids.forEach(id -> {
            EntityState state = node.state(id);
            if (state != null) {
                states.put(id, state.encode());
            }
        });
        return new Then(node.node.position(), Instant.ofEpochMilli(node.millis.get()), rows, states);
    }

    private static void write(Transaction tx, List<EntityId> ids, Random random) {
        for (int i = 0; i <= random.nextInt(3); i++) {
            EntityId id = ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
            if (id == null || random.nextInt(4) == 0) {
                Value to = id == null ? Value.NULL : Value.of(id);
                ids.add(tx.create(
                                "row",
                                Map.of("n", Value.of(random.nextInt(6)), "to", to),
                                Map.of("stock", Inventory.receive(3)))
                        .id());
                continue;
            }
            if (tx.find(id).isEmpty()) {
                continue;
            }
            switch (random.nextInt(6)) {
                case 0 -> tx.set(id, "n", Value.of(random.nextInt(6)));
                case 1 -> tx.apply(id, "plays", Counter.add(random.nextInt(5)));
                case 2 -> tx.apply(id, "tags", AddWinsSet.add(Value.of("t" + random.nextInt(3))));
                case 3 -> tx.text(id, "name").insert(0, "x" + random.nextInt(9));
                case 4 -> takeOnce(tx, id);
                default -> tx.delete(id);
            }
        }
    }

    private static void takeOnce(Transaction tx, EntityId id) {
        try {
            tx.apply(id, "stock", Inventory.take(1));
        } catch (AnkurahException.Invalid twice) {
            assertThat(twice.code()).isEqualTo("inventory.once");
        }
    }

    @Test
    void anInstantMeansTheOrderOfTheLog() {
        Author offline = new Author(1, (TestNode.START_MILLIS - 3_600_000) << 16);
        Event late = offline.create("note", Map.of("n", Value.of(1)));
        try (TestNode node = new TestNode()) {
            assertThat(node.context.asOf(Instant.MAX).position().number()).isZero();
            node.context.run(tx -> tx.create("note", Map.of("n", Value.of(2))));
            node.millis.addAndGet(1_000);
            node.take(Author.commit(late));
            assertThat(node.context
                            .asOf(Instant.ofEpochMilli(TestNode.START_MILLIS - 1))
                            .query("note", ""))
                    .as("it is dated before, and was not there before")
                    .isEmpty();
            Past both = node.context.asOf(Instant.ofEpochMilli(TestNode.START_MILLIS));
            assertThat(both.query("note", "")).hasSize(2);
            assertThat(node.context.asOf(Instant.MIN).position())
                    .isEqualTo(Position.start(both.position().log()));
            assertThat(node.context.asOf(Instant.MAX).position()).isEqualTo(node.node.position());
        }
    }

    @Test
    void instantsAreFoundInALongLog() {
        try (TestNode node = new TestNode()) {
            for (int i = 0; i < 3_000; i++) {
                node.millis.addAndGet(1);
                node.context.run(tx -> tx.create("note", Map.of("n", Value.of(2))));
                if (i == 500) {
                    assertThat(node.context.asOf(Instant.MAX).position()).isEqualTo(node.node.position());
                }
            }
            for (int i : List.of(0, 1, 1_023, 1_024, 1_025, 2_047, 2_048, 2_999, 3_000, 4_000)) {
                assertThat(node.context
                                .asOf(Instant.ofEpochMilli(TestNode.START_MILLIS + i))
                                .position()
                                .number())
                        .isEqualTo(Math.min(i, 3_000));
            }
        }
    }

    @Test
    void onlyPositionsOfThisLogAreKnown() {
        try (TestNode node = new TestNode()) {
            node.context.run(tx -> tx.create("note", Map.of("n", Value.of(2))));
            Position here = node.node.position();
            assertThat(node.context.asOf(here).query("note", "")).hasSize(1);
            assertThat(node.context.asOf(Position.start(here.log())).query("note", ""))
                    .isEmpty();
            assertCode(() -> node.context.asOf(new Position(new LogId(1, 2), 1, here.hash())), "position.other_log");
            assertCode(() -> node.context.asOf(new Position(here.log(), 2, here.hash())), "position.beyond");
            assertCode(() -> node.context.asOf(new Position(here.log(), 1, Hash256.ZERO)), "position.other_log");
            Past past = node.context.asOf(here);
            assertThatThrownBy(() -> past.query("nobody", "")).isInstanceOf(AnkurahException.NotFound.class);
            EntityId nobody = node.context.query("note", "").getFirst().id();
            assertThat(node.context.asOf(Position.start(here.log())).find(nobody))
                    .isEmpty();
        }
    }

    private static void assertCode(Runnable action, String code) {
        assertThatThrownBy(action::run)
                .isInstanceOfSatisfying(
                        AnkurahException.Conflict.class,
                        e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void inAReadOthersMayHaveCommittedSince() {
        try (TestNode node = new TestNode()) {
            EntityId id = node.context
                    .transact(tx -> tx.create("note", Map.of("n", Value.of(0))).id())
                    .value();
            assertThat(node.context.freshness(id)).isEqualTo(Freshness.CURRENT);
            Freshness inside = node.context.read(reads -> {
                try (Transaction other =
                        node.node.context(Principal.of("other")).begin()) {
                    other.set(id, "n", Value.of(1));
                    other.commit();
                }
                return node.context.freshness(id);
            });
            assertThat(inside).isEqualTo(Freshness.STALE);
        }
    }
}
