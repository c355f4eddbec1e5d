package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.internal.gate.Outcome;
import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.HybridTime;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Histories written by a few authors who hear of each other now and then, arriving in any order. */
class RandomHistoryTest {
    private static final boolean DEEP = System.getProperty("ankurah.deep") != null;
    private static final int HISTORIES = 1000;
    private static final int ORDERS = DEEP ? 200 : 12;
    private static final List<String> PROPERTIES = List.of("a", "b", "c");

    /** One author's knowledge: for each entity the events he has, by id. */
    private static final class Replica {
        final Author author;
        final Map<EntityId, List<Event>> known = new LinkedHashMap<>();

        Replica(Author author) {
            this.author = author;
        }

        Clock head(EntityId entity) {
            Clock head = Clock.EMPTY;
            for (Event event : known.get(entity)) {
                head = head.advance(event.header().parents(), event.id());
            }
            return head;
        }

        void learn(EntityId entity, List<Event> events) {
            List<Event> mine = known.computeIfAbsent(entity, id -> new ArrayList<>());
            for (Event event : events) {
                if (!mine.contains(event)) {
                    mine.add(event);
                }
            }
            mine.sort((a, b) -> a.id().compareTo(b.id()));
        }
    }

    private static List<Event> history(Random random) {
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(3); i++) {
            long start = HybridTime.ofMillis(TestNode.START_MILLIS) + random.nextInt(20);
            replicas.add(new Replica(new Author(random.nextLong(), start)));
        }
        List<Event> all = new ArrayList<>();
        List<Event> entities = new ArrayList<>();
        int length = 4 + random.nextInt(12);
        while (all.size() < length) {
            Replica replica = replicas.get(random.nextInt(replicas.size()));
            if (entities.isEmpty() || entities.size() < 3 && random.nextInt(6) == 0) {
                Event genesis = replica.author.create("thing", values(random));
                entities.add(genesis);
                all.add(genesis);
                replica.learn(genesis.entity(), List.of(genesis));
                continue;
            }
            Event genesis = entities.get(random.nextInt(entities.size()));
            Replica other = replicas.get(random.nextInt(replicas.size()));
            if (other.known.containsKey(genesis.entity()) && random.nextInt(2) == 0) {
                replica.learn(genesis.entity(), other.known.get(genesis.entity()));
            }
            if (replica.known.containsKey(genesis.entity())) {
                Event edit = replica.author.edit(genesis, values(random), replica.head(genesis.entity()));
                replica.learn(genesis.entity(), List.of(edit));
                all.add(edit);
            }
        }
        return all;
    }

    private static Map<String, Value> values(Random random) {
        Map<String, Value> values = new HashMap<>();
        for (String property : PROPERTIES) {
            if (random.nextInt(2) == 0) {
                values.put(property, random.nextInt(5) == 0 ? Value.NULL : Value.of((long) random.nextInt(100)));
            }
        }
        return values;
    }

    /** What each entity must show, computed without folding: per property the write with the greatest id. */
    private static Map<EntityId, Map<String, Value>> expected(List<Event> events) {
        List<Event> sorted = new ArrayList<>(events);
        sorted.sort((a, b) -> a.id().compareTo(b.id()));
        Map<EntityId, Map<String, Value>> expected = new HashMap<>();
        for (Event event : sorted) {
            Map<String, Value> values = expected.computeIfAbsent(event.entity(), id -> new TreeMap<>());
            for (Operation operation : event.payload().orElseThrow().operations()) {
                values.put(operation.property(), ValueCodec.decode(operation.body()));
            }
        }
        expected.values().forEach(values -> values.values().removeIf(Value::isNull));
        return expected;
    }

    /** Some of the commits twice, in any order, cut into batches. */
    private static Map<EntityId, byte[]> arrive(List<Commit> commits, Map<EntityId, ?> entities, Random random) {
        List<Commit> arriving = new ArrayList<>(commits);
        for (int i = random.nextInt(4); i > 0; i--) {
            arriving.add(commits.get(random.nextInt(commits.size())));
        }
        Collections.shuffle(arriving, random);
        try (TestNode node = new TestNode()) {
            int from = 0;
            while (from < arriving.size()) {
                int to = Math.min(arriving.size(), from + 1 + random.nextInt(6));
                assertThat(node.take(arriving.subList(from, to))).noneMatch(Outcome.Refused.class::isInstance);
                from = to;
            }
            Map<EntityId, byte[]> states = new HashMap<>();
            for (EntityId id : entities.keySet()) {
                states.put(id, node.state(id).encode());
            }
            return states;
        }
    }

    @Test
    void statesAreEqualByteForByteInEveryArrivalOrder() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            Random random = new Random(seed);
            List<Event> events = history(random);
            List<Commit> commits = events.stream().map(Author::commit).toList();
            Map<EntityId, Map<String, Value>> expected = expected(events);
            Map<EntityId, byte[]> first = arrive(commits, expected, random);
            expected.forEach((id, values) -> assertThat(new Entity(EntityState.decode(first.get(id))).values())
                    .isEqualTo(values));
            for (int order = 1; order < ORDERS; order++) {
                Map<EntityId, byte[]> states = arrive(commits, expected, random);
                for (EntityId id : expected.keySet()) {
                    assertThat(states.get(id))
                            .as("seed %d, order %d", seed, order)
                            .isEqualTo(first.get(id));
                }
            }
        }
    }
}
