package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.Resume;
import ankurah.core.internal.sync.wire.WireError;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataTypes;
import ankurah.event.AnkurahException;
import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Hash256;
import ankurah.event.HybridTime;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.Sha256;
import ankurah.event.SystemId;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import ankurah.query.SortKey;
import ankurah.storage.EngineOptions;
import ankurah.storage.EntityState;
import ankurah.storage.LogId;
import ankurah.storage.MemoryStore;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedEngine;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore;
import ankurah.storage.Position;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A client whose return is cut off in the middle names on its next return what it held, and not what it half learned. */
class InterruptedReturnTest {
    private static final Sha256 SHA = Sha256.jdk();
    private static final SystemId SYSTEM = new SystemId(1, 2);
    private static final Hash256 AUTHORITY = SHA.hash(new byte[] {1});

    private final RawServer server = new RawServer();
    private final Event genesis = seal(null, Clock.EMPTY, 1, 5);
    private final Event edit = seal(genesis, Clock.of(genesis.id()), 2, 100);
    private final EntityState row = new Fold(new Properties(DataTypes.none())).apply(null, genesis);
    private final EntityId id = genesis.entity();
    private final Position one = Position.start(new LogId(3, 4))
            .next(Commit.of(List.of(genesis), SHA).id(), SHA);
    private final Position two = one.next(Commit.of(List.of(edit), SHA).id(), SHA);

    private static Event seal(Event genesis, Clock parents, int at, long n) {
        byte[] salt = new byte[Payload.SALT_BYTES];
        return Event.seal(
                SYSTEM,
                "thing",
                genesis == null ? null : genesis.entity(),
                parents,
                new TransactionId(5, at),
                "",
                HybridTime.ofMillis(1_700_000_000_000L) + at,
                new Payload(salt, List.of(Operation.write("n", Value.of(n)))),
                SHA);
    }

    private RawServer.Talk greet(Position position) {
        RawServer.Talk talk = server.next();
        talk.await(Message.Hello.class);
        talk.say(new Message.Welcome(1, SYSTEM, position, 1_700_000_000_000L, "", AUTHORITY, Map.of()));
        return talk;
    }

    private static void ready(RawServer.Talk talk, Message.Subscribe asked, boolean resumed, Position at) {
        talk.say(new Message.Ready(asked.subscription(), resumed, at.number(), at.hash()));
    }

    private void rows(RawServer.Talk talk, Message.Subscribe asked) {
        talk.say(new Message.Page(asked.subscription(), List.of(id), List.of(row.encode()), List.of()));
        ready(talk, asked, false, one);
    }

    @Test
    void theLastRowsKeyIsTheOneAtThePositionThatIsNamed() {
        try (Node client = Node.ephemeral(server, NodeOptions.defaults().withRetry(1, 2));
                LiveQuery all = open(client, "");
                LiveQuery first = open(client, "ORDER BY n LIMIT 1")) {
            RawServer.Talk talk = greet(one);
            talk.await(Message.Subscribe.class, 2).forEach(asked -> rows(talk, asked));
            all.awaitLive(Rig.LONG);
            first.awaitLive(Rig.LONG);
            talk.cut();

            RawServer.Talk again = greet(one);
            Message.Subscribe everything =
                    again.await(Message.Subscribe.class, 2).getFirst();
            ready(again, everything, true, one);
            again.say(new Message.Changes(true, two.number(), two.hash(), List.of(), List.of(), List.of(edit)));
            again.cut();

            List<Message.Subscribe> last = greet(two).await(Message.Subscribe.class, 2);
            assertThat(last.get(0).resume()).isEqualTo(new Resume(two, AUTHORITY, null, null));
            assertThat(last.get(1).resume())
                    .as("the window was exact at the first position, where its row had the key 5")
                    .isEqualTo(new Resume(one, AUTHORITY, new SortKey(List.of(Value.of(5L)), id), List.of()));
        }
    }

    @Test
    void aStepThatWaitsWhileItsConnectionEndsIsNotApplied() throws Exception {
        HeldStore store = new HeldStore();
        try (Node client = Node.ephemeral(
                        server,
                        OrderedEngine.open(store, EngineOptions.defaults()),
                        NodeOptions.defaults().withRetry(1, 2));
                LiveQuery all = open(client, "")) {
            RawServer.Talk talk = greet(one);
            rows(talk, talk.await(Message.Subscribe.class));
            all.awaitLive(Rig.LONG);
            store.hold();
            Thread writer = Thread.ofVirtual().start(() -> client.context().run(tx -> tx.set(id, "m", Value.of(1L))));
            store.awaitHeld();
            Thread reader = Thread.ofVirtual()
                    .start(() -> talk.say(
                            new Message.Changes(true, two.number(), two.hash(), List.of(), List.of(), List.of(edit))));
            Rig.until("it waits for its turn", () -> reader.getState() == Thread.State.WAITING);
            talk.cut();
            store.release();
            writer.join();
            reader.join();
            assertThat(client.position()).isEqualTo(one);
            assertThat(all.result().get(0).get("n")).isEqualTo(Value.of(5L));
            assertThat(greet(two).await(Message.Subscribe.class).resume())
                    .isEqualTo(new Resume(one, AUTHORITY, null, null));
        }
    }

    @Test
    void whatTheNodeDoesItselfMeanwhileShowsNothingOfTheAnswersThatHaveCome() {
        EntityState edited = new Fold(new Properties(DataTypes.none())).apply(row, edit);
        try (Node client = Node.ephemeral(server, NodeOptions.defaults().withRetry(1, 2));
                LiveQuery all = open(client, "");
                LiveQuery first = open(client, "ORDER BY n LIMIT 1")) {
            RawServer.Talk talk = greet(one);
            talk.await(Message.Subscribe.class, 2).forEach(asked -> rows(talk, asked));
            all.awaitLive(Rig.LONG);
            first.awaitLive(Rig.LONG);
            talk.cut();

            RawServer.Talk again = greet(two);
            List<Message.Subscribe> asked = again.await(Message.Subscribe.class, 2);
            again.say(new Message.Page(asked.get(0).subscription(), List.of(id), List.of(edited.encode()), List.of()));
            ready(again, asked.get(0), true, two);
            client.context(ankurah.core.Principal.ANONYMOUS).run(tx -> tx.set(id, "m", Value.of(1L)));
            assertThat(client.position()).isEqualTo(one);
            assertThat(all.result().get(0).get("n")).isEqualTo(Value.of(5L));
            assertThat(all.result().get(0).get("m")).isEqualTo(Value.of(1L));

            Hash256 own = again.await(Message.Submit.class).commit().id();
            again.say(new Message.Rejected(
                    own,
                    new WireError(AnkurahException.Category.REFUSED, "test.refused", "the test refuses it"),
                    null));
            assertThat(client.position()).isEqualTo(one);
            assertThat(all.result().get(0).get("n")).isEqualTo(Value.of(5L));
            assertThat(all.result().get(0).get("m")).isEqualTo(Value.NULL);

            again.say(new Message.Page(asked.get(1).subscription(), List.of(id), List.of(edited.encode()), List.of()));
            ready(again, asked.get(1), true, two);
            assertThat(client.position()).isEqualTo(two);
            assertThat(all.result().get(0).get("n")).isEqualTo(Value.of(100L));
        }
    }

    /** A store that takes its time. */
    private static final class HeldStore implements OrderedStore {
        private final MemoryStore inner = new MemoryStore();
        private final CountDownLatch held = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);
        private volatile boolean holding;

        void hold() {
            holding = true;
        }

        void awaitHeld() throws InterruptedException {
            held.await();
        }

        void release() {
            holding = false;
            released.countDown();
        }

        @Override
        public void write(OrderedBatch batch, Durability durability) {
            if (holding) {
                held.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            inner.write(batch, durability);
        }

        @Override
        public OrderedSnapshot snapshot() {
            return inner.snapshot();
        }

        @Override
        public long diskBytes() {
            return inner.diskBytes();
        }

        @Override
        public String describe() {
            return inner.describe();
        }

        @Override
        public void close() {
            inner.close();
        }
    }

    private static LiveQuery open(Node client, String query) {
        // The node's own context waits for the welcome, which the test has yet to give.
        return client.context(ankurah.core.Principal.ANONYMOUS).live("thing", query);
    }
}
