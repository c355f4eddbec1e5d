package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.example.Inventory;
import ankurah.core.internal.gate.Outcome;
import ankurah.core.type.AddWinsSet;
import ankurah.core.type.DataTypes;
import ankurah.core.type.TypedOperation;
import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.HybridTime;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.storage.StorageEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operations that come after others with greater ids, or before what they rest on, or before their type. */
class LateOperationsTest {
    private static final long START = HybridTime.ofMillis(TestNode.START_MILLIS);
    private static final Clock NO_PARENTS = Clock.EMPTY;

    private final Author author = new Author(1, START);
    private final Author offline = new Author(2, START + 10);

    private static Operation operation(String property, TypedOperation<?> operation) {
        return written(property, operation);
    }

    private static <S> Operation written(String property, TypedOperation<S> operation) {
        return new Operation(
                property,
                operation.type().name(),
                operation.type().version(),
                operation.write(operation.type().initial(), null));
    }

    private Event edit(Author by, Event genesis, Clock parents, Operation operation) {
        by.pass(5);
        long at = Math.max(by.time(), parents.latestTime() + 1);
        by.pass(at - by.time());
        return by.seal("item", genesis.entity(), parents, at, by.transaction(), List.of(operation));
    }

    private Event item() {
        return author.seal("item", null, NO_PARENTS, START + 1, author.transaction(), List.of());
    }

    @Test
    void whoWasOfflineGetsTheLastPieceIfHisIdIsFirst() {
        DataTypes types = DataTypes.builtIn().with(Inventory.TYPE);
        Event genesis = item();
        Clock founded = Clock.of(genesis.id());
        Event five = edit(author, genesis, founded, operation("stock", Inventory.receive(5)));
        offline.pass(author.time() + 1 - offline.time());
        Event early = edit(offline, genesis, Clock.of(five.id()), operation("stock", Inventory.take(4)));
        author.pass(1000);
        Event late = edit(author, genesis, Clock.of(five.id()), operation("stock", Inventory.take(3)));
        assertThat(early.id()).isLessThan(late.id());
        try (TestNode node = new TestNode(types, TestNode.memory())) {
            node.take(List.of(Author.commit(genesis), Author.commit(five), Author.commit(late)));
            assertThat(node.context.get(genesis.entity()).get("stock")).isEqualTo(Value.of(2));
            LiveQuery live = node.context.live("item", "stock < 2");
            List<Entity> heard = new ArrayList<>();
            live.subscribe(change -> heard.addAll(change.rows().toList()));
            assertThat(node.take(Author.commit(early))).isInstanceOf(Outcome.Accepted.class);
            node.deliver();
            assertThat(node.context.get(genesis.entity()).get("stock")).isEqualTo(Value.of(1));
            assertThat(heard).hasSize(1);
            live.close();
        }
    }

    @Test
    void aLateOperationCostsWhatIsBehindItAndOneInOrderCostsOneStep() {
        Counting counting = new Counting();
        DataTypes types = DataTypes.builtIn().with(counting);
        Event genesis = item();
        List<Commit> commits = new ArrayList<>(List.of(Author.commit(genesis)));
        Clock head = Clock.of(genesis.id());
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            Event next = edit(author, genesis, head, operation("n", counting.step()));
            events.add(next);
            commits.add(Author.commit(next));
            head = Clock.of(next.id());
        }
        try (TestNode node = new TestNode(types, TestNode.memory())) {
            for (int from = 0; from < commits.size(); from += 500) {
                node.take(commits.subList(from, Math.min(from + 500, commits.size())));
            }
            assertThat(counting.steps).isEqualTo(4000);
            for (int behind : new int[] {1, 10, 100, 1000, 3000}) {
                Event parent = events.get(events.size() - 1 - behind);
                Author other = new Author(behind, parent.id().time());
                Event late = other.seal(
                        "item",
                        genesis.entity(),
                        Clock.of(parent.id()),
                        parent.id().time() + 1,
                        other.transaction(),
                        List.of(operation("n", counting.step())));
                counting.steps = 0;
                assertThat(node.take(Author.commit(late))).isInstanceOf(Outcome.Accepted.class);
                assertThat(counting.steps)
                        .as("steps for one that comes %d too late", behind)
                        .isBetween((long) behind, 16L + 8L * behind);
                System.out.println("an operation that comes " + behind + " too late: " + counting.steps + " steps");
            }
            byte[] state = node.state(genesis.entity()).properties().get("n").state();
            assertThat(state.length).as("bytes for 4,005 operations").isLessThan(2000);
        }
    }

    /** Counts operations, and how often it is asked to. */
    private static final class Counting extends SteppingType {
        long steps;

        @Override
        void onStep() {
            steps++;
        }
    }

    @Test
    void aRemovalWaitsForTheAdditionsItNames() {
        Event genesis = item();
        Clock founded = Clock.of(genesis.id());
        Event added = edit(author, genesis, founded, operation("tags", AddWinsSet.add(Value.of("rock"))));
        byte[] naming = new ankurah.event.cbor.CborWriter(64)
                .array(2)
                .array(0)
                .array(1)
                .array(2)
                .bytes(added.id().toBytes())
                .integer(0)
                .toBytes();
        author.pass(100);
        // Its parents do not lead to the addition, as can be when a head has more tips than an event may name.
        Event removal = edit(author, genesis, founded, new Operation("tags", "set", 1, naming));
        List<byte[]> ends = new ArrayList<>();
        for (List<Event> order : List.of(List.of(genesis, added, removal), List.of(genesis, removal, added))) {
            try (TestNode node = new TestNode()) {
                for (Event event : order) {
                    node.take(Author.commit(event));
                }
                assertThat(node.context.get(genesis.entity()).get("tags")).isEqualTo(new Value.List(List.of()));
                ends.add(node.state(genesis.entity()).encode());
            }
        }
        assertThat(Arrays.equals(ends.get(0), ends.get(1))).isTrue();
    }

    @Test
    void aRemovalThatNamesALaterEventIsRefused() {
        Event genesis = item();
        byte[] later = new byte[EventId.BYTES];
        later[0] = 0x7f;
        byte[] naming = new ankurah.event.cbor.CborWriter(64)
                .array(2)
                .array(0)
                .array(1)
                .array(2)
                .bytes(later)
                .integer(0)
                .toBytes();
        Event removal = edit(author, genesis, Clock.of(genesis.id()), new Operation("tags", "set", 1, naming));
        try (TestNode node = new TestNode()) {
            node.take(Author.commit(genesis));
            assertThat(node.take(Author.commit(removal)))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.reason().code()).isEqualTo("event.needs_later"));
        }
    }

    @Test
    void whatWasKeptIsFoldedWhenTheNodeLearnsTheType() {
        DataTypes types = DataTypes.builtIn().with(Inventory.TYPE);
        StorageEngine storage = TestNode.memory();
        Event genesis = item();
        Clock founded = Clock.of(genesis.id());
        Event five = edit(author, genesis, founded, operation("stock", Inventory.receive(5)));
        Event two = edit(author, genesis, Clock.of(five.id()), operation("stock", Inventory.take(2)));
        List<Commit> commits = List.of(Author.commit(genesis), Author.commit(five), Author.commit(two));
        EntityId id = genesis.entity();
        try (TestNode node = new TestNode(DataTypes.builtIn(), new UnclosedStorage(storage))) {
            node.take(commits);
            assertThat(node.context.get(id).get("stock")).isEqualTo(Value.NULL);
            assertThat(node.context.query("item", "stock = 3")).isEmpty();
        }
        byte[] learned;
        try (TestNode node = new TestNode(types, new UnclosedStorage(storage))) {
            assertThat(node.context.get(id).get("stock")).isEqualTo(Value.of(3));
            assertThat(node.context.query("item", "stock = 3")).hasSize(1);
            learned = node.state(id).encode();
        }
        try (TestNode node = new TestNode(types, storage)) {
            node.context.run(tx -> tx.apply(id, "stock", Inventory.take(3)));
            assertThat(node.context.get(id).get("stock")).isEqualTo(Value.of(0));
        }
        try (TestNode knew = new TestNode(types, TestNode.memory())) {
            knew.take(commits);
            assertThat(knew.state(id).encode()).isEqualTo(learned);
        }
    }

    @Test
    void aReservedPropertyIsForItsTypeAlone() {
        Event genesis = item();
        Event odd =
                edit(author, genesis, Clock.of(genesis.id()), new Operation("_notes", "unknown", 1, new byte[] {1}));
        try (TestNode node = new TestNode()) {
            node.take(Author.commit(genesis));
            assertThat(node.take(Author.commit(odd)))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.reason().code()).isEqualTo("name.reserved"));
        }
    }
}
