package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.internal.entity.Chronicle;
import ankurah.core.internal.entity.Earlier;
import ankurah.core.internal.gate.Outcome;
import ankurah.core.type.Counter;
import ankurah.core.type.DataTypes;
import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.HybridTime;
import ankurah.event.Names;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.storage.LoggedCommit;
import ankurah.storage.LoggedEvent;
import ankurah.storage.StorageSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an entity was is the same whether one goes back from what it is or folds all that led there. */
class EarlierTest {
    private static final int HISTORIES = System.getProperty("ankurah.deep") != null ? 20_000 : 1_000;
    private static final int LONG_HISTORY = 3_000;
    private static final List<String> PLAIN = List.of("a", "b", Names.DELETED);
    private static final List<String> COUNTED = List.of("a", "b", Names.DELETED, "count", "other");
    private static final List<String> ALL = List.of("a", "b", Names.DELETED, "count", "other", "unknown");

    @Test
    void goingBackFindsWhatFoldingFinds() {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            Random random = new Random(seed);
            List<String> properties = List.of(PLAIN, COUNTED, ALL).get(random.nextInt(3));
            try (TestNode node = new TestNode()) {
                EntityId id = write(node, random, properties);
                try (StorageSnapshot snapshot = node.backend().storage().snapshot()) {
                    assertSame(node, snapshot, id, random, "seed " + seed);
                }
            }
        }
    }

    /** Each edit has some earlier events as parents, and may be older than others that came before it. */
    private static EntityId write(TestNode node, Random random, List<String> properties) {
        Author author = new Author(random.nextLong(), HybridTime.ofMillis(TestNode.START_MILLIS));
        Event genesis = author.create("thing", Map.of("a", Value.of(0L)));
        node.take(Author.commit(genesis));
        List<Event> events = new ArrayList<>(List.of(genesis));
        int erasedAt = properties != ALL && random.nextInt(5) == 0 ? random.nextInt(20) : -1;
        for (int i = random.nextInt(20); i > 0; i--) {
            if (i == erasedAt) {
                assertThat(node.context.erase(genesis.entity(), Set.of("a")).value())
                        .isPositive();
            }
            Clock parents =
                    Clock.of(List.of(events.get(random.nextInt(events.size())).id()));
            long at = parents.latestTime() + 1 + random.nextInt(20);
            List<Operation> operations = new ArrayList<>();
            for (String property : properties) {
                if (random.nextInt(3) == 0) {
                    operations.add(operation(random, property));
                }
            }
            Event event = author.seal("thing", genesis.entity(), parents, at, author.transaction(), operations);
            events.add(event);
            assertThat(node.take(Author.commit(event))).isInstanceOf(Outcome.Accepted.class);
        }
        return genesis.entity();
    }

    private static Operation operation(Random random, String property) {
        return switch (property) {
            case Names.DELETED -> Operation.write(property, Value.of(random.nextBoolean()));
            case "count", "other" -> add(property);
            case "unknown" -> new Operation(property, "zigzag", 1, new byte[] {1});
            default -> Operation.write(property, Value.of((long) random.nextInt(100)));
        };
    }

    private static Operation add(String property) {
        Counter type = Counter.TYPE;
        return new Operation(
                property, type.name(), type.version(), Counter.add(1).write(type.initial(), null));
    }

    private static void assertSame(TestNode node, StorageSnapshot snapshot, EntityId id, Random random, String seed) {
        var fold = node.backend().fold();
        EntityState now = node.state(id);
        for (long number = 1; number <= snapshot.position().number(); number++) {
            EntityState folded = Chronicle.state(snapshot, fold, id, number);
            Set<String> wanted = random.nextInt(3) == 0 ? null : some(random);
            EntityState earlier = Earlier.state(snapshot, fold, now, number, behind(snapshot, id, number), wanted);
            for (String property : wanted == null ? ALL : wanted) {
                assertThat(earlier.get(property))
                        .as("%s, %s at %d", seed, property, number)
                        .isEqualTo(folded.get(property));
            }
        }
    }

    private static @Nullable Set<String> some(Random random) {
        Set<String> some = new HashSet<>(ALL);
        some.removeIf(property -> random.nextBoolean());
        return some;
    }

    private static Set<EventId> behind(StorageSnapshot snapshot, EntityId id, long number) {
        Set<EventId> behind = new HashSet<>();
        for (LoggedCommit commit : snapshot.log(number, Integer.MAX_VALUE)) {
            for (LoggedEvent event : commit.events()) {
                if (event.entity().equals(id)) {
                    behind.add(event.event());
                }
            }
        }
        return behind;
    }

    /** Each client that came back had every event read and folded of each row that was not among its rows. */
    @Test
    void goingBackALittleCostsALittleHoweverLongTheHistory() {
        CountingStorage storage = new CountingStorage(TestNode.memory());
        try (TestNode node = new TestNode(DataTypes.builtIn(), storage)) {
            Author author = new Author(1, HybridTime.ofMillis(TestNode.START_MILLIS));
            Event genesis = author.create("thing", Map.of("team", Value.of(1L)));
            node.take(Author.commit(genesis));
            Event last = genesis;
            for (long i = 1; i <= LONG_HISTORY; i++) {
                last = author.seal(
                        "thing",
                        genesis.entity(),
                        Clock.of(last.id()),
                        last.id().time() + 1,
                        author.transaction(),
                        List.of(add("count"), Operation.write("rank", Value.of(i))));
                node.take(Author.commit(last));
            }
            try (StorageSnapshot snapshot = storage.snapshot()) {
                long number = snapshot.position().number() - 2;
                Set<EventId> behind = behind(snapshot, genesis.entity(), number);
                EntityState now = node.state(genesis.entity());
                long before = storage.reads();
                EntityState earlier = Earlier.state(
                        snapshot, node.backend().fold(), now, number, behind, Set.of("team", "rank", "count"));
                assertThat(earlier.get("team")).isEqualTo(Value.of(1L));
                assertThat(earlier.get("rank")).isEqualTo(Value.of(LONG_HISTORY - 2L));
                assertThat(earlier.get("count")).isEqualTo(Value.of(LONG_HISTORY - 2L));
                assertThat(storage.reads() - before).isLessThan(20);
            }
        }
    }
}
