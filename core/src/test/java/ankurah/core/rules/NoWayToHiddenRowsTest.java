package ankurah.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.NodeOptions;
import ankurah.core.Principal;
import ankurah.core.Stage;
import ankurah.core.sync.Rig;
import ankurah.core.sync.SyncLimits;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.Query;
import ankurah.storage.MemoryStore;
import ankurah.storage.Position;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whichever way somebody asks, a row that a rule hides is not there; and when it gets hidden, his copy goes. */
class NoWayToHiddenRowsTest {
    private static final Rules RULES = Rules.builder()
            .allow("read", "album", "artist.label.owner = $principal.id")
            .allow("read", "note", "owner = $principal.id")
            .allow("update", "note", "owner = $principal.id")
            .allow("read", "artist")
            .allow("read", "pointer")
            .build();

    private final Rig rig = new Rig(RULES, SyncLimits.defaults(), Principal::of);
    private final Context system = rig.server.context(Principal.SYSTEM);

    @AfterEach
    void close() {
        rig.close();
    }

    private EntityId create(String collection, Map<String, Value> values) {
        return system.transact(tx -> tx.create(collection, values).id()).value();
    }

    private Context context(String where, String who) {
        return where.equals("client")
                ? rig.client(NodeOptions.defaults().withRetry(1, 20).withCredentials(() -> who))
                        .context()
                : rig.server.context(Principal.of(who));
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "client"})
    void itIsNotThereWhicheverWayOneAsks(String where) {
        EntityId label = create("label", Map.of("owner", Value.of("ann")));
        EntityId artist = create("artist", Map.of("label", Value.of(label)));
        EntityId album = create("album", Map.of("artist", Value.of(artist), "title", Value.of("x")));
        EntityId note = create("note", Map.of("owner", Value.of("ann"), "text", Value.of("x")));
        EntityId pointer = create("pointer", Map.of("note", Value.of(note), "album", Value.of(album)));
        Position at = rig.server.position();

        Context ann = context(where, "ann");
        assertThat(ann.query("album", "title = 'x'")).hasSize(1);
        assertThat(ann.count("note", "")).isEqualTo(1);
        assertThat(ann.query("pointer", "note.text = 'x' AND album.title = 'x'"))
                .extracting(Entity::id)
                .containsExactly(pointer);
        assertThat(ann.history(note)).hasSize(1);

        Context bob = context(where, "bob");
        assertThat(bob.query("album", "title = 'x'")).isEmpty();
        assertThat(bob.query("note", "")).isEmpty();
        assertThat(bob.count("album", "")).isZero();
        assertThat(bob.count("note", "text = 'x'")).isZero();
        assertThat(bob.exists("album", "title = 'x'")).isFalse();
        assertThat(bob.page("note", Query.ALL).rows()).isEmpty();
        assertThat(bob.query("pointer", "note.text = 'x'")).isEmpty();
        assertThat(bob.query("pointer", "album.title = 'x'")).isEmpty();
        assertThat(bob.query("pointer", "note.text IS NULL AND album.title IS NULL"))
                .hasSize(1);
        try (LiveQuery live = bob.live("album", "")) {
            live.awaitLive(Rig.LONG);
            assertThat(live.result().toList()).isEmpty();
        }
        for (EntityId hidden : List.of(album, note, label)) {
            assertThat(bob.find(hidden)).isEmpty();
            assertMissing(() -> bob.get(hidden));
            assertMissing(() -> bob.history(hidden));
            assertMissing(() -> bob.freshness(hidden));
            assertThat(bob.asOf(at).find(hidden)).isEmpty();
        }
        assertThat(bob.asOf(at).query("album", "")).isEmpty();
        assertThatThrownBy(() -> bob.run(tx -> tx.edit(note, Map.of("text", Value.of("y"))))
                        .await(Stage.ACCEPTED, Rig.LONG))
                .isInstanceOf(AnkurahException.class);
        assertThat(system.get(note).get("text")).isEqualTo(Value.of("x"));
    }

    private interface Asking {
        Object ask();
    }

    private static void assertMissing(Asking asking) {
        assertThatThrownBy(asking::ask).isInstanceOf(AnkurahException.NotFound.class);
    }

    /** What the client keeps is looked at by a node that starts without a network over its store. */
    @ParameterizedTest
    @ValueSource(strings = {"row", "policy", "behind a reference"})
    void whatGetsHiddenGoesFromTheClientsStoreToo(String change) {
        EntityId label = create("label", Map.of("owner", Value.of("ann")));
        EntityId artist = create("artist", Map.of("label", Value.of(label)));
        create("album", Map.of("artist", Value.of(artist), "title", Value.of("secret")));
        EntityId note = create("note", Map.of("owner", Value.of("ann"), "text", Value.of("secret")));
        MemoryStore store = new MemoryStore();
        NodeOptions options = NodeOptions.defaults().withRetry(1, 20).withCredentials(() -> "ann");
        String collection = change.equals("behind a reference") ? "album" : "note";
        try (var client = rig.client(options, store, true).node()) {
            LiveQuery live = client.context().live(collection, "");
            live.awaitLive(Rig.LONG);
            assertThat(live.result().toList()).hasSize(1);
            switch (change) {
                case "row" -> system.run(tx -> tx.edit(note, Map.of("owner", Value.of("bob"))));
                case "policy" ->
                    rig.server.usePolicy(Rules.builder().allow("read", "artist").build());
                default -> system.run(tx -> tx.edit(label, Map.of("owner", Value.of("bob"))));
            }
            Rig.until("it is hidden", () -> live.result().isEmpty());
        }
        try (var offline = rig.client(options, Rig.copy(store), false).node()) {
            assertThat(offline.context().live(collection, "").result().toList()).isEmpty();
        }
    }
}
