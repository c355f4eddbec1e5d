package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.Rejection;
import ankurah.core.Stage;
import ankurah.core.internal.sync.wire.Message;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Value;
import ankurah.storage.EngineOptions;
import ankurah.storage.EntityState;
import ankurah.storage.MemoryStore;
import ankurah.storage.OrderedEngine;
import ankurah.storage.OrderedStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A client that comes back to a server that does not know what it knows. */
class OtherServersTest {
    private final MemoryStore serverStore = new MemoryStore();
    private final MemoryStore store = new MemoryStore();
    private final List<Rejection> rejections = new CopyOnWriteArrayList<>();
    private final NodeOptions options = NodeOptions.defaults().withRetry(1, 20).withRejectionListener(rejections::add);

    private static Value n(long n) {
        return Value.of(n);
    }

    private static EntityId create(Node node, long n) {
        return node.context()
                .transact(tx -> tx.create("thing", Map.of("n", n(n))).id())
                .value();
    }

    private static Node restored(OrderedStore backup) {
        return Node.durable(OrderedEngine.open(backup, EngineOptions.defaults()), Policy.allowAll());
    }

    /** One commit was taken back, which wrote this entity. */
    private void assertRejected(EntityId entity) {
        assertThat(rejections)
                .singleElement()
                .satisfies(rejection -> assertThat(
                                rejection.commit().events().getFirst().entity())
                        .isEqualTo(entity));
    }

    private static SyncServer serve(Node node) {
        return SyncServer.of(node, Authenticator.anonymous(), SyncLimits.defaults());
    }

    @Test
    void anOlderBackupGetsTheCommitsItLostAgainAndTheRestIsAsTheBackupHasIt() {
        try (Rig rig = new Rig(serverStore, Policy.allowAll())) {
            EntityId old = create(rig.server, 1);
            OrderedStore backup = Rig.copy(serverStore);
            Rig.Client client = rig.client(options, store, true);
            try (LiveQuery live = client.context().live("thing", "ORDER BY n")) {
                live.awaitLive(Rig.LONG);
                EntityId others = create(rig.server, 2);
                EntityId own = client.context()
                        .transact(tx -> {
                            tx.set(old, "own", n(1));
                            return tx.create("thing", Map.of("n", n(3))).id();
                        })
                        .await(Stage.ACCEPTED, Rig.LONG)
                        .value();
                client.context().run(tx -> tx.set(others, "own", n(1))).await(Stage.ACCEPTED, Rig.LONG);
                Rig.until(
                        "all is reached",
                        () -> client.pending() == 0 && live.result().size() == 3);
                rig.stopServing();
                try (Node restored = restored(backup);
                        SyncServer again = serve(restored)) {
                    rig.sync = again;
                    Rig.until("it is told what cannot be had again", () -> !rejections.isEmpty());
                    rig.untilEqual(live, restored.context());
                    assertThat(live.result().toList()).extracting(Entity::id).containsExactly(old, own);
                    assertThat(restored.context().get(old).get("own")).isEqualTo(n(1));
                    assertRejected(others);
                    client.context().run(tx -> tx.set(own, "n", n(4))).await(Stage.ACCEPTED, Rig.LONG);
                    rig.sync = null;
                }
            }
        }
    }

    @Test
    void whatAnOlderBackupLostIsSentAgainAlsoByAClientThatHasBeenStartedAnew() {
        try (Rig rig = new Rig(serverStore, Policy.allowAll())) {
            EntityId old = create(rig.server, 1);
            OrderedStore backup = Rig.copy(serverStore);
            Rig.Client before = rig.client(options, store, true);
            LiveQuery live = before.context().live("thing", "ORDER BY n").awaitLive(Rig.LONG);
            EntityId others = create(rig.server, 2);
            before.context().run(tx -> tx.set(old, "own", n(1))).await(Stage.ACCEPTED, Rig.LONG);
            before.context().run(tx -> tx.set(others, "own", n(1))).await(Stage.ACCEPTED, Rig.LONG);
            Rig.until(
                    "all is reached",
                    () -> before.pending() == 0 && live.result().size() == 2);
            OrderedStore left = Rig.copy(store);
            before.node().close();
            rig.stopServing();
            try (Node restored = restored(backup);
                    SyncServer again = serve(restored)) {
                rig.sync = again;
                Rig.Client after = rig.client(options, left, true);
                Rig.until("it is told what cannot be had again", () -> !rejections.isEmpty());
                Rig.until(
                        "what it had lost is there again",
                        () -> restored.context().get(old).get("own").equals(n(1)));
                assertRejected(others);
                after.node().close();
                rig.sync = null;
            }
        }
    }

    @Test
    void aBackupThatHasGrownPastTheClientsPositionIsNoticedByTheHash() {
        try (Rig rig = new Rig(serverStore, Policy.allowAll())) {
            EntityId old = create(rig.server, 1);
            OrderedStore backup = Rig.copy(serverStore);
            Rig.Client client = rig.client(options, store, true);
            try (LiveQuery live = client.context().live("thing", "ORDER BY n")) {
                live.awaitLive(Rig.LONG);
                client.context().run(tx -> tx.set(old, "own", n(1))).await(Stage.ACCEPTED, Rig.LONG);
                Rig.until("all is reached", () -> client.pending() == 0);
                rig.stopServing();
                try (Node restored = restored(backup)) {
                    for (int i = 0; i < 5; i++) {
                        create(restored, 10 + i);
                    }
                    client.wire().forget();
                    try (SyncServer again = serve(restored)) {
                        rig.sync = again;
                        Rig.until(
                                "what it had lost is there again",
                                () -> restored.context().get(old).get("own").equals(n(1)));
                        rig.untilEqual(live, restored.context());
                        assertThat(client.wire()
                                        .received(Message.Ready.class)
                                        .getFirst()
                                        .resumed())
                                .isFalse();
                        rig.sync = null;
                    }
                }
            }
            assertThat(rejections).isEmpty();
        }
    }

    @Test
    void anotherServerOfTheSameSystemGetsWhatItLacksAndAnswersWithASnapshot() {
        try (Rig rig = new Rig(serverStore, Policy.allowAll());
                Node other = Node.durable(
                        OrderedEngine.open(
                                new MemoryStore(), EngineOptions.defaults().withSystem(rig.server.system())),
                        Policy.allowAll());
                SyncServer others = serve(other)) {
            rig.declare("thing");
            other.context().run(tx -> tx.delete(tx.create("thing", Map.of()).id()));
            Rig.Client client = rig.client(options, store, true);
            try (LiveQuery live = client.context().live("thing", "ORDER BY n")) {
                live.awaitLive(Rig.LONG);
                var first = client.context()
                        .transact(tx -> tx.create("thing", Map.of("n", n(1))).id());
                first.await(Stage.ACCEPTED, Rig.LONG);
                Rig.until("it is reached", () -> client.pending() == 0);
                client.wire().cut();
                client.context().run(tx -> tx.set(first.value(), "m", n(2)));
                SyncServer home = rig.sync;
                rig.sync = others;
                client.wire().heal();
                Rig.until("all is there", () -> client.pending() == 0);
                assertThat(other.context().get(first.value()).get("m")).isEqualTo(n(2));
                rig.untilEqual(live, other.context());
                rig.sync = home;
                client.wire().hiccup();
                Rig.until(
                        "the first one has it too",
                        () -> rig.server.context().get(first.value()).get("m").equals(n(2)));
            }
            assertThat(rejections).isEmpty();
        }
    }

    /** What a principal may see depends on the version. */
    private static Policy seeingBelow(long limit) {
        return new Policy() {
            @Override
            public boolean canRead(Principal who, EntityState row) {
                return !(row.get("n") instanceof Value.Int n) || n.value() < limit;
            }

            @Override
            public void check(Principal who, Event event, @Nullable EntityState before, EntityState after) {}

            @Override
            public String version() {
                return "below-" + limit;
            }
        };
    }

    @Test
    void whoMaySeeOtherRowsAfterARestartOfTheServerSeesExactlyThose() {
        try (Rig rig = new Rig(serverStore, seeingBelow(5))) {
            for (int i = 0; i < 10; i++) {
                create(rig.server, i);
            }
            Rig.Client client = rig.client(options, store, true);
            try (LiveQuery live = client.context().live("thing", "ORDER BY n")) {
                live.awaitLive(Rig.LONG);
                assertThat(live.result().size()).isEqualTo(5);
                for (long limit : new long[] {8, 3}) {
                    rig.sync = null;
                    client.wire().hiccup();
                    try (Node again = Node.durable(
                                    OrderedEngine.open(Rig.copy(serverStore), EngineOptions.defaults()),
                                    seeingBelow(limit));
                            SyncServer serving = serve(again)) {
                        rig.sync = serving;
                        Rig.until("it sees as far", () -> live.result().size() == limit);
                        rig.sync = null;
                    }
                }
            }
        }
    }
}
