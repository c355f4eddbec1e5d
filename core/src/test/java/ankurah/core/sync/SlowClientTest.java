package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.LiveQuery;
import ankurah.core.Policy;
import ankurah.core.internal.sync.wire.Message;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A client that reads slowly, or not at all, costs bounded memory and nobody else's time. */
class SlowClientTest {
    private static final int BUFFER = 20_000;
    private static final int PAGE = 4_000;

    private final SyncLimits limits =
            SyncLimits.defaults().withBuffers(BUFFER, 10_000).withPageBytes(PAGE);

    private static List<EntityId> fill(Rig rig, int rows) {
        List<EntityId> ids = new ArrayList<>();
        rig.server.context().run(tx -> {
            for (int i = 0; i < rows; i++) {
                ids.add(tx.create("thing", Map.of("n", Value.of((long) i), "text", Value.of("x".repeat(100))))
                        .id());
            }
        });
        return ids;
    }

    @Test
    void aClientThatNeverReadsIsSentNoMoreThanABufferFull() {
        try (Rig rig = new Rig(Policy.allowAll(), limits, Authenticator.anonymous())) {
            List<EntityId> ids = fill(rig, 1_000);
            RawClient stuck = RawClient.greeted(rig.sync);
            stuck.stopReading();
            stuck.subscribe(1, "thing", "");
            Rig.Client other = rig.client();
            try (LiveQuery live = other.context().live("thing", "n < 0 ORDER BY n")) {
                live.awaitLive(Rig.LONG);
                for (int round = 0; round < 300; round++) {
                    long n = -1 - round;
                    rig.server.context().run(tx -> tx.set(ids.get((int) (-n % 200)), "n", Value.of(n)));
                }
                rig.untilEqual(live, rig.server.context());
            }
            assertThat(stuck.takenBytes()).isLessThan(BUFFER + 3 * PAGE);
            stuck.vanish();
        }
    }

    @Test
    void aClientThatNeverReadsButGoesOnAskingIsSentNoMoreThanABufferFull() {
        try (Rig rig = new Rig(Policy.allowAll(), limits, Authenticator.anonymous())) {
            fill(rig, 1);
            RawClient stuck = RawClient.greeted(rig.sync);
            stuck.stopReading();
            Thread asking = Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 20_000; i++) {
                    stuck.subscribe(i, "no such collection", "");
                }
            });
            Rig.until("its own frames wait", () -> asking.getState() == Thread.State.WAITING || !asking.isAlive());
            assertThat(stuck.takenBytes()).isLessThan(BUFFER + 3 * PAGE);
            stuck.vanish();
            Rig.until("the transport is let go", () -> !asking.isAlive());
        }
    }

    @Test
    void itEndsAtTheRightStateWhenItReadsAgain() {
        try (Rig rig = new Rig(Policy.allowAll(), limits, Authenticator.anonymous())) {
            List<EntityId> ids = fill(rig, 500);
            Rig.Client slow = rig.client();
            try (LiveQuery all = slow.context().live("thing", "");
                    LiveQuery top = slow.context().live("thing", "n > 0 ORDER BY n DESC LIMIT 10")) {
                all.awaitLive(Rig.LONG);
                top.awaitLive(Rig.LONG);
                slow.wire().stall();
                slow.wire().forget();
                for (int round = 0; round < 2_000; round++) {
                    long n = 1_000 + round;
                    EntityId id = ids.get(round % 400);
                    if (round == 1_234) {
                        rig.server.context().run(tx -> tx.delete(ids.get(450)));
                    }
                    rig.server.context().run(tx -> tx.set(id, "n", Value.of(n)));
                }
                slow.wire().resume();
                rig.untilEqual(all, rig.server.context());
                rig.untilEqual(top, rig.server.context());
                long events = slow.wire().received(Message.Changes.class).stream()
                        .mapToLong(changes -> changes.events().size())
                        .sum();
                assertThat(events).as("most commits were merged into states").isLessThan(1_000);
            }
        }
    }
}
