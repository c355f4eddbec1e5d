package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Context;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.Stage;
import ankurah.core.Status;
import ankurah.core.jvm.JvmPlatform;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.storage.EngineOptions;
import ankurah.storage.MemoryStore;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedEngine;
import ankurah.storage.OrderedSnapshot;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bytes of a row that went wrong in the store cost those who read the row, and nobody else. */
class DamagedStoreTest {
    private final MemoryStore store = new MemoryStore();

    /** Cuts off every entry that holds the text. */
    private void damage(String text) {
        OrderedBatch batch = new OrderedBatch();
        int found = 0;
        try (OrderedSnapshot now = store.snapshot();
                OrderedCursor all = now.scan(new byte[0], new byte[] {(byte) 0xff}, false)) {
            while (all.next()) {
                if (new String(all.value(), StandardCharsets.ISO_8859_1).contains(text)) {
                    byte[] value = all.value();
                    batch.put(all.key(), java.util.Arrays.copyOf(value, value.length / 2));
                    found++;
                }
            }
        }
        assertThat(found).as("a state and an event").isEqualTo(2);
        store.write(batch, EngineOptions.defaults().durability());
    }

    @Test
    void whoReadsItIsToldAndTheServerGoesOn() {
        try (Node first = Node.durable(OrderedEngine.open(store, EngineOptions.defaults()), Policy.allowAll())) {
            first.context().run(tx -> {
                tx.create("broken", Map.of("text", Value.of("about to be damaged")));
                tx.create("sound", Map.of("n", Value.of(1L)));
            });
        }
        damage("about to be damaged");
        try (Node node = Node.durable(OrderedEngine.open(store, EngineOptions.defaults()), Policy.allowAll());
                SyncServer sync = SyncServer.of(node, Authenticator.anonymous(), SyncLimits.defaults());
                Node client =
                        Node.ephemeral(Loopback.to(sync, JvmPlatform.create().scheduler()), NodeOptions.defaults())) {
            Context context = client.context();
            try (LiveQuery sound = context.live("sound", "ORDER BY n").awaitLive(Rig.LONG);
                    LiveQuery broken = context.live("broken", "text > 'a'")) {
                assertThatThrownBy(() -> broken.awaitLive(Rig.LONG))
                        .isInstanceOf(AnkurahException.Fault.class)
                        .extracting(e -> ((AnkurahException) e).code())
                        .isEqualTo("storage.damaged");
                assertThat(broken.status()).isEqualTo(Status.FAILED);
                assertThatThrownBy(() -> context.query("broken", "")).isInstanceOf(AnkurahException.Fault.class);
                context.run(tx -> tx.create("sound", Map.of("n", Value.of(2L)))).await(Stage.ACCEPTED, Rig.LONG);
                Rig.until("the others go on", () -> sound.result().size() == 2);
                assertThat(sound.status()).isEqualTo(Status.LIVE);
            }
        }
    }
}
