package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.ConnectionStatus;
import ankurah.core.Context;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.Receipt;
import ankurah.core.Rejection;
import ankurah.core.Stage;
import ankurah.core.internal.sync.client.EphemeralBackend;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.jvm.JvmPlatform;
import ankurah.core.testkit.SharedMemory;
import ankurah.core.testkit.SharedMemory.Loss;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients of several servers that share one store. */
class SeveralServersTest {
    private final SharedMemory shared = new SharedMemory();
    private final List<Rejection> rejections = new CopyOnWriteArrayList<>();
    private final List<Node> clients = new ArrayList<>();
    private final Server a = new Server();
    private final Server b = new Server();

    private final class Server {
        final SharedMemory.Face face = shared.face();
        final Node node = Node.durable(face, Policy.allowAll());
        final SyncServer sync = SyncServer.of(node, Authenticator.anonymous(), SyncLimits.defaults());

        void close() {
            sync.close(1_000);
            node.close();
        }
    }

    /** A client that connects to whichever server is named by then. */
    private final class Client {
        final AtomicReference<Server> at;
        final Wiretap wire;
        final Node node;

        Client(Server first) {
            at = new AtomicReference<>(first);
            wire = new Wiretap(
                    Loopback.to(() -> at.get().sync, JvmPlatform.create().scheduler()));
            node = Node.ephemeral(wire, NodeOptions.defaults().withRetry(1, 20).withRejectionListener(rejections::add));
            clients.add(node);
        }

        Context context() {
            return node.context();
        }
    }

    @AfterEach
    void close() {
        clients.forEach(Node::close);
        a.close();
        b.close();
        shared.close();
        assertThat(rejections).isEmpty();
    }

    private static EntityId create(Context context, long n) {
        Receipt<EntityId> receipt = context.transact(
                tx -> tx.create("thing", Map.of("n", Value.of(n))).id());
        receipt.await(Stage.ACCEPTED, Rig.LONG);
        return receipt.value();
    }

    private static void untilSame(LiveQuery live, Node server) {
        Rig.until(
                "the client has what the server has",
                () -> live.result().toList().equals(server.context().query("thing", live.query())));
    }

    @Test
    void clientsOfDifferentServersSeeEachOthersWrites() {
        create(a.node.context(), 0);
        Client one = new Client(a);
        Client two = new Client(b);
        try (LiveQuery here = one.context().live("thing", "ORDER BY n").awaitLive(Rig.LONG);
                LiveQuery there = two.context().live("thing", "ORDER BY n").awaitLive(Rig.LONG)) {
            for (int i = 1; i <= 10; i++) {
                EntityId id = create(one.context(), i);
                Rig.until("the other has it", () -> there.result().contains(id));
                two.context().run(tx -> tx.set(id, "n", Value.of(100L))).await(Stage.ACCEPTED, Rig.LONG);
                Rig.until(
                        "it has come back",
                        () -> here.result().toList().stream()
                                .anyMatch(row ->
                                        row.id().equals(id) && row.get("n").equals(Value.of(100L))));
            }
            untilSame(here, b.node);
            untilSame(there, a.node);
        }
    }

    @Test
    void aClientThatComesBackAtTheOtherServerGetsWhatItMissedAndNoMore() {
        a.node.context().run(tx -> {
            for (int i = 0; i < 500; i++) {
                tx.create("thing", Map.of("n", Value.of((long) i)));
            }
        });
        Client client = new Client(a);
        try (LiveQuery live = client.context().live("thing", "ORDER BY n DESC").awaitLive(Rig.LONG)) {
            // The other server hears nothing, and has to look before it answers.
            b.face.hearNothing(true);
            client.wire.cut();
            client.wire.forget();
            for (int i = 0; i < 5; i++) {
                create(a.node.context(), 1_000 + i);
            }
            client.at.set(b);
            client.wire.heal();
            untilSame(live, a.node);
            assertThat(client.wire.received(Message.Ready.class))
                    .singleElement()
                    .satisfies(ready -> assertThat(ready.resumed()).isTrue());
            assertThat(client.wire.received(Message.Page.class).stream()
                            .mapToInt(page -> page.states().size())
                            .sum())
                    .isEqualTo(5);
            b.face.hearNothing(false);
            create(client.context(), 5_000);
            untilSame(live, a.node);
        }
    }

    @Test
    void whatTheFirstServerAcknowledgedIsNotSentToTheSecondAgain() {
        create(a.node.context(), 0);
        Client client = new Client(a);
        b.face.hearNothing(true);
        EntityId id = create(client.context(), 7);
        long number = a.node.position().number();
        Rig.until("the client has come there", () -> ((EphemeralBackend) client.node.backend()).pendingCommits() == 0);
        client.wire.cut();
        client.wire.forget();
        client.at.set(b);
        client.wire.heal();
        Rig.until(
                "it is connected",
                () -> !client.wire.received(Message.Welcome.class).isEmpty()
                        && client.node.syncStatus().peek().state() == ConnectionStatus.State.CONNECTED);
        assertThat(client.context().query("thing", "n = 7"))
                .singleElement()
                .satisfies(row -> assertThat(row.id()).isEqualTo(id));
        assertThat(b.node.position().number()).isEqualTo(number);
        assertThat(client.wire.sent()).noneMatch(Message.Submit.class::isInstance);
    }

    @ParameterizedTest
    @EnumSource
    void aCommitThatAStoreCutOffIsNotTakenBackAndIsThereOnceWhenTheStoreIsBack(Loss loss) {
        create(a.node.context(), 0);
        Client client = new Client(a);
        try (LiveQuery live = client.context().live("thing", "ORDER BY n").awaitLive(Rig.LONG)) {
            a.face.loseNext(loss);
            Receipt<EntityId> receipt = client.context()
                    .transact(
                            tx -> tx.create("thing", Map.of("n", Value.of(1L))).id());
            client.context().run(tx -> tx.set(receipt.value(), "n", Value.of(2L)));
            Rig.until("it is told that the store is away", () -> {
                var why = client.node.syncStatus().peek().error();
                return why != null
                        && List.of("storage.unreachable", "commit.outcome_unknown")
                                .contains(why.code());
            });
            assertThat(live.result().size()).isEqualTo(2);
            a.face.comeBack();
            receipt.await(Stage.ACCEPTED, Rig.LONG);
            Rig.until("all is acknowledged", () -> ((EphemeralBackend) client.node.backend()).pendingCommits() == 0);
            untilSame(live, b.node);
            assertThat(a.node.position().number()).isEqualTo(3);
        }
    }

    /** The commit that empties the window is acknowledged; what the window shows then comes when it can be read. */
    @Test
    void aClientHearsOfNoPositionBeforeAllItsWindowsHaveComeThere() {
        List<EntityId> ids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            ids.add(create(a.node.context(), i));
        }
        Client client = new Client(a);
        try (LiveQuery live = client.context()
                        .live("thing", "ORDER BY n DESC LIMIT 5")
                        .awaitLive(Rig.LONG);
                LiveQuery some = client.context().live("thing", "n < 10").awaitLive(Rig.LONG)) {
            a.face.goAwayAfterNext();
            a.node.context().run(tx -> {
                ids.subList(20, 40).forEach(tx::delete);
                tx.set(ids.get(0), "n", Value.of(5L));
            });
            a.face.comeBack();
            untilSame(live, b.node);
            untilSame(some, b.node);
        }
    }
}
