package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.example.Inventory;
import ankurah.core.internal.entity.Chronicle;
import ankurah.core.internal.gate.Outcome;
import ankurah.core.type.AddWinsSet;
import ankurah.core.type.Counter;
import ankurah.core.type.DataTypes;
import ankurah.core.type.Erasure;
import ankurah.core.type.JsonMerge;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Operation;
import ankurah.event.Sha256;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.storage.StorageSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Several nodes write to one entity and erase in it; whoever gets the commits, in whatever order, ends with the same bytes. */
class ErasureConvergenceTest {
    private static final int HISTORIES = Integer.getInteger("ankurah.histories", 40);
    private static final int ORDERS = 12;
    private static final DataTypes TYPES = DataTypes.builtIn().with(Inventory.TYPE);
    private static final List<String> PROPERTIES = List.of("a", "b", "plays", "tags", "data", "stock", "text");

    /** Whatever is committed anywhere. */
    private final Map<EventId, Commit> pool = new LinkedHashMap<>();

    private final Set<TransactionId> moved = new HashSet<>();

    private TestNode replica() {
        TestNode node = new TestNode(TYPES, TestNode.memory());
        node.backend().reactor().tap((root, commit, changes) -> {
            if (commit != null) {
                pool.putIfAbsent(commit.manifest().getFirst(), commit);
            }
        });
        return node;
    }

    private static void take(TestNode node, List<Commit> commits) {
        assertThat(node.take(commits)).noneMatch(Outcome.Refused.class::isInstance);
    }

    @Test
    void allEndEqual() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            pool.clear();
            history(seed, new Random(seed));
        }
    }

    private void history(long seed, Random random) {
        List<TestNode> replicas = List.of(replica(), replica(), replica());
        try {
            EntityId id = replicas.getFirst()
                    .context
                    .transact(
                            tx -> tx.create("row", Map.of("a", Value.of("SECRET")), Map.of(), Map.of("text", "SECRET"))
                                    .id())
                    .value();
            replicas.forEach(node -> take(node, List.copyOf(pool.values())));
            boolean wholes = random.nextBoolean();
            int steps = 5 + random.nextInt(40);
            for (int i = 0; i < steps; i++) {
                step(replicas.get(random.nextInt(3)), id, random, wholes);
            }
            byte[] expected = null;
            for (TestNode replica : replicas) {
                take(replica, List.copyOf(pool.values()));
                expected = same("seed " + seed + ", a replica", expected, replica, id);
            }
            for (int order = 0; order < ORDERS; order++) {
                try (TestNode node = new TestNode(TYPES, TestNode.memory())) {
                    arrive(node, random, order % 2 == 1);
                    expected = same("seed " + seed + ", order " + order, expected, node, id);
                }
            }
        } finally {
            replicas.forEach(TestNode::close);
        }
    }

    private void arrive(TestNode node, Random random, boolean mayLack) {
        Set<EventId> erased = mayLack ? wholly() : Set.of();
        List<Commit> commits = new ArrayList<>();
        for (Commit commit : pool.values()) {
            List<Event> events = commit.events().stream()
                    .map(event -> erased.contains(event.id()) ? event.erased() : event)
                    .toList();
            commits.add(Commit.of(events, Sha256.jdk()));
        }
        commits.addAll(commits.subList(0, commits.size() / 4));
        Collections.shuffle(commits, random);
        for (int from = 0; from < commits.size(); ) {
            int to = Math.min(commits.size(), from + 1 + random.nextInt(8));
            take(node, commits.subList(from, to));
            from = to;
        }
    }

    /** Events of which all is erased, and none of them texts, which others build on: a peer may have them without content. */
    private Set<EventId> wholly() {
        Set<EventId> wholly = new HashSet<>();
        for (Commit commit : pool.values()) {
            for (Event event : commit.events()) {
                for (Operation operation :
                        event.payload().map(payload -> payload.operations()).orElse(List.of())) {
                    if (Erasure.is(operation)) {
                        Erasure.read(operation.body()).stream()
                                .filter(named -> named.operations().stream()
                                        .allMatch(left -> left.erased()
                                                && !left.operation().property().startsWith("_")))
                                .forEach(named -> wholly.add(named.event()));
                    }
                }
            }
        }
        return wholly;
    }

    private void step(TestNode node, EntityId id, Random random, boolean wholes) {
        int what = random.nextInt(10);
        node.millis.addAndGet(random.nextInt(20) - 5);
        if (what < 3) {
            List<Commit> some = new ArrayList<>(pool.values());
            Collections.shuffle(some, random);
            take(node, some.subList(0, random.nextInt(some.size() + 1)));
        } else if (what == 3) {
            erase(node, id, random, wholes);
        } else {
            node.context.run(tx -> {
                tx.restore(id);
                for (int i = 0; i <= random.nextInt(3); i++) {
                    write(tx, id, PROPERTIES.get(random.nextInt(PROPERTIES.size())), random);
                }
            });
        }
    }

    /** Two who erase parts of the same at once are told so; so who erases a part knows of all. */
    private void erase(TestNode node, EntityId id, Random random, boolean wholes) {
        if (wholes) {
            node.context.erase(id);
            return;
        }
        take(node, List.copyOf(pool.values()));
        if (random.nextInt(4) == 0) {
            node.context.erase(id);
        } else {
            Set<String> some = new HashSet<>();
            for (int i = 0; i <= random.nextInt(2); i++) {
                some.add(PROPERTIES.get(random.nextInt(PROPERTIES.size())));
            }
            node.context.erase(id, some);
        }
    }

    private void write(Transaction tx, EntityId id, String property, Random random) {
        int n = random.nextInt(5);
        switch (property) {
            case "plays" -> tx.apply(id, property, Counter.add(n));
            case "tags" ->
                tx.apply(
                        id,
                        property,
                        random.nextInt(3) == 0
                                ? AddWinsSet.remove(Value.of("t" + n))
                                : AddWinsSet.add(Value.of("t" + n)));
            case "data" ->
                tx.apply(
                        id,
                        property,
                        random.nextInt(4) == 0
                                ? JsonMerge.remove("x.y" + n)
                                : JsonMerge.set("x.y" + n, Value.of(random.nextInt(9))));
            case "stock" -> {
                // Stock may be moved once in a transaction.
                if (moved.add(tx.id())) {
                    tx.apply(id, property, random.nextBoolean() ? Inventory.receive(n) : Inventory.take(n + 1));
                }
            }
            case "text" -> {
                TextEdit text = tx.text(id, property);
                if (text.length() > 3 && random.nextInt(3) == 0) {
                    text.delete(random.nextInt(3), 1);
                } else {
                    text.insert(random.nextInt(text.length() + 1), "w" + n);
                }
            }
            default -> tx.set(id, property, n == 0 ? Value.NULL : Value.of("v" + random.nextInt(100)));
        }
    }

    private static byte[] same(String where, byte[] expected, TestNode node, EntityId id) {
        EntityState state = node.state(id);
        byte[] bytes = state.encode();
        if (expected != null) {
            assertThat(EntityState.decode(bytes).properties())
                    .as(where)
                    .isEqualTo(EntityState.decode(expected).properties());
            assertThat(bytes).as(where).isEqualTo(expected);
        }
        try (StorageSnapshot snapshot = node.backend().storage().snapshot()) {
            EntityState again = Chronicle.folded(snapshot, node.backend().fold(), state, Long.MAX_VALUE);
            assertThat(again.properties()).as(where + ", from its events").isEqualTo(state.properties());
            assertThat(again.encode()).as(where + ", from its events").isEqualTo(bytes);
        }
        return bytes;
    }
}
