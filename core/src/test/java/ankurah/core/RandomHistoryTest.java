package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.internal.gate.Outcome;
import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.HybridTime;
import ankurah.event.Operation;
import ankurah.event.Sha256;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Histories written by a few authors who hear of each other now and then, arriving in any order, some commits twice and
 * some much later. A node takes many histories side by side, which is how so many orders are affordable.
 */
class RandomHistoryTest {
    private static final int HISTORIES = System.getProperty("ankurah.deep") != null ? 10_000 : 1_000;
    private static final int ORDERS = 200;
    private static final int SIDE_BY_SIDE = 20;
    private static final List<String> PROPERTIES = List.of("a", "b", "c");

    /** @param expected what each entity must show */
    private record History(List<Commit> commits, Map<EntityId, Map<String, Value>> expected) {}

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

    private static History history(long seed) {
        Random random = new Random(seed);
        List<Replica> replicas = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(3); i++) {
            long start = HybridTime.ofMillis(TestNode.START_MILLIS) + random.nextInt(20);
            replicas.add(new Replica(new Author(random.nextLong(), start)));
        }
        List<Event> all = new ArrayList<>();
        List<Event> entities = new ArrayList<>();
        List<Commit> commits = new ArrayList<>();
        int length = 4 + random.nextInt(12);
        while (all.size() < length) {
            Replica replica = replicas.get(random.nextInt(replicas.size()));
            List<Event> events = transaction(random, replica, replicas, entities);
            if (!events.isEmpty()) {
                all.addAll(events);
                commits.add(Commit.of(events, Sha256.jdk()));
            }
        }
        return new History(commits, expected(all));
    }

    /** Mostly one event; sometimes some, of one entity or of several. */
    private static List<Event> transaction(
            Random random, Replica replica, List<Replica> replicas, List<Event> entities) {
        TransactionId transaction = replica.author.transaction();
        List<Event> events = new ArrayList<>();
        for (int i = random.nextInt(4) == 0 ? 3 : 1; i > 0; i--) {
            if (entities.isEmpty() || entities.size() < 3 && random.nextInt(6) == 0) {
                Event genesis = replica.author.create(transaction, "thing", values(random));
                entities.add(genesis);
                events.add(genesis);
                replica.learn(genesis.entity(), List.of(genesis));
                continue;
            }
            Event genesis = entities.get(random.nextInt(entities.size()));
            Replica other = replicas.get(random.nextInt(replicas.size()));
            if (other.known.containsKey(genesis.entity()) && random.nextInt(2) == 0) {
                replica.learn(genesis.entity(), other.known.get(genesis.entity()));
            }
            if (replica.known.containsKey(genesis.entity())) {
                Clock head = replica.head(genesis.entity());
                Event edit = replica.author.edit(transaction, genesis, values(random), head);
                replica.learn(genesis.entity(), List.of(edit));
                events.add(edit);
            }
        }
        return events;
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

    /** What a node holds that the histories came to in an order of their own. */
    private static Map<EntityId, byte[]> arrive(List<History> histories, Random random) {
        try (TestNode node = new TestNode()) {
            List<Commit> late = new ArrayList<>();
            for (int from = 0; from < histories.size(); from += SIDE_BY_SIDE) {
                int to = Math.min(histories.size(), from + SIDE_BY_SIDE);
                late = take(node, histories.subList(from, to), late, random);
            }
            assertThat(node.take(late)).allMatch(Outcome.Accepted.class::isInstance);
            Map<EntityId, byte[]> states = new HashMap<>();
            for (History history : histories) {
                for (EntityId id : history.expected().keySet()) {
                    states.put(id, node.state(id).encode());
                }
            }
            return states;
        }
    }

    /** In batches of any size; gives back the commits that are held back. */
    private static List<Commit> take(TestNode node, List<History> histories, List<Commit> late, Random random) {
        List<Commit> arriving = new ArrayList<>(late);
        List<Commit> heldBack = new ArrayList<>();
        for (History history : histories) {
            for (Commit commit : history.commits()) {
                (random.nextInt(30) == 0 ? heldBack : arriving).add(commit);
                if (random.nextInt(10) == 0) {
                    arriving.add(commit);
                }
            }
        }
        Collections.shuffle(arriving, random);
        int from = 0;
        while (from < arriving.size()) {
            int to = Math.min(arriving.size(), from + 1 + random.nextInt(40));
            assertThat(node.take(arriving.subList(from, to))).noneMatch(Outcome.Refused.class::isInstance);
            from = to;
        }
        return heldBack;
    }

    @Test
    @Timeout(1_800)
    void statesAreEqualByteForByteInEveryArrivalOrder() {
        List<History> histories = new ArrayList<>();
        for (long seed = 0; seed < HISTORIES; seed++) {
            histories.add(history(seed));
        }
        Map<EntityId, byte[]> first = arrive(histories, new Random(0));
        for (History history : histories) {
            history.expected()
                    .forEach((id, values) -> assertThat(new Entity(EntityState.decode(first.get(id))).values())
                            .isEqualTo(values));
        }
        for (int order = 1; order < ORDERS; order++) {
            Map<EntityId, byte[]> states = arrive(histories, new Random(order));
            for (int seed = 0; seed < HISTORIES; seed++) {
                for (EntityId id : histories.get(seed).expected().keySet()) {
                    if (!Arrays.equals(states.get(id), first.get(id))) {
                        throw new AssertionError("the entity " + id + " differs, seed " + seed + ", order " + order);
                    }
                }
            }
        }
    }
}
