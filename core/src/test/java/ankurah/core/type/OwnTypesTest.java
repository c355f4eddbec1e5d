package ankurah.core.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Context;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.example.Inventory;
import ankurah.core.sync.Rig;
import ankurah.core.testkit.DataTypeKit;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.storage.MemoryStorage;
import ankurah.storage.StorageEngine;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Types that a program brings: ones that look at what they meet, set other properties, or come later than their data. */
class OwnTypesTest {
    private static final DataTypes TYPES = DataTypes.builtIn().with(Notes.TYPE, Inventory.TYPE);

    private static Node node(StorageEngine storage, DataTypes types) {
        return Node.durable(storage, Policy.allowAll(), types);
    }

    private static StorageEngine memory() {
        return MemoryStorage.open();
    }

    @Test
    void aTypeThatLivesInOnePropertyAndSetsOthersKeepsWhatTypesHaveTo() {
        DataTypeKit.of(
                        Notes.TYPE,
                        (random, seen) -> Notes.claim("abc".substring(random.nextInt(3)), "t" + random.nextInt(9)))
                .withHistories(40)
                .run();
    }

    @Test
    void whatATypeSetsIsQueriedLikeAnyValueAndNotWrittenByOthers() {
        try (Node node = node(memory(), TYPES)) {
            Context ctx = node.context();
            EntityId id = ctx.transact(tx -> {
                        var made = tx.create("doc", Map.of("year", Value.of(1)));
                        tx.apply(made.id(), "_notes", Notes.claim("title", "Hello"));
                        assertThat(tx.get(made.id()).get("title")).isEqualTo(Value.of("Hello"));
                        assertThat(tx.query("doc", "title LIKE 'Hel%'")).hasSize(1);
                        return made.id();
                    })
                    .value();
            assertThat(ctx.query("doc", "title = 'Hello'")).hasSize(1);
            assertThat(ctx.get(id).values()).containsOnlyKeys("title", "year");
            assertThat(node.catalog().property("doc", "title").dataType()).isEqualTo("notes");
            assertThatThrownBy(() -> ctx.run(tx -> tx.set(id, "title", Value.of("no"))))
                    .hasMessageContaining("'notes'");
            assertThatThrownBy(() -> ctx.run(tx -> tx.apply(id, "_notes", Notes.claim("year", "2001"))))
                    .hasMessageContaining("'year'")
                    .hasMessageContaining("'lww'");
            assertThatThrownBy(() -> ctx.run(tx -> tx.apply(id, "title", Notes.claim("title", "x"))))
                    .isInstanceOfSatisfying(
                            AnkurahException.Invalid.class,
                            e -> assertThat(e.code()).isEqualTo("type.home"));
        }
    }

    @Test
    void aTypeMayRefuseAtTheGateByAuthorAndState() {
        try (Node node = node(memory(), TYPES)) {
            EntityId id = node.context()
                    .transact(tx -> tx.create("doc", Map.of()).id())
                    .value();
            Context mallory = node.context(Principal.of("mallory"));
            assertThatThrownBy(() -> mallory.run(tx -> tx.apply(id, "_notes", Notes.claim("title", "mine"))))
                    .isInstanceOfSatisfying(
                            AnkurahException.Refused.class,
                            e -> assertThat(e.code()).isEqualTo("notes.not_yours"));
            for (int i = 0; i < 9; i++) {
                int n = i;
                node.context().run(tx -> tx.apply(id, "_notes", Notes.claim("p" + n, "text")));
            }
            assertThatThrownBy(() -> node.context().run(tx -> tx.apply(id, "_notes", Notes.claim("last", "x"))))
                    .hasMessageContaining("may claim nothing");
            assertThat(node.context().get(id).values()).hasSize(9);
        }
    }

    @Test
    void clientsWithoutTheTypeSeeWhatItSets() {
        try (Rig rig = new Rig(TYPES)) {
            EntityId id = rig.server
                    .context()
                    .transact(tx -> tx.create(
                                    "doc", Map.of("n", Value.of(1)), Map.of("_notes", Notes.claim("title", "a")))
                            .id())
                    .value();
            try (LiveQuery live = rig.client(NodeOptions.defaults()).context().live("doc", "title IS NOT NULL")) {
                live.awaitLive(Rig.LONG);
                assertThat(live.result().get(0).get("title")).isEqualTo(Value.of("a"));
                rig.server.context().run(tx -> tx.apply(id, "_notes", Notes.claim("more", "b")));
                Rig.until("it is told", () -> live.result().get(0).get("more").equals(Value.of("b")));
                rig.untilEqual(live, rig.server.context());
            }
        }
    }
}
