package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.ConnectionStatus;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.Stage;
import ankurah.core.jvm.JvmPlatform;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.storage.MemoryStorage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Away from its server a client keeps working, and another system's server takes nothing from it. */
class OtherSystemTest {
    @Test
    void commitsSurviveAVisitOfAnotherSystemAndTheProgramIsTold() {
        try (Rig rig = new Rig();
                Node stranger = Node.durable(MemoryStorage.open(), Policy.allowAll());
                SyncServer strangers = SyncServer.of(stranger, Authenticator.anonymous(), SyncLimits.defaults())) {
            rig.declare("thing");
            SyncServer home = rig.sync;
            List<ConnectionStatus> heard = new CopyOnWriteArrayList<>();
            Rig.Client client = rig.client(
                    NodeOptions.defaults().withRetry(1, 20).withConnectionListener(heard::add));
            try (LiveQuery live = client.context().live("thing", "")) {
                live.awaitLive(Rig.LONG);
                rig.sync = strangers;
                client.wire().cut();
                var receipt = client.context().transact(tx -> tx.create("thing", Map.of("n", Value.of(1L))));
                client.wire().heal();
                Rig.until("it is told", () -> heard.stream()
                        .anyMatch(status -> status.state() == ConnectionStatus.State.OFFLINE
                                && status.error() != null
                                && status.error().code().equals("sync.other_system")));
                assertThat(live.result().size()).isEqualTo(1);
                assertThat(client.pending()).isEqualTo(1);
                assertThat(stranger.position().number()).isZero();
                rig.sync = home;
                receipt.await(Stage.ACCEPTED, Rig.LONG);
                rig.untilEqual(live, rig.server.context());
                assertThat(rig.server.context().get(receipt.value().id()).get("n")).isEqualTo(Value.of(1L));
            }
        }
    }

    @Test
    void offlineItReadsWhatItHoldsAndSaysSoOfTheRest() {
        try (Rig rig = new Rig()) {
            EntityId covered = rig.server
                    .context()
                    .transact(tx -> tx.create("thing", Map.of("n", Value.of(1L))).id())
                    .value();
            EntityId uncovered = rig.server
                    .context()
                    .transact(tx -> tx.create("thing", Map.of("n", Value.of(-1L))).id())
                    .value();
            List<ConnectionStatus.State> states = new CopyOnWriteArrayList<>();
            Rig.Client client = rig.client(NodeOptions.defaults()
                    .withRetry(1, 20)
                    .withConnectionListener(status -> states.add(status.state())));
            try (LiveQuery live = client.context().live("thing", "n > 0")) {
                live.awaitLive(Rig.LONG);
                client.wire().cut();
                Rig.until("it has noticed", () -> states.contains(ConnectionStatus.State.OFFLINE));
                assertThat(client.context().get(covered).get("n")).isEqualTo(Value.of(1L));
                assertThat(client.context().query("thing", "n > 0")).hasSize(1);
                assertThatThrownBy(() -> client.context().query("thing", "n < 0"))
                        .isInstanceOf(AnkurahException.Unavailable.class)
                        .extracting(e -> ((AnkurahException) e).code())
                        .isEqualTo("sync.offline");
                assertThatThrownBy(() -> client.context().find(uncovered))
                        .extracting(e -> ((AnkurahException) e).code())
                        .isEqualTo("sync.offline");
                var receipt = client.context().run(tx -> tx.set(covered, "n", Value.of(2L)));
                assertThatThrownBy(() -> receipt.await(Stage.ACCEPTED, Duration.ofMillis(20)))
                        .extracting(e -> ((AnkurahException) e).code())
                        .isEqualTo("wait.timeout");
                client.wire().heal();
                receipt.await(Stage.ACCEPTED, Rig.LONG);
                assertThat(client.context().get(uncovered).get("n")).isEqualTo(Value.of(-1L));
                client.context().run(tx -> tx.set(uncovered, "n", Value.of(-2L))).await(Stage.ACCEPTED, Rig.LONG);
                assertThat(rig.server.context().get(uncovered).get("n")).isEqualTo(Value.of(-2L));
                assertThat(client.context().history(uncovered)).hasSize(2);
                assertThat(client.context().explain("thing", live.query()).toString()).contains("thing");
                assertThat(client.context().query("thing", "n < 0")).hasSize(1);
            }
        }
    }

    @Test
    void aClientThatHasNeverMetItsSystemSaysSo() {
        try (Node client = Node.ephemeral(
                Loopback.to(() -> null, JvmPlatform.create().scheduler()),
                NodeOptions.defaults().withRetry(1, 20).withMeetMillis(100))) {
            assertThatThrownBy(client::context)
                    .isInstanceOf(AnkurahException.Unavailable.class)
                    .hasMessageContaining("not met its system")
                    .extracting(e -> ((AnkurahException) e).code())
                    .isEqualTo("sync.offline");
        }
    }

    @Test
    void aClosedNodeEndsEveryWait() {
        try (Rig rig = new Rig()) {
            rig.declare("thing");
            Rig.Client client = rig.client();
            LiveQuery live = client.context().live("thing", "");
            live.awaitLive(Rig.LONG);
            client.wire().cut();
            var receipt = client.context().run(tx -> tx.create("thing", Map.of()));
            client.node().close();
            assertThatThrownBy(() -> receipt.await(Stage.ACCEPTED, Rig.LONG))
                    .extracting(e -> ((AnkurahException) e).code())
                    .isEqualTo("node.closed");
            assertThatThrownBy(() -> client.context().query("thing", ""))
                    .extracting(e -> ((AnkurahException) e).code())
                    .isEqualTo("node.closed");
            client.node().close();
        }
    }
}
