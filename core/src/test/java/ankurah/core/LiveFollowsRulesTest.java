package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.rules.Rules;
import ankurah.core.rules.RulesBuilder;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever is written, and whatever the rules are exchanged for: after every commit the live query of each principal holds what a
 * fresh one gives, and that is what the rules say row by row.
 */
class LiveFollowsRulesTest {
    private static final int COMMITS = 60;
    private static final List<String> PEOPLE = List.of("ann", "bob", "cem");
    private static final List<String> CONDITIONS = List.of(
            "owner = $principal.id",
            "artist.owner = $principal.id",
            "artist.label.owner = $principal.id",
            "artist.label.owner = $principal.id OR owner = $principal.id",
            "artist.label.owner <> 'ann' AND n > 1",
            "artist.owner = artist.label.owner",
            "NOT (artist.label.owner = $principal.id)",
            "artist.label.owner IS NULL",
            "$principal.id IN (members) OR $principal.id IN (artist.members)",
            "owner IN ($principal.friends)",
            "n >= 2",
            "artist.label.owner IN ($principal.friends)");
    private static final List<String> QUERIES = List.of(
            "",
            "n > 0 ORDER BY n DESC LIMIT 3",
            "ORDER BY n, owner LIMIT 2",
            "artist.owner = 'ann'",
            "artist.label.owner IS NULL ORDER BY n LIMIT 4",
            "artist.label.owner = 'bob' OR n = 1",
            "owner = 'bob'");

    private static final class Run implements AutoCloseable {
        private final Random random;
        private final TestNode node;
        private final Context system;
        private final List<Context> readers = new ArrayList<>();
        private final List<EntityId> labels = new ArrayList<>();
        private final List<EntityId> artists = new ArrayList<>();
        private final List<EntityId> albums = new ArrayList<>();
        private final List<LiveQuery> live = new ArrayList<>();
        private final List<Context> readersOfLive = new ArrayList<>();

        Run(long seed) {
            random = new Random(seed);
            node = new TestNode(rules());
            system = node.node.context(Principal.SYSTEM);
            for (String person : PEOPLE) {
                Value friends = new Value.List(List.of(Value.of(person), Value.of(any(PEOPLE))));
                readers.add(node.node.context(new Principal(person, Map.of("friends", friends))));
            }
        }

        private <T> T any(List<T> some) {
            return some.get(random.nextInt(some.size()));
        }

        private Rules rules() {
            RulesBuilder rules = Rules.builder().allow("read", "label", "owner = $principal.id");
            if (random.nextBoolean()) {
                rules.allow("read", "artist");
            } else {
                rules.allow("read", "artist", "label.owner = $principal.id");
            }
            for (int i = random.nextInt(3); i >= 0; i--) {
                rules.allow("read", "album", any(CONDITIONS));
            }
            return rules.build();
        }

        private Map<String, Value> values(String refers, List<EntityId> to) {
            Map<String, Value> values = new HashMap<>();
            values.put("n", Value.of((long) random.nextInt(4)));
            values.put("owner", random.nextInt(4) == 0 ? Value.NULL : Value.of(any(PEOPLE)));
            values.put("members", new Value.List(List.of(Value.of(any(PEOPLE)))));
            if (!refers.isEmpty()) {
                values.put(refers, to.isEmpty() || random.nextInt(5) == 0 ? Value.NULL : Value.of(any(to)));
            }
            return values;
        }

        void step() {
            switch (random.nextInt(14)) {
                case 0 -> node.node.usePolicy(rules());
                case 1 -> watch();
                case 2 -> {
                    int one = random.nextInt(live.size());
                    live.get(one).update(any(QUERIES));
                }
                default -> commit();
            }
            node.deliver();
        }

        private void commit() {
            system.run(tx -> {
                for (int i = random.nextInt(3); i >= 0; i--) {
                    switch (random.nextInt(3)) {
                        case 0 -> write(tx, "label", labels, Map.of("owner", Value.of(any(PEOPLE))));
                        case 1 -> write(tx, "artist", artists, values("label", labels));
                        default -> write(tx, "album", albums, values("artist", artists));
                    }
                }
            });
        }

        private void write(Transaction tx, String collection, List<EntityId> ids, Map<String, Value> values) {
            if (ids.size() < 3 || random.nextInt(5) == 0 && ids.size() < 12) {
                ids.add(tx.create(collection, values).id());
                return;
            }
            EntityId id = any(ids);
            if (tx.find(id).isEmpty()) {
                tx.restore(id);
            } else if (random.nextInt(10) == 0) {
                tx.delete(id);
            } else {
                tx.edit(id, values);
            }
        }

        void watch() {
            Context reader = any(readers);
            live.add(reader.live("album", any(QUERIES)));
            readersOfLive.add(reader);
        }

        void check(String when) {
            for (int i = 0; i < live.size(); i++) {
                LiveQuery one = live.get(i);
                List<Entity> fresh = readersOfLive.get(i).query("album", one.query());
                String what =
                        when + ", " + one.query() + " by " + node.backend().policy();
                assertThat(one.result().toList()).as(what).isEqualTo(fresh);
            }
            for (Context reader : readers) {
                List<Entity> all = system.query("album", "").stream()
                        .filter(row -> reader.find(row.id()).isPresent())
                        .toList();
                assertThat(reader.query("album", "")).as(when).isEqualTo(all);
                assertThat(reader.count("album", "")).as(when).isEqualTo(all.size());
            }
        }

        @Override
        public void close() {
            live.forEach(LiveQuery::close);
            assertThat(node.backend().reactor().feeds()).isZero();
            node.close();
        }
    }

    @Property(tries = 40, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void afterEveryCommit(@ForAll long seed) {
        try (Run run = new Run(seed)) {
            run.system.run(tx ->
                    run.albums.add(tx.create("album", Map.of("n", Value.of(1L))).id()));
            for (int i = 0; i < 12; i++) {
                run.watch();
            }
            for (int i = 0; i < COMMITS; i++) {
                run.step();
                run.check("step " + i + " of seed " + seed);
            }
        }
    }
}
