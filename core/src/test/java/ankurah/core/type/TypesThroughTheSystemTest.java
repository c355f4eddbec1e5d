package ankurah.core.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.Stage;
import ankurah.core.example.Inventory;
import ankurah.core.sync.Rig;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.storage.MemoryStorage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From a transaction through the gate and the store to live queries, here and at clients. */
class TypesThroughTheSystemTest {
    private static Map<String, TypedOperation<?>> fresh() {
        return Map.of(
                "plays",
                Counter.add(1),
                "tags",
                AddWinsSet.add(Value.of("rock")),
                "data",
                JsonMerge.set("label.name", Value.of("Taste")));
    }

    @Test
    void aTransactionSeesWhatItDoes() {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            EntityId id = node.context()
                    .transact(tx -> {
                        Entity made = tx.create("album", Map.of("name", Value.of("Absolution")), fresh());
                        assertThat(made.get("plays")).isEqualTo(Value.of(1));
                        tx.apply(made.id(), "plays", Counter.add(4));
                        tx.apply(made.id(), "plays", Counter.subtract(2));
                        tx.apply(made.id(), "tags", AddWinsSet.add(Value.of("live")));
                        tx.apply(made.id(), "tags", AddWinsSet.remove(Value.of("rock")));
                        tx.apply(made.id(), "tags", AddWinsSet.add(Value.of("prog")));
                        tx.apply(made.id(), "tags", AddWinsSet.remove(Value.of("live")));
                        tx.apply(made.id(), "data", JsonMerge.at("n").set(Value.of(9)));
                        Entity seen = tx.get(made.id());
                        assertThat(seen.get("plays")).isEqualTo(Value.of(3));
                        assertThat(seen.get("tags")).isEqualTo(new Value.List(List.of(Value.of("prog"))));
                        assertThat(tx.query("album", "data.n = 9 AND plays = 3"))
                                .hasSize(1);
                        return made.id();
                    })
                    .value();
            Entity stored = node.context().get(id);
            assertThat(stored.get("plays")).isEqualTo(Value.of(3));
            assertThat(stored.get("tags")).isEqualTo(new Value.List(List.of(Value.of("prog"))));
            assertThat(node.context().query("album", "data.label.name = 'Taste' AND data.n = 9"))
                    .containsExactly(stored);
            assertThat(node.context().history(id)).hasSize(2);
            assertThat(node.catalog().property("album", "plays").dataType()).isEqualTo("counter");
        }
    }

    @Test
    void concurrentOperationsOfClientsAllCount() {
        try (Rig rig = new Rig()) {
            EntityId id = rig.server
                    .context()
                    .transact(tx -> tx.create("album", Map.of(), fresh()).id())
                    .value();
            List<Rig.Client> clients = List.of(rig.client(), rig.client(), rig.client());
            List<LiveQuery> lives = clients.stream()
                    .map(client -> client.context().live("album", "plays > 0"))
                    .toList();
            lives.forEach(live -> live.awaitLive(Rig.LONG));
            for (int i = 0; i < clients.size(); i++) {
                Value tag = Value.of("tag" + i);
                int amount = i + 1;
                clients.get(i).context().run(tx -> {
                    tx.apply(id, "plays", Counter.add(amount));
                    tx.apply(id, "tags", AddWinsSet.add(tag));
                    tx.apply(id, "data", JsonMerge.set("by." + amount, tag));
                });
                assertThat(clients.get(i).context().get(id).get("tags").toString())
                        .contains("tag" + i);
            }
            for (LiveQuery live : lives) {
                Rig.until(
                        "all have counted",
                        () -> live.result().get(0).get("plays").equals(Value.of(7)));
                rig.untilEqual(live, rig.server.context());
                assertThat(live.result().get(0).get("tags").toString()).contains("tag0", "tag1", "tag2", "rock");
                live.close();
            }
            assertThat(rig.server.context().query("album", "data.by.2 = 'tag1'"))
                    .hasSize(1);
        }
    }

    @Test
    void aTypeThatAServerKnowsAndAClientDoesNotShowsTheServersValue() {
        DataTypes types = DataTypes.builtIn().with(Inventory.TYPE);
        try (Rig rig = new Rig(types)) {
            EntityId id = rig.server
                    .context()
                    .transact(tx -> tx.create("item", Map.of(), Map.of("stock", Inventory.receive(5)))
                            .id())
                    .value();
            var knows = rig.client(NodeOptions.defaults().withTypes(types));
            var lacks = rig.client(NodeOptions.defaults());
            try (LiveQuery there = knows.context().live("item", "stock >= 0");
                    LiveQuery here = lacks.context().live("item", "stock >= 0")) {
                there.awaitLive(Rig.LONG);
                here.awaitLive(Rig.LONG);
                knows.context()
                        .run(tx -> tx.apply(id, "stock", Inventory.take(3)))
                        .await(Stage.ACCEPTED, Rig.LONG);
                Rig.until("it is told", () -> here.result().get(0).get("stock").equals(Value.of(2)));
                rig.untilEqual(here, rig.server.context());
                rig.untilEqual(there, rig.server.context());
                assertThatThrownBy(() -> lacks.context().run(tx -> tx.apply(id, "stock", Inventory.take(1))))
                        .isInstanceOfSatisfying(
                                AnkurahException.Invalid.class,
                                e -> assertThat(e.code()).isEqualTo("type.unknown"));
            }
        }
    }

    @Test
    void aPropertyOfOneTypeIsNotWrittenAsAnother() {
        try (Node node = Node.durable(MemoryStorage.open(), Policy.allowAll())) {
            EntityId id = node.context()
                    .transact(tx -> tx.create("album", Map.of("year", Value.of(1)), fresh())
                            .id())
                    .value();
            assertThatThrownBy(() -> node.context().run(tx -> tx.set(id, "plays", Value.of(5))))
                    .hasMessageContaining("'plays'")
                    .hasMessageContaining("'counter'");
            assertThatThrownBy(() -> node.context().run(tx -> tx.apply(id, "year", Counter.add(5))))
                    .hasMessageContaining("'year'")
                    .hasMessageContaining("'lww'");
        }
    }

    @Test
    void aRefusedCommitLeavesACounterAsItWas() {
        Policy most = new Policy() {
            @Override
            public boolean canRead(ankurah.core.Principal who, ankurah.storage.EntityState row) {
                return true;
            }

            @Override
            public void check(
                    ankurah.core.Principal who,
                    ankurah.event.Event event,
                    ankurah.storage.EntityState before,
                    ankurah.storage.EntityState after) {
                if (after.get("plays").compareTo(Value.of(10)) > 0) {
                    throw new AnkurahException.Refused("plays.most", "not more than ten");
                }
            }

            @Override
            public String version() {
                return "1";
            }
        };
        try (Node node = Node.durable(MemoryStorage.open(), most)) {
            EntityId id = node.context()
                    .transact(tx -> tx.create("album", Map.of(), fresh()).id())
                    .value();
            assertThatThrownBy(() -> node.context().run(tx -> tx.apply(id, "plays", Counter.add(10))))
                    .hasMessageContaining("not more than ten");
            node.context().run(tx -> tx.apply(id, "plays", Counter.add(9)));
            assertThat(node.context().get(id).get("plays")).isEqualTo(Value.of(10));
        }
    }
}
