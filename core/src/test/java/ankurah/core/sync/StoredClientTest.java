package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.ConnectionStatus;
import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.RefusingPolicy;
import ankurah.core.Rejection;
import ankurah.core.Stage;
import ankurah.core.Status;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.jvm.JvmPlatform;
import ankurah.core.type.Counter;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.event.cbor.CborWriter;
import ankurah.storage.EngineOptions;
import ankurah.storage.MemoryStore;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedEngine;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A client with a store begins where it was: with its commits, its rows and its position, network or not. */
class StoredClientTest {
    private static final NodeOptions QUICK = NodeOptions.defaults().withRetry(1, 20);

    private final MemoryStore store = new MemoryStore();
    private final List<EntityId> ids = new ArrayList<>();

    private void fill(Rig rig, int rows) {
        rig.server.context().run(tx -> {
            for (int i = 0; i < rows; i++) {
                ids.add(tx.create("thing", Map.of("n", Value.of((long) i), "text", Value.of("some words to fill " + i)))
                        .id());
            }
        });
    }

    private static Value n(long n) {
        return Value.of(n);
    }

    private static List<Value> numbers(List<Entity> rows) {
        return rows.stream().map(row -> row.get("n")).toList();
    }

    private static int states(Rig.Client client) {
        return client.wire().received(Message.Page.class).stream()
                .mapToInt(page -> page.states().size())
                .sum();
    }

    @Test
    void itStartsWithoutANetworkAndShowsTheRowsAndTheCommitsItHad() {
        try (Rig rig = new Rig()) {
            fill(rig, 5);
            Rig.Client first = rig.client(QUICK, store, true);
            LiveQuery before =
                    first.context().live("thing", "n >= 0 ORDER BY n").awaitLive(Rig.LONG);
            assertThat(before.result().size()).isEqualTo(5);
            first.wire().cut();
            first.context().run(tx -> tx.set(ids.get(0), "n", n(10)));
            EntityId made = first.context()
                    .transact(tx -> tx.create("thing", Map.of("n", n(11))).id())
                    .value();
            first.node().close();

            Rig.Client second = rig.client(QUICK, store, false);
            assertThat(second.pending()).isEqualTo(2);
            assertThat(second.node().system()).isEqualTo(rig.server.system());
            assertThat(second.node().catalog().contains("thing")).isTrue();
            try (LiveQuery live = second.context().live("thing", "n >= 0 ORDER BY n")) {
                assertThat(live.status()).isEqualTo(Status.LOCAL);
                assertThat(numbers(live.result().toList())).containsExactly(n(1), n(2), n(3), n(4), n(10), n(11));
                assertThat(second.context().get(made).get("n")).isEqualTo(n(11));
                assertThat(numbers(second.context().query("thing", "n >= 0 ORDER BY n")))
                        .hasSize(6);
                second.context().run(tx -> tx.set(made, "n", n(12)));
                second.wire().heal();
                live.awaitLive(Rig.LONG);
                Rig.until("all is sent", () -> second.pending() == 0);
                rig.untilEqual(live, rig.server.context());
                assertThat(rig.server.context().get(made).get("n")).isEqualTo(n(12));
            }
        }
    }

    @Test
    void aStartReadsTheRowsThatAreShownAndNoOthersAndWritesNothing() {
        try (Rig rig = new Rig()) {
            fill(rig, 300);
            Rig.Client first = rig.client(QUICK, store, true);
            LiveQuery all = first.context().live("thing", "n >= 0 ORDER BY n").awaitLive(Rig.LONG);
            assertThat(all.result().size()).isEqualTo(300);
            LiveQuery some =
                    first.context().live("thing", "n >= 0 ORDER BY n LIMIT 10").awaitLive(Rig.LONG);
            assertThat(some.result().size()).isEqualTo(10);
            first.wire().cut();
            first.node().close();

            CountingStore counting = new CountingStore(store);
            Rig.Client second = rig.client(QUICK, counting, false);
            try (LiveQuery live = second.context().live("thing", "n >= 0 ORDER BY n LIMIT 10")) {
                assertThat(live.status()).isEqualTo(Status.LOCAL);
                assertThat(live.result().size()).isEqualTo(10);
                assertThat(counting.states).isEqualTo(10);
                assertThat(counting.writes).isZero();
                LiveQuery rest = second.context().live("thing", "n >= 0 ORDER BY n");
                assertThat(rest.result().size()).isEqualTo(300);
                second.wire().heal();
                rest.awaitLive(Rig.LONG);
                assertThat(states(second))
                        .as("rows that did not change are not sent again")
                        .isZero();
            }
        }
    }

    /** Counts the states that are read, and the batches. */
    private static final class CountingStore implements OrderedStore {
        private static final int STATE = 0x10;

        private final OrderedStore store;
        private volatile int states;
        private volatile int writes;

        CountingStore(OrderedStore store) {
            this.store = store;
        }

        @Override
        public OrderedSnapshot snapshot() {
            OrderedSnapshot snapshot = store.snapshot();
            return new OrderedSnapshot() {
                @Override
                public byte @Nullable [] get(byte[] key) {
                    noticed(key);
                    return snapshot.get(key);
                }

                @Override
                public OrderedCursor scan(byte[] from, byte[] to, boolean reverse) {
                    OrderedCursor cursor = snapshot.scan(from, to, reverse);
                    return new OrderedCursor() {
                        @Override
                        public boolean next() {
                            boolean more = cursor.next();
                            if (more) {
                                noticed(cursor.key());
                            }
                            return more;
                        }

                        @Override
                        public byte[] key() {
                            return cursor.key();
                        }

                        @Override
                        public byte[] value() {
                            return cursor.value();
                        }

                        @Override
                        public void close() {
                            cursor.close();
                        }
                    };
                }

                @Override
                public long estimate(byte[] from, byte[] to) {
                    return snapshot.estimate(from, to);
                }

                @Override
                public void close() {
                    snapshot.close();
                }
            };
        }

        private synchronized void noticed(byte[] key) {
            states += key[0] == STATE ? 1 : 0;
        }

        @Override
        public synchronized void write(OrderedBatch batch, Durability durability) {
            writes++;
            store.write(batch, durability);
        }

        @Override
        public long diskBytes() {
            return store.diskBytes();
        }

        @Override
        public String describe() {
            return store.describe();
        }

        @Override
        public void close() {
            store.close();
        }
    }

    @Test
    void itComesBackByPositionAfterARestartAndGetsWhatChanged() {
        try (Rig rig = new Rig()) {
            fill(rig, 1_000);
            Rig.Client first = rig.client(QUICK, store, true);
            first.context().live("thing", "ORDER BY n").awaitLive(Rig.LONG);
            long whole = first.wire().receivedBytes.get();
            first.node().close();
            for (int i = 0; i < 3; i++) {
                EntityId id = ids.get(i);
                rig.server.context().run(tx -> tx.set(id, "n", n(5_000)));
            }
            rig.server.context().run(tx -> tx.delete(ids.get(500)));

            Rig.Client second = rig.client(QUICK, store, true);
            try (LiveQuery live = second.context().live("thing", "ORDER BY n")) {
                live.awaitLive(Rig.LONG);
                rig.untilEqual(live, rig.server.context());
                assertThat(second.wire().received(Message.Ready.class))
                        .singleElement()
                        .satisfies(ready -> assertThat(ready.resumed()).isTrue());
                assertThat(states(second)).isEqualTo(3);
                assertThat(second.wire().receivedBytes.get()).isLessThan(whole / 20);
            }
        }
    }

    @Test
    void aKillBetweenTheWelcomeAndTheAnswersLosesNoRows() {
        try (Rig rig = new Rig()) {
            fill(rig, 3);
            Rig.Client first = rig.client(QUICK, store, true);
            first.context().live("thing", "").awaitLive(Rig.LONG);
            first.node().close();
            fill(rig, 4);
            AtomicReference<OrderedStore> killed = new AtomicReference<>();
            Rig.Client second = rig.client(
                    QUICK.withConnectionListener(status -> {
                        if (status.state() == ConnectionStatus.State.CONNECTED) {
                            killed.compareAndSet(null, Rig.copy(store));
                        }
                    }),
                    store,
                    false);
            try (LiveQuery live = second.context().live("thing", "")) {
                second.wire().heal();
                live.awaitLive(Rig.LONG);
            }
            for (OrderedStore begun : List.of(killed.get(), Rig.copy(killed.get()))) {
                Rig.Client next = rig.client(QUICK, begun, true);
                try (LiveQuery live = next.context().live("thing", "")) {
                    live.awaitLive(Rig.LONG);
                    rig.untilEqual(live, rig.server.context());
                    assertThat(live.result().size()).isEqualTo(7);
                }
            }
        }
    }

    @Test
    void aWindowWithALimitIsRefilledByRowsThatDidNotChange() {
        try (Rig rig = new Rig()) {
            fill(rig, 100);
            Rig.Client first = rig.client(QUICK, store, true);
            first.context().live("thing", "n >= 0 ORDER BY n LIMIT 10").awaitLive(Rig.LONG);
            OrderedStore killed = Rig.copy(store);
            for (int i = 0; i < 4; i++) {
                EntityId id = ids.get(i);
                rig.server.context().run(tx -> tx.set(id, "n", n(-1)));
            }

            Rig.Client second = rig.client(QUICK, killed, false);
            try (LiveQuery live = second.context().live("thing", "n >= 0 ORDER BY n LIMIT 10")) {
                assertThat(live.result().size()).isEqualTo(10);
                second.wire().heal();
                live.awaitLive(Rig.LONG);
                rig.untilEqual(live, rig.server.context());
                assertThat(states(second)).isEqualTo(4);
            }
        }
    }

    @Test
    void aCommitThatTheServerHasAlreadyIsNotAppliedTwice() {
        try (Rig rig = new Rig()) {
            EntityId id = rig.server
                    .context()
                    .transact(tx -> tx.create("thing", Map.of("n", n(1))).id())
                    .value();
            Rig.Client first = rig.client(QUICK, store, true);
            try (LiveQuery live = first.context().live("thing", "")) {
                live.awaitLive(Rig.LONG);
                first.wire().cut();
                first.context().run(tx -> tx.apply(id, "plays", Counter.add(5)));
                OrderedStore killed = Rig.copy(store);
                first.wire().heal();
                Rig.until("it is accepted", () -> first.pending() == 0);

                Rig.Client second = rig.client(QUICK, killed, false);
                LiveQuery again = second.context().live("thing", "");
                assertThat(again.result().toList().getFirst().get("plays")).isEqualTo(n(5));
                second.wire().heal();
                Rig.until("it is accepted again", () -> second.pending() == 0);
                rig.untilEqual(again, rig.server.context());
                assertThat(rig.server.context().get(id).get("plays")).isEqualTo(n(5));
                assertThat(rig.server.context().history(id)).hasSize(2);
            }
        }
    }

    @Test
    void offlineAQueryThatWasNeverAnsweredShowsWhatIsStoredAndSaysSo() {
        try (Rig rig = new Rig()) {
            fill(rig, 10);
            Rig.Client first = rig.client(QUICK, store, true);
            first.context().live("thing", "n < 6").awaitLive(Rig.LONG);
            first.node().close();

            Rig.Client second = rig.client(QUICK, store, false);
            try (LiveQuery live = second.context().live("thing", "n > 3 ORDER BY n")) {
                assertThat(live.status()).isEqualTo(Status.LOCAL);
                assertThat(numbers(live.result().toList())).containsExactly(n(4), n(5));
                assertThatThrownBy(() -> second.context().query("thing", "n > 3"))
                        .extracting(e -> ((AnkurahException) e).code())
                        .isEqualTo("sync.offline");
                assertThat(second.context().get(ids.get(2)).get("n")).isEqualTo(n(2));
                EntityId gone = ids.get(5);
                rig.server.context().run(tx -> tx.delete(gone));
                second.wire().heal();
                live.awaitLive(Rig.LONG);
                rig.untilEqual(live, rig.server.context());
                assertThat(live.result().size()).isEqualTo(5);
            }
        }
    }

    @Test
    void aQueryThatIsClosedAndOpenedAgainOfflineKeepsItsRows() {
        try (Rig rig = new Rig()) {
            fill(rig, 5);
            Rig.Client client = rig.client(QUICK, store, true);
            LiveQuery live = client.context().live("thing", "n < 3").awaitLive(Rig.LONG);
            client.wire().cut();
            Rig.until(
                    "it has noticed",
                    () -> client.node().syncStatus().peek().state() == ConnectionStatus.State.OFFLINE);
            for (int i = 0; i < 20; i++) {
                live.close();
                live = client.context().live("thing", "n < 3");
                assertThat(live.result().size()).isEqualTo(3);
            }
            assertThat(client.context().query("thing", "n < 3")).hasSize(3);
            client.wire().heal();
            live.awaitLive(Rig.LONG);
            rig.untilEqual(live, rig.server.context());
        }
    }

    @Test
    void anEditOfARowThatNothingReadsIsShownOverWhatIsStored() {
        try (Rig rig = new Rig()) {
            fill(rig, 3);
            Rig.Client first = rig.client(QUICK, store, true);
            first.context().get(ids.get(1));
            first.wire().cut();
            first.context().run(tx -> tx.set(ids.get(1), "n", n(7)));
            first.node().close();
            Rig.Client second = rig.client(QUICK, store, false);
            Entity row = second.context().get(ids.get(1));
            assertThat(row.get("n")).isEqualTo(n(7));
            assertThat(row.get("text")).isEqualTo(Value.of("some words to fill 1"));
            second.wire().heal();
            Rig.until("it is sent", () -> second.pending() == 0);
            second.wire().cut();
            assertThat(second.context().get(ids.get(1)).get("n")).isEqualTo(n(7));
            second.node().close();
            Rig.Client third = rig.client(QUICK, store, false);
            assertThat(third.context().get(ids.get(1)).get("n")).isEqualTo(n(7));
            assertThat(third.context().get(ids.get(1)).get("text")).isEqualTo(Value.of("some words to fill 1"));
        }
    }

    @Test
    void whatWasReadLongestAgoGoesFirstWhenTheBudgetIsSpent() {
        try (Rig rig = new Rig()) {
            fill(rig, 200);
            NodeOptions tight = QUICK.withKeptBytes(16_000);
            Rig.Client first = rig.client(tight, store, true);
            for (String query : List.of("n < 20", "n >= 20 AND n < 40", "n >= 40 AND n < 60")) {
                first.context().live("thing", query).awaitLive(Rig.LONG).close();
            }
            Rig.until(
                    "the last one is put away",
                    () -> first.wire().received(Message.Unsubscribed.class).size() == 3);
            first.wire().cut();
            first.context().run(tx -> tx.create("thing", Map.of("n", n(45))));
            first.node().close();

            Rig.Client second = rig.client(tight, store, false);
            assertThat(second.pending()).isEqualTo(1);
            assertThat(second.context().query("thing", "n >= 40 AND n < 60")).hasSize(21);
            assertThatThrownBy(() -> second.context().query("thing", "n < 20"))
                    .extracting(e -> ((AnkurahException) e).code())
                    .isEqualTo("sync.offline");
            assertThatThrownBy(() -> second.context().get(ids.get(3)))
                    .extracting(e -> ((AnkurahException) e).code())
                    .isEqualTo("sync.offline");
        }
    }

    private static final Policy NO_SEVEN = new RefusingPolicy("n", Value.of(7));

    @Test
    void aRefusalAfterARestartUndoesTheCommitsAndIsToldOnce() {
        try (Rig rig = new Rig(NO_SEVEN)) {
            fill(rig, 3);
            Rig.Client first = rig.client(QUICK, store, true);
            first.context().live("thing", "ORDER BY n").awaitLive(Rig.LONG);
            first.wire().cut();
            var bad = first.context().run(tx -> tx.set(ids.get(0), "n", n(7)));
            var built = first.context().run(tx -> tx.set(ids.get(0), "m", n(1)));
            var good = first.context().run(tx -> tx.set(ids.get(1), "m", n(2)));
            first.node().close();

            List<Rejection> heard = new CopyOnWriteArrayList<>();
            Rig.Client second = rig.client(QUICK.withRejectionListener(heard::add), store, true);
            try (LiveQuery live = second.context().live("thing", "ORDER BY n")) {
                live.awaitLive(Rig.LONG);
                Rig.until("it is told", () -> heard.size() == 2 && second.pending() == 0);
                assertThat(heard.get(0).commit().id()).isEqualTo(bad.commitId().orElseThrow());
                assertThat(heard.get(0).reason().code()).isEqualTo("policy.refused");
                assertThat(heard.get(1).commit().id())
                        .isEqualTo(built.commitId().orElseThrow());
                assertThat(heard.get(1).reason().code()).isEqualTo("commit.built_on_refused");
                assertThat(heard.get(1).refused()).isEqualTo(bad.commitId().orElseThrow());
                rig.untilEqual(live, rig.server.context());
                assertThat(second.context().get(ids.get(1)).get("m")).isEqualTo(n(2));
                assertThat(good.commitId()).isPresent();
            }
            second.node().close();
            List<Rejection> again = new CopyOnWriteArrayList<>();
            Rig.Client third = rig.client(QUICK.withRejectionListener(again::add), store, true);
            third.context().live("thing", "").awaitLive(Rig.LONG);
            assertThat(again).isEmpty();
        }
    }

    @Test
    void aRefusalThatTheProgramDidNotGetToHearIsToldAfterTheNextStart() {
        try (Rig rig = new Rig(NO_SEVEN)) {
            fill(rig, 1);
            Rig.Client first = rig.client(
                    QUICK.withRejectionListener(rejection -> {
                        OrderedStore killed = Rig.copy(store);
                        List<Rejection> heard = new CopyOnWriteArrayList<>();
                        Rig.Client second = rig.client(QUICK.withRejectionListener(heard::add), killed, false);
                        Rig.until("it is told again", () -> heard.size() == 1);
                        assertThat(heard.getFirst().reason().code()).isEqualTo("policy.refused");
                        assertThat(second.pending()).isZero();
                        ids.clear();
                    }),
                    store,
                    true);
            first.context().live("thing", "").awaitLive(Rig.LONG);
            first.context().run(tx -> tx.set(ids.get(0), "n", n(7)));
            Rig.until("the listener is done", ids::isEmpty);
        }
    }

    @Test
    void anotherSystemsServerTakesNothingFromIt() {
        try (Rig rig = new Rig();
                Node stranger = Node.durable(
                        OrderedEngine.open(new MemoryStore(), EngineOptions.defaults()), Policy.allowAll());
                SyncServer strangers = SyncServer.of(stranger, Authenticator.anonymous(), SyncLimits.defaults())) {
            fill(rig, 3);
            Rig.Client first = rig.client(QUICK, store, true);
            first.context().live("thing", "").awaitLive(Rig.LONG);
            first.wire().cut();
            first.context().run(tx -> tx.set(ids.get(0), "n", n(9)));
            first.node().close();

            SyncServer home = rig.sync;
            rig.sync = strangers;
            List<String> heard = new CopyOnWriteArrayList<>();
            Rig.Client second = rig.client(
                    QUICK.withConnectionListener(status -> heard.add(
                            status.error() == null ? "" : status.error().code())),
                    store,
                    true);
            Rig.until("it is told", () -> heard.contains("sync.other_system"));
            assertThat(second.context().query("thing", "")).hasSize(3);
            assertThat(second.pending()).isEqualTo(1);
            assertThat(stranger.position().number()).isZero();
            rig.sync = home;
            Rig.until("it is sent home", () -> second.pending() == 0);
            assertThat(rig.server.context().get(ids.get(0)).get("n")).isEqualTo(n(9));
        }
    }

    @Test
    void textsThatWereTypedBeforeAndAfterAKillAreBothThere() {
        try (Rig rig = new Rig()) {
            EntityId id = rig.server
                    .context()
                    .transact(tx -> tx.create("thing", Map.of(), Map.of(), Map.of("title", "Hello"))
                            .id())
                    .value();
            Rig.Client first = rig.client(QUICK, store, true);
            first.context().live("thing", "").awaitLive(Rig.LONG);
            first.wire().cut();
            first.context().run(tx -> tx.text(id, "title").insert(5, " world"));
            first.context().run(tx -> tx.text(id, "title").insert(11, "!"));

            Rig.Client second = rig.client(QUICK, Rig.copy(store), false);
            try (LiveQuery live = second.context().live("thing", "")) {
                assertThat(live.result().get(0).get("title")).isEqualTo(Value.of("Hello world!"));
                second.context().run(tx -> tx.text(id, "title").insert(0, "Oh: "));
                rig.server.context().run(tx -> tx.text(id, "title").delete(0, 5));
                second.wire().heal();
                live.awaitLive(Rig.LONG);
                Rig.until("all is sent", () -> second.pending() == 0);
                rig.untilEqual(live, rig.server.context());
                assertThat(rig.server.context().get(id).get("title")).isEqualTo(Value.of("Oh:  world!"));
            }
        }
    }

    @Test
    void storesOfTheOtherKindAreRefused() {
        MemoryStore durable = new MemoryStore();
        try (Rig rig = new Rig()) {
            fill(rig, 1);
            try (Node node = Node.durable(OrderedEngine.open(durable, EngineOptions.defaults()), Policy.allowAll())) {
                node.context().run(tx -> tx.create("thing", Map.of()));
            }
            assertThatThrownBy(() -> rig.client(QUICK, durable, false))
                    .extracting(e -> ((AnkurahException) e).code())
                    .isEqualTo("sync.durable_nodes_store");
            rig.client(QUICK, store, true).context().query("thing", "");
            assertThatThrownBy(() -> Node.durable(
                            OrderedEngine.open(Rig.copy(store), EngineOptions.defaults()), Policy.allowAll()))
                    .extracting(e -> ((AnkurahException) e).code())
                    .isEqualTo("sync.clients_store");
        }
    }

    @Test
    void aStoreOfAnotherVersionIsRefusedAndStaysAsItIs() {
        assertRefused(2, "storage.older_format");
        assertRefused(4, "storage.newer_format");
    }

    private static void assertRefused(long version, String code) {
        MemoryStore other = new MemoryStore();
        byte[] record = new CborWriter(9).integer(version).toBytes();
        try (StorageEngine engine = OrderedEngine.open(other, EngineOptions.defaults())) {
            engine.commit(new WriteGroup().meta("client/version", record));
        }
        try (Rig rig = new Rig()) {
            assertThatThrownBy(() -> rig.client(QUICK, Rig.copy(other), false))
                    .isInstanceOfSatisfying(
                            AnkurahException.Conflict.class,
                            e -> assertThat(e.code()).isEqualTo(code));
        }
        try (StorageEngine engine = OrderedEngine.open(other, EngineOptions.defaults());
                StorageSnapshot snapshot = engine.snapshot()) {
            assertThat(snapshot.meta("client/version")).isEqualTo(record);
        }
    }

    @Test
    void aNodeThatHasNeverMetItsSystemSaysSoAlsoWithAStore() {
        try (Node client = Node.ephemeral(
                Loopback.to(() -> null, JvmPlatform.create().scheduler()),
                OrderedEngine.open(store, EngineOptions.defaults()),
                QUICK.withMeetMillis(100))) {
            assertThatThrownBy(client::context)
                    .extracting(e -> ((AnkurahException) e).code())
                    .isEqualTo("sync.offline");
        }
    }

    @Test
    void aReceiptIsLocalOnceItIsStoredAndAcceptedWhenTheServerSaysSo() {
        try (Rig rig = new Rig()) {
            fill(rig, 1);
            Rig.Client client = rig.client(QUICK, store, true);
            client.context().query("thing", "");
            client.wire().cut();
            var receipt = client.context().run(tx -> tx.set(ids.get(0), "n", n(3)));
            receipt.await(Stage.LOCAL, Rig.LONG);
            assertThat(receipt.position()).isEmpty();
            Rig.Client killed = rig.client(QUICK, Rig.copy(store), false);
            assertThat(killed.pending()).isEqualTo(1);
            client.wire().heal();
            receipt.await(Stage.ACCEPTED, Rig.LONG);
            assertThat(receipt.position()).isPresent();
        }
    }
}
