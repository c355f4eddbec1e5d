package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.ConnectionStatus;
import ankurah.core.Context;
import ankurah.core.FailingStorage;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.Receipt;
import ankurah.core.Rejection;
import ankurah.core.Stage;
import ankurah.core.internal.sync.client.EphemeralBackend;
import ankurah.core.jvm.JvmPlatform;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.storage.MemoryStorage;
import ankurah.storage.StorageEngine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server whose disk is full knows nothing of what it was about to store, and its clients keep what they wrote. */
class StoppedServerTest {
    private final StorageEngine disk = MemoryStorage.open();
    private final FailingStorage full = new FailingStorage(disk);
    private final AtomicReference<SyncServer> serving = new AtomicReference<>();
    private final List<Rejection> rejections = new CopyOnWriteArrayList<>();
    private final List<ConnectionStatus> heard = new CopyOnWriteArrayList<>();

    private Node client() {
        NodeOptions options = NodeOptions.defaults()
                .withRetry(1, 20)
                .withRejectionListener(rejections::add)
                .withConnectionListener(heard::add);
        return Node.ephemeral(Loopback.to(serving::get, JvmPlatform.create().scheduler()), options);
    }

    private static int pending(Node client) {
        return ((EphemeralBackend) client.backend()).pendingCommits();
    }

    private boolean isTold() {
        return heard.stream()
                .anyMatch(status ->
                        status.error() != null && status.error().code().equals("node.stopped"));
    }

    private void othersGoOnReading(Node server) {
        try (Node reader = client();
                LiveQuery live = reader.context().live("thing", "").awaitLive(Rig.LONG)) {
            assertThat(live.result().size()).isEqualTo(1);
        }
        assertThat(server.position().number()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCommitThatAFullDiskCutOffIsKeptAndIsThereOnceWhenTheServerIsBack(boolean writtenAllTheSame) {
        try (Node client = client()) {
            Receipt<?> receipt;
            try (Node server = Node.durable(full, Policy.allowAll());
                    SyncServer sync = SyncServer.of(server, Authenticator.anonymous(), SyncLimits.defaults())) {
                server.context().run(tx -> tx.create("thing", Map.of("n", Value.of(1L))));
                serving.set(sync);
                Context context = client.context();
                try (LiveQuery live = context.live("thing", "").awaitLive(Rig.LONG)) {
                    if (writtenAllTheSame) {
                        full.failNextThoughWritten();
                    } else {
                        full.failNext();
                    }
                    receipt = context.run(tx -> tx.create("thing", Map.of("n", Value.of(2L))));
                    Rig.until("it is told", this::isTold);
                    assertThat(live.result().size()).isEqualTo(2);
                }
                assertThatThrownBy(() -> server.context().run(tx -> tx.create("thing", Map.of())))
                        .isInstanceOf(AnkurahException.Fault.class)
                        .hasMessageContaining("no space left on the disk");
                assertThatThrownBy(() -> receipt.await(Stage.ACCEPTED, Duration.ofMillis(1)))
                        .hasMessageContaining("stays in the outbox")
                        .hasMessageContaining("no space left on the disk")
                        .extracting(e -> ((AnkurahException) e).code())
                        .isEqualTo("wait.timeout");
                assertThat(pending(client)).isEqualTo(1);
                othersGoOnReading(server);
                serving.set(null);
            }
            assertThat(rejections).isEmpty();
            try (Node again = Node.durable(disk, Policy.allowAll());
                    SyncServer sync = SyncServer.of(again, Authenticator.anonymous(), SyncLimits.defaults())) {
                serving.set(sync);
                receipt.await(Stage.ACCEPTED, Rig.LONG);
                assertThat(again.context().query("thing", "ORDER BY n"))
                        .extracting(row -> row.get("n"))
                        .containsExactly(Value.of(1L), Value.of(2L));
                assertThat(again.position().number()).isEqualTo(2);
                serving.set(null);
            }
        }
    }
}
