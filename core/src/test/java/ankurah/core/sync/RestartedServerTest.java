package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.internal.sync.wire.Message;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.storage.EngineOptions;
import ankurah.storage.MemoryStore;
import ankurah.storage.OrderedEngine;
import ankurah.storage.OrderedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients come back by themselves to a server that began again over its store, and go on from where they were. */
class RestartedServerTest {
    private static final NodeOptions QUICK = NodeOptions.defaults().withRetry(1, 20);
    private static final int ROWS = 200;

    private final MemoryStore disk = new MemoryStore();
    private final List<EntityId> ids = new ArrayList<>();

    private static int states(Rig.Client client) {
        return client.wire().received(Message.Page.class).stream()
                .mapToInt(page -> page.states().size())
                .sum();
    }

    @Test
    void clientsMissNothingAndGetNoMoreThanWhatChanged() {
        try (Rig rig = new Rig(disk, Policy.allowAll())) {
            rig.server.context().run(tx -> {
                for (int i = 0; i < ROWS; i++) {
                    ids.add(tx.create("thing", Map.of("n", Value.of((long) i))).id());
                }
            });
            Rig.Client plain = rig.client(QUICK);
            Rig.Client stored = rig.client(QUICK, new MemoryStore(), true);
            try (LiveQuery all = plain.context().live("thing", "ORDER BY n");
                    LiveQuery top = stored.context().live("thing", "ORDER BY n DESC LIMIT 5")) {
                all.awaitLive(Rig.LONG);
                top.awaitLive(Rig.LONG);
                rig.stopServing();
                OrderedStore left = Rig.copy(disk);
                plain.wire().forget();
                stored.wire().forget();
                stored.context().run(tx -> tx.set(ids.get(ROWS - 2), "own", Value.of(1L)));
                try (Node again = Node.durable(OrderedEngine.open(left, EngineOptions.defaults()), Policy.allowAll())) {
                    again.context().run(tx -> tx.set(ids.get(ROWS - 1), "n", Value.of(-1L)));
                    try (SyncServer serving = SyncServer.of(again, Authenticator.anonymous(), SyncLimits.defaults())) {
                        rig.sync = serving;
                        Rig.until(
                                "what was written meanwhile has arrived",
                                () -> again.context()
                                        .get(ids.get(ROWS - 2))
                                        .get("own")
                                        .equals(Value.of(1L)));
                        rig.untilEqual(all, again.context());
                        rig.untilEqual(top, again.context());
                        for (Rig.Client client : List.of(plain, stored)) {
                            assertThat(client.wire().received(Message.Ready.class))
                                    .isNotEmpty()
                                    .allMatch(Message.Ready::resumed);
                            assertThat(states(client))
                                    .as("two rows changed, and one moved into the window")
                                    .isLessThanOrEqualTo(3);
                        }
                        rig.sync = null;
                    }
                }
            }
        }
    }

    /** @param after how many commits the log that was put back has got before the client comes */
    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    void aRowThatWasReadAfterItsQueryWasClosedIsSentAnewIfTheLogWasPutBackMeanwhile(int after) {
        try (Rig rig = new Rig(disk, Policy.allowAll())) {
            rig.server.context().run(tx -> {
                for (int i = 0; i < 3; i++) {
                    ids.add(tx.create("thing", Map.of("n", Value.of(0L))).id());
                }
            });
            Rig.Client client = rig.client(QUICK, new MemoryStore(), true);
            try (LiveQuery all = client.context().live("thing", "")) {
                all.awaitLive(Rig.LONG);
            }
            Rig.until(
                    "the answer is put away",
                    () -> !client.wire().received(Message.Unsubscribed.class).isEmpty());
            OrderedStore backup = Rig.copy(disk);
            rig.server.context().run(tx -> tx.set(ids.get(0), "n", Value.of(100L)));
            Rig.until(
                    "it has read what will be lost",
                    () -> client.context().get(ids.get(0)).get("n").equals(Value.of(100L)));
            client.wire().cut();
            rig.stopServing();
            try (LiveQuery all = client.context().live("thing", "");
                    Node again =
                            Node.durable(OrderedEngine.open(backup, EngineOptions.defaults()), Policy.allowAll())) {
                assertThat(all.result().toList()).hasSize(3);
                for (int i = 0; i < after; i++) {
                    long n = i;
                    again.context().run(tx -> tx.set(ids.get(1), "n", Value.of(n)));
                }
                try (SyncServer serving = SyncServer.of(again, Authenticator.anonymous(), SyncLimits.defaults())) {
                    rig.sync = serving;
                    client.wire().heal();
                    all.awaitLive(Rig.LONG);
                    rig.untilEqual(all, again.context());
                    assertThat(all.result().toList())
                            .extracting(row -> row.get("n"))
                            .doesNotContain(Value.of(100L));
                    rig.sync = null;
                }
            }
        }
    }
}
