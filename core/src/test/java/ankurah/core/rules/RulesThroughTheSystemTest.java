package ankurah.core.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Context;
import ankurah.core.LiveQuery;
import ankurah.core.NodeOptions;
import ankurah.core.Principal;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.sync.Rig;
import ankurah.core.sync.SyncLimits;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules on a server with clients: what they hide does not exist there. */
class RulesThroughTheSystemTest {
    private static final Rules RULES = Rules.builder()
            .allow("read", "note", "owner = $principal.id")
            .allow("read", "note", "public = true")
            .allow("create", "note", "owner = $principal.id")
            .allow("update", "note", "owner = $principal.id")
            .allow("delete", "note", "owner = $principal.id")
            .allow("read", "label", "owner = $principal.id")
            .allow("read", "artist")
            .allow("read", "album", "artist.label.owner = $principal.id")
            .allow("read", "album", "sampler = true")
            .allow("update", "album", "artist.label.owner = $principal.id")
            .build();

    private final Rig rig = new Rig(RULES, SyncLimits.defaults(), Principal::of);
    private final Context system = rig.server.context(Principal.SYSTEM);

    @AfterEach
    void close() {
        rig.close();
    }

    private Rig.Client client(String name) {
        return rig.client(NodeOptions.defaults().withRetry(1, 20).withCredentials(() -> name));
    }

    private EntityId create(String collection, Map<String, Value> values) {
        return system.transact(tx -> tx.create(collection, values).id()).value();
    }

    private void set(EntityId id, String property, Value value) {
        system.run(tx -> tx.edit(id, Map.of(property, value)));
    }

    private static Set<String> titles(LiveQuery live) {
        Set<String> titles = new TreeSet<>();
        live.result().forEach(row -> titles.add(((Value.Str) row.get("title")).value()));
        return titles;
    }

    private static boolean crossed(Rig.Client client, String secret) {
        String wanted = new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return client.wire().receivedFrames().stream()
                .anyMatch(frame -> new String(frame, StandardCharsets.ISO_8859_1).contains(wanted));
    }

    private static LiveQuery live(Rig.Client client, String collection, String query) {
        LiveQuery live = client.context().live(collection, query);
        live.awaitLive(Rig.LONG);
        return live;
    }

    @Test
    void eachSeesItsOwnRowsAndThoseThatAreForAll() {
        EntityId hers = create("note", Map.of("title", Value.of("hers"), "owner", Value.of("ann")));
        create("note", Map.of("title", Value.of("SECRET"), "owner", Value.of("bob")));
        create("note", Map.of("title", Value.of("open"), "owner", Value.of("bob"), "public", Value.TRUE));
        Rig.Client ann = client("ann");
        Rig.Client bob = client("bob");
        try (LiveQuery of = live(ann, "note", "");
                LiveQuery his = live(bob, "note", "")) {
            assertThat(titles(of)).containsExactly("hers", "open");
            assertThat(titles(his)).containsExactly("SECRET", "open");
            assertThat(ann.context().query("note", "")).hasSize(2);
            assertThat(ann.context().count("note", "")).isEqualTo(2);
            assertThat(ann.context().count("note", "title = 'SECRET'")).isZero();
            set(hers, "owner", Value.of("bob"));
            Rig.until("it is gone", () -> titles(of).equals(Set.of("open")));
            Rig.until("it is there", () -> titles(his).size() == 3);
            assertThat(ann.context().find(hers)).isEmpty();
            assertThatThrownBy(() -> ann.context().history(hers)).isInstanceOf(AnkurahException.NotFound.class);
            assertThat(crossed(ann, "SECRET")).isFalse();
        }
    }

    @Test
    void aWriteThatNoRuleAllowsIsTakenBackAndSaysWhichRules() {
        EntityId his = create("note", Map.of("title", Value.of("his"), "owner", Value.of("bob"), "public", Value.TRUE));
        List<AnkurahException> refused = new ArrayList<>();
        Rig.Client ann = rig.client(NodeOptions.defaults()
                .withRetry(1, 20)
                .withCredentials(() -> "ann")
                .withRejectionListener(rejection -> refused.add(rejection.reason())));
        try (LiveQuery live = live(ann, "note", "")) {
            ann.context().run(tx -> tx.edit(his, Map.of("title", Value.of("mine"), "owner", Value.of("ann"))));
            Rig.until("it is refused", () -> !refused.isEmpty());
            assertThat(refused.getFirst().code()).isEqualTo("policy.refused");
            assertThat(refused.getFirst()).hasMessageContaining("note.update").hasMessageContaining("'ann'");
            Rig.until("it is as it was", () -> titles(live).equals(Set.of("his")));
            ann.context().run(tx -> tx.create("note", Map.of("title", Value.of("own"), "owner", Value.of("ann"))));
            Rig.until(
                    "her own is taken", () -> ann.pending() == 0 && titles(live).equals(Set.of("his", "own")));
            assertThat(refused).hasSize(1);
        }
    }

    @Test
    void aChangeBehindTwoReferencesOpensAndHidesAtOnce() {
        EntityId label = create("label", Map.of("owner", Value.of("ann")));
        EntityId other = create("label", Map.of("owner", Value.of("cem")));
        EntityId artist = create("artist", Map.of("label", Value.of(label)));
        EntityId album = create("album", Map.of("title", Value.of("first"), "artist", Value.of(artist)));
        create("album", Map.of("title", Value.of("sampler"), "sampler", Value.TRUE));
        create("album", Map.of("title", Value.of("orphan")));
        Rig.Client ann = client("ann");
        Rig.Client bob = client("bob");
        try (LiveQuery hers = live(ann, "album", "");
                LiveQuery his = live(bob, "album", "title <> 'x' ORDER BY title LIMIT 1")) {
            assertThat(titles(hers)).containsExactly("first", "sampler");
            assertThat(titles(his)).containsExactly("sampler");
            set(label, "owner", Value.of("bob"));
            Rig.until("hidden from her", () -> titles(hers).equals(Set.of("sampler")));
            Rig.until(
                    "shown to him, in the place of the other", () -> titles(his).equals(Set.of("first")));
            assertThat(ann.context().find(album)).isEmpty();
            set(artist, "label", Value.of(other));
            Rig.until("hidden from him", () -> titles(his).equals(Set.of("sampler")));
            set(other, "owner", Value.of("ann"));
            Rig.until("hers again", () -> titles(hers).size() == 2);
            set(album, "title", Value.of("SECRET"));
            Rig.until("she sees it", () -> titles(hers).contains("SECRET"));
            system.run(tx -> tx.delete(artist));
            Rig.until("a way that ends leads nowhere", () -> titles(hers).equals(Set.of("sampler")));
            assertThat(crossed(bob, "SECRET")).isFalse();
        }
        assertThatThrownBy(() -> rig.server
                        .context(Principal.of("ann"))
                        .run(tx -> tx.edit(album, Map.of("title", Value.of("no")))))
                .isInstanceOf(AnkurahException.class);
    }

    @Test
    void aReferenceDoesNotLeadToWhatIsHidden() {
        EntityId label = create("label", Map.of("owner", Value.of("bob"), "name", Value.of("SECRET")));
        create("artist", Map.of("title", Value.of("a"), "label", Value.of(label)));
        Rig.Client ann = client("ann");
        try (LiveQuery hers = live(ann, "artist", "label.name = 'SECRET'");
                LiveQuery guess = live(ann, "artist", "label.name IS NULL")) {
            assertThat(titles(hers)).isEmpty();
            assertThat(titles(guess)).containsExactly("a");
            set(label, "owner", Value.of("ann"));
            Rig.until(
                    "it leads there",
                    () -> titles(hers).equals(Set.of("a")) && titles(guess).isEmpty());
        }
    }

    @Test
    void anotherPolicyIsFollowedOnOpenSubscriptions() {
        create("note", Map.of("title", Value.of("hers"), "owner", Value.of("ann")));
        create("note", Map.of("title", Value.of("open"), "owner", Value.of("bob"), "public", Value.TRUE));
        Rig.Client ann = client("ann");
        Context local = rig.server.context(Principal.of("ann"));
        try (LiveQuery live = live(ann, "note", "");
                LiveQuery beside = local.live("note", "")) {
            rig.server.usePolicy(
                    Rules.builder().allow("read", "note", "public = true").build());
            assertThat(titles(beside)).containsExactly("open");
            Rig.until("her own is gone, without a commit", () -> titles(live).equals(Set.of("open")));
            assertThatThrownBy(() -> local.run(tx -> tx.create("note", Map.of("owner", Value.of("ann")))))
                    .isInstanceOf(AnkurahException.Refused.class);
            rig.server.usePolicy(RULES);
            Rig.until(
                    "and back", () -> titles(live).size() == 2 && titles(beside).size() == 2);
            create("note", Map.of("title", Value.of("more"), "owner", Value.of("ann")));
            Rig.until(
                    "it goes on",
                    () -> titles(live).size() == 3 && titles(beside).size() == 3);
            assertThat(ann.wire().received(Message.Welcome.class))
                    .as("on one connection")
                    .hasSize(1);
        }
    }

    @Test
    void whoSeesTheSameSharesTheRows() {
        create("artist", Map.of("title", Value.of("a")));
        DurableBackend backend = (DurableBackend) rig.server.backend();
        try (LiveQuery one = rig.server.context(Principal.of("ann")).live("artist", "");
                LiveQuery two = rig.server.context(Principal.of("bob")).live("artist", "")) {
            assertThat(backend.reactor().windows()).isEqualTo(2);
            assertThat(backend.reactor().feeds()).isEqualTo(1);
            assertThat(one.result()).isEqualTo(two.result());
        }
    }
}
