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
}
