package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.ConnectionStatus.State;
import ankurah.core.NodeOptions;
import ankurah.core.SyncStatus;
import ankurah.event.Value;
import ankurah.signals.Effect;
import ankurah.storage.MemoryStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** How a node stands is a signal: an effect that shows it follows by itself. */
class SyncStatusTest {
    private static boolean has(List<SyncStatus> seen, State state, int pending) {
        return seen.stream().anyMatch(status -> status.state() == state && status.pendingCommits() == pending);
    }

    @Test
    void anEffectSeesTheConnectionGoAndComeAndTheCommitsThatWait() {
        try (Rig rig = new Rig()) {
            rig.declare("thing");
            Rig.Client client = rig.client(NodeOptions.defaults().withRetry(1, 20), new MemoryStore(), true);
            client.context().query("thing", "");
            List<SyncStatus> seen = new CopyOnWriteArrayList<>();
            try (Effect shown = client.node()
                    .signals()
                    .effect(() -> seen.add(client.node().syncStatus().get()))) {
                assertThat(shown).isNotNull();
                Rig.until("it is connected", () -> has(seen, State.CONNECTED, 0));
                client.wire().cut();
                Rig.until("it is offline", () -> has(seen, State.OFFLINE, 0));
                SyncStatus offline = client.node().syncStatus().peek();
                assertThat(offline.error()).isNotNull();
                assertThat(offline.target()).isEqualTo(client.wire().target());
                client.context().run(tx -> tx.create("thing", Map.of("n", Value.of(1L))));
                Rig.until("a commit waits", () -> has(seen, State.OFFLINE, 1));
                SyncStatus later = client.node().syncStatus().peek();
                assertThat(later.sinceMillis())
                        .as("attempts to connect do not begin a new absence")
                        .isEqualTo(offline.sinceMillis());
                seen.clear();
                client.wire().heal();
                Rig.until("it is sent", () -> has(seen, State.CONNECTED, 0));
                assertThat(client.node().syncStatus().peek().error()).isNull();
            }
        }
    }

    @Test
    void aDurableNodeStandsToNobody() {
        try (Rig rig = new Rig()) {
            assertThat(rig.server.syncStatus().get()).isEqualTo(SyncStatus.DURABLE);
        }
    }
}
