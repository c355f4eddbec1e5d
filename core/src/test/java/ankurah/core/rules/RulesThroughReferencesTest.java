package ankurah.core.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.Principal;
import ankurah.core.Transaction;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.storage.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Rules that look through references show the same rows whether these are looked for backwards or one by one. */
class RulesThroughReferencesTest {
    private static final List<String> RULES = List.of(
            "artist.owner = $principal.id",
            "$principal.id = artist.owner",
            "artist.label.owner = $principal.id",
            "artist.label.owner IN ($principal.names)",
            "owner = $principal.id OR artist.label.owner = $principal.id",
            "n > 2 AND artist.owner = $principal.id AND artist.label.owner = 'bob'",
            "artist.owner IS NULL OR artist.owner = $principal.id",
            "NOT (artist.owner = $principal.id)",
            "artist.n = 3",
            "artist.n >= 2 AND artist.owner = $principal.id",
            "artist.id IN ($principal.artists)",
            "artist.artist.owner = $principal.id",
            "artist.data.owner = $principal.id");

    private final Random random = new Random();
    private final List<EntityId> labels = new ArrayList<>();
    private final List<EntityId> artists = new ArrayList<>();
    private final List<EntityId> albums = new ArrayList<>();

    private Value name() {
        return random.nextInt(6) == 0
                ? Value.NULL
                : Value.of(List.of("ann", "bob", "eve").get(random.nextInt(3)));
    }

    private Value one(List<EntityId> ids) {
        return ids.isEmpty() || random.nextInt(8) == 0 ? Value.NULL : Value.of(ids.get(random.nextInt(ids.size())));
    }

    private void make(Transaction tx, boolean odd) {
        switch (random.nextInt(3)) {
            case 0 ->
                labels.add(tx.create("label", Map.of("owner", name(), "n", Value.of((long) random.nextInt(5))))
                        .id());
            case 1 ->
                artists.add(tx.create(
                                "artist",
                                Map.of(
                                        "owner",
                                        name(),
                                        "label",
                                        one(labels),
                                        "artist",
                                        one(artists),
                                        "n",
                                        Value.of((long) random.nextInt(5)),
                                        "data",
                                        new Value.Json(new Value.Obj(Map.of("owner", name())))))
                        .id());
            default ->
                albums.add(tx.create(
                                "album",
                                Map.of(
                                        "owner",
                                        name(),
                                        "n",
                                        Value.of((long) random.nextInt(5)),
                                        "artist",
                                        odd && random.nextInt(5) == 0
                                                ? Value.of("no reference")
                                                : one(random.nextInt(5) == 0 ? labels : artists)))
                        .id());
        }
    }

    private void change(Transaction tx) {
        switch (random.nextInt(5)) {
            case 0 -> some(labels, id -> tx.edit(id, Map.of("owner", name())));
            case 1 -> some(artists, id -> tx.edit(id, Map.of("label", one(labels), "owner", name())));
            case 2 -> some(albums, id -> tx.edit(id, Map.of("artist", one(artists))));
            case 3 -> some(artists, tx::delete);
            default -> some(artists, tx::restore);
        }
    }

    private interface Act {
        void on(EntityId id);
    }

    private void some(List<EntityId> ids, Act act) {
        if (!ids.isEmpty()) {
            try {
                act.on(ids.get(random.nextInt(ids.size())));
            } catch (AnkurahException.NotFound | AnkurahException.Conflict deleted) {
                // Another one then.
            }
        }
    }

    private List<EntityId> expected(Context all, Rules rules, Principal who) {
        return all.query("album", "").stream()
                .filter(row -> rules.explain(
                                who, Sample.of(row, id -> all.find(id).orElse(null)))
                        .isAllowed())
                .map(Entity::id)
                .toList();
    }

    @Test
    void theRowsAreThoseThatTheRulesAllowOneByOne() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        random.setSeed(seed);
        for (int round = 0; round < 26; round++) {
            String rule = RULES.get(round % RULES.size());
            boolean odd = random.nextInt(3) == 0;
            Rules rules = Rules.builder().allow("read", "album", rule).build();
            labels.clear();
            artists.clear();
            albums.clear();
            try (Node node = Node.durable(MemoryStorage.open(), rules)) {
                Context all = node.context(Principal.SYSTEM);
                all.run(tx -> {
                    for (int i = 0; i < 150; i++) {
                        make(tx, odd);
                    }
                });
                List<Principal> people = List.of(
                        person("ann", List.of("ann", "bob")), person("bob", List.of()), person("", List.of("eve")));
                List<LiveQuery> open = people.stream()
                        .map(who -> node.context(who).live("album", ""))
                        .toList();
                for (int step = 0; step < 12; step++) {
                    all.run(this::change);
                    for (int i = 0; i < people.size(); i++) {
                        Principal who = people.get(i);
                        List<EntityId> wanted = expected(all, rules, who);
                        String what = rule + " for '" + who.id() + "', seed " + seed;
                        assertThat(node.context(who).query("album", ""))
                                .as(what)
                                .extracting(Entity::id)
                                .containsExactlyElementsOf(wanted);
                        assertThat(node.context(who).count("album", ""))
                                .as(what)
                                .isEqualTo(wanted.size());
                        assertThat(node.context(who).query("album", "ORDER BY n DESC LIMIT 3"))
                                .as(what)
                                .hasSize(Math.min(3, wanted.size()));
                        assertThat(open.get(i).result().toList())
                                .as("live, " + what)
                                .extracting(Entity::id)
                                .containsExactlyElementsOf(wanted);
                    }
                }
            }
        }
    }

    private Principal person(String id, List<String> names) {
        List<Value> ids = artists.stream().limit(4).<Value>map(Value::of).toList();
        return new Principal(
                id,
                Map.of(
                        "names",
                        new Value.List(names.stream().<Value>map(Value::of).toList()),
                        "artists",
                        new Value.List(ids)));
    }

    @Test
    void aRowThatIsChangedTogetherWithItsReferenceIsKnownByWhereThatLeadsFromThenOn() {
        Rules rules = Rules.builder()
                .allow("read", "album", "artist.label.owner = $principal.id")
                .build();
        try (Node node = Node.durable(MemoryStorage.open(), rules)) {
            Context all = node.context(Principal.SYSTEM);
            EntityId first = create(all, "label", Map.of("owner", Value.of("ann")));
            EntityId second = create(all, "label", Map.of("owner", Value.of("eve")));
            EntityId artist = create(all, "artist", Map.of("label", Value.of(first)));
            EntityId album = create(all, "album", Map.of("artist", Value.of(artist), "n", Value.of(1L)));
            try (LiveQuery live = node.context(Principal.of("bob")).live("album", "ORDER BY n LIMIT 2")) {
                all.run(tx -> {
                    tx.edit(artist, Map.of("label", Value.of(second)));
                    tx.edit(album, Map.of("n", Value.of(2L)));
                });
                assertThat(live.result().toList()).isEmpty();
                all.run(tx -> tx.edit(second, Map.of("owner", Value.of("bob"))));
                assertThat(live.result().toList()).extracting(Entity::id).containsExactly(album);
            }
        }
    }

    @Test
    void aRowThatIsChangedTogetherWithItsReferenceIsHiddenAgainAsSoonAsThatLeadsElsewhere() {
        Rules rules = Rules.builder()
                .allow("read", "album", "artist.label.owner = $principal.id")
                .build();
        try (Node node = Node.durable(MemoryStorage.open(), rules)) {
            Context all = node.context(Principal.SYSTEM);
            EntityId first = create(all, "label", Map.of("owner", Value.of("ann")));
            EntityId second = create(all, "label", Map.of("owner", Value.of("bob")));
            EntityId artist = create(all, "artist", Map.of("label", Value.of(first)));
            EntityId album = create(all, "album", Map.of("artist", Value.of(artist), "n", Value.of(1L)));
            try (LiveQuery live = node.context(Principal.of("bob")).live("album", "")) {
                all.run(tx -> {
                    tx.edit(artist, Map.of("label", Value.of(second)));
                    tx.edit(album, Map.of("n", Value.of(2L)));
                });
                assertThat(live.result().toList()).extracting(Entity::id).containsExactly(album);
                all.run(tx -> tx.edit(second, Map.of("owner", Value.of("eve"))));
                assertThat(live.result().toList()).isEmpty();
            }
        }
    }

    private static EntityId create(Context all, String collection, Map<String, Value> values) {
        return all.transact(tx -> tx.create(collection, values).id()).value();
    }

    @Test
    void whoComesWhileLabelsChangeHandsSeesWhatIsHisInTheEnd() throws InterruptedException {
        Rules rules = Rules.builder()
                .allow("read", "album", "artist.label.owner = $principal.id")
                .build();
        for (int round = 0; round < 20; round++) {
            try (Node node = Node.durable(MemoryStorage.open(), rules)) {
                Context all = node.context(Principal.SYSTEM);
                labels.clear();
                all.run(tx -> {
                    for (int i = 0; i < 300; i++) {
                        Value label = Value.of(tx.create("label", Map.of("owner", Value.of("user" + i % 8)))
                                .id());
                        labels.add(((Value.Id) label).value());
                        Value artist = Value.of(
                                tx.create("artist", Map.of("label", label)).id());
                        tx.create("album", Map.of("artist", artist));
                    }
                });
                comeAndGo(node, all, rules);
            }
        }
    }

    private void comeAndGo(Node node, Context all, Rules rules) throws InterruptedException {
        List<LiveQuery> open = new ArrayList<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(9);
        List<Principal> people = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Principal who = Principal.of("user" + i);
            people.add(who);
            start(done, failure, () -> {
                LiveQuery live = node.context(who).live("album", "");
                synchronized (open) {
                    open.add(live);
                }
            });
        }
        start(done, failure, () -> {
            for (int i = 0; i < 100; i++) {
                EntityId label = labels.get(i * 3 % labels.size());
                Value next = Value.of("user" + i % 8);
                all.run(tx -> tx.edit(label, Map.of("owner", next)));
            }
        });
        assertThat(done.await(120, TimeUnit.SECONDS)).isTrue();
        assertThat(failure.get()).isNull();
        List<List<EntityId>> shown = open.stream()
                .map(live -> live.result().toList().stream().map(Entity::id).toList())
                .toList();
        assertThat(shown)
                .containsExactlyInAnyOrderElementsOf(
                        people.stream().map(who -> expected(all, rules, who)).toList());
    }

    private static void start(CountDownLatch done, AtomicReference<Throwable> failure, Runnable what) {
        Thread.ofVirtual().start(() -> {
            try {
                what.run();
            } catch (RuntimeException | Error e) {
                failure.set(e);
            } finally {
                done.countDown();
            }
        });
    }
}
