package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Context;
import ankurah.core.LiveQuery;
import ankurah.core.internal.sync.wire.Message;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A client that comes back gets what it missed, and no more. */
class ResumeTest {
    private final List<EntityId> ids = new ArrayList<>();

    private void fill(Context context, int rows) {
        context.run(tx -> {
            for (int i = 0; i < rows; i++) {
                ids.add(tx.create("thing", Map.of("n", Value.of((long) i), "text", Value.of("some words to fill " + i)))
                        .id());
            }
        });
    }

    private static void set(Context context, EntityId id, long n) {
        context.run(tx -> tx.set(id, "n", Value.of(n)));
    }

    @Test
    void aFewMissedCommitsCostAFewRowsAndNotTheResult() {
        try (Rig rig = new Rig()) {
            fill(rig.server.context(), 2_000);
            Rig.Client client = rig.client();
            try (LiveQuery live = client.context().live("thing", "ORDER BY n DESC")) {
                live.awaitLive(Rig.LONG);
                long whole = client.wire().receivedBytes.get();
                client.wire().cut();
                client.wire().forget();
                for (int i = 0; i < 10; i++) {
                    set(rig.server.context(), ids.get(i * 7), 10_000 + i);
                }
                rig.server.context().run(tx -> tx.delete(ids.get(100)));
                client.wire().heal();
                rig.untilEqual(live, rig.server.context());
                assertThat(client.wire().received(Message.Ready.class))
                        .singleElement()
                        .satisfies(ready -> assertThat(ready.resumed()).isTrue());
                List<Message.Page> pages = client.wire().received(Message.Page.class);
                assertThat(pages.stream().mapToInt(page -> page.states().size()).sum())
                        .isEqualTo(10);
                assertThat(pages.stream().flatMap(page -> page.gone().stream())).containsExactly(ids.get(100));
                assertThat(client.wire().receivedBytes.get())
                        .as("of %d bytes for all", whole)
                        .isLessThan(11 * 600L)
                        .isLessThan(whole / 50);
            }
        }
    }

    @Test
    void whatCrossesDependsOnWhatWasMissedAndNotOnTheResult() {
        Map<String, Long> costs = new java.util.TreeMap<>();
        for (int rows : new int[] {300, 6_000}) {
            for (int missed : new int[] {1, 20, 100}) {
                costs.put(missed + " of " + rows, bytesOnReturn(rows, missed));
            }
        }
        System.out.println("bytes on return: " + costs);
        for (int missed : new int[] {1, 20, 100}) {
            long few = costs.get(missed + " of 300");
            assertThat(costs.get(missed + " of 6000")).isBetween(few - few / 5, few + few / 5);
        }
        long perCommit = (costs.get("100 of 6000") - costs.get("1 of 6000")) / 99;
        assertThat(costs.get("20 of 6000") - costs.get("1 of 6000")).isBetween(14 * perCommit, 24 * perCommit);
    }

    /** With one live query over everything. */
    private long bytesOnReturn(int rows, int missed) {
        ids.clear();
        try (Rig rig = new Rig()) {
            fill(rig.server.context(), rows);
            Rig.Client client = rig.client();
            try (LiveQuery live = client.context().live("thing", "ORDER BY n")) {
                live.awaitLive(Rig.LONG);
                client.wire().cut();
                client.wire().forget();
                for (int i = 0; i < missed; i++) {
                    set(rig.server.context(), ids.get(i), 10_000 + i);
                }
                client.wire().heal();
                rig.untilEqual(live, rig.server.context());
                return client.wire().receivedBytes.get();
            }
        }
    }

    @Test
    void rowsThatMovedIntoAWindowComeToo() {
        try (Rig rig = new Rig()) {
            fill(rig.server.context(), 100);
            Rig.Client client = rig.client();
            try (LiveQuery live = client.context().live("thing", "n >= 0 ORDER BY n LIMIT 20")) {
                live.awaitLive(Rig.LONG);
                client.wire().cut();
                client.wire().forget();
                for (int i = 0; i < 5; i++) {
                    set(rig.server.context(), ids.get(i), 1_000);
                }
                set(rig.server.context(), ids.get(90), 10);
                client.wire().heal();
                rig.untilEqual(live, rig.server.context());
                assertThat(client.wire().received(Message.Page.class).stream()
                                .mapToInt(page -> page.rows().size())
                                .sum())
                        .as("the one that changed and the four that moved in")
                        .isEqualTo(5);
            }
        }
    }

    @Test
    void rowsThatOnlyPassedByWhileTheClientWasAwayAreNotNamed() {
        try (Rig rig = new Rig()) {
            fill(rig.server.context(), 10);
            Rig.Client client = rig.client();
            try (LiveQuery live = client.context().live("thing", "n < 5")) {
                live.awaitLive(Rig.LONG);
                client.wire().cut();
                client.wire().forget();
                set(rig.server.context(), ids.get(8), 1);
                set(rig.server.context(), ids.get(8), 8);
                set(rig.server.context(), ids.get(1), 7);
                EntityId shortLived = rig.server
                        .context()
                        .transact(tx ->
                                tx.create("thing", Map.of("n", Value.of(2L))).id())
                        .value();
                rig.server.context().run(tx -> tx.delete(shortLived));
                client.wire().heal();
                rig.untilEqual(live, rig.server.context());
                assertThat(client.wire().received(Message.Page.class))
                        .singleElement()
                        .satisfies(page -> {
                            assertThat(page.gone()).containsExactly(ids.get(1));
                            assertThat(page.rows()).isEmpty();
                        });
            }
        }
    }

    @Test
    void whoMissedTooMuchGetsASnapshot() {
        try (Rig rig = new Rig(
                ankurah.core.Policy.allowAll(), SyncLimits.defaults().withTailCommits(3), Authenticator.anonymous())) {
            fill(rig.server.context(), 10);
            Rig.Client client = rig.client();
            try (LiveQuery live = client.context().live("thing", "")) {
                live.awaitLive(Rig.LONG);
                client.wire().cut();
                client.wire().forget();
                for (int i = 0; i < 4; i++) {
                    set(rig.server.context(), ids.get(i), 100);
                }
                rig.server.context().run(tx -> tx.delete(ids.get(9)));
                client.wire().heal();
                rig.untilEqual(live, rig.server.context());
                assertThat(client.wire().received(Message.Ready.class))
                        .singleElement()
                        .satisfies(ready -> assertThat(ready.resumed()).isFalse());
            }
        }
    }

    @Test
    void subscriptionsThatComeBackShowAtOnePosition() {
        try (Rig rig = new Rig()) {
            fill(rig.server.context(), 4);
            Rig.Client client = rig.client();
            try (LiveQuery low = client.context().live("thing", "n < 100");
                    LiveQuery high = client.context().live("thing", "n >= 100")) {
                low.awaitLive(Rig.LONG);
                high.awaitLive(Rig.LONG);
                List<Integer> seen = new ArrayList<>();
                try (var subscription = low.subscribe(change -> client.context().read(reads -> {
                    seen.add(reads.query("thing", "n < 100").size()
                            + reads.query("thing", "n >= 100").size());
                    return null;
                }))) {
                    assertThat(subscription.initial().size()).isEqualTo(4);
                    for (int round = 0; round < 10; round++) {
                        client.wire().cut();
                        for (EntityId id : ids) {
                            set(rig.server.context(), id, round % 2 == 0 ? 100 : 0);
                        }
                        client.wire().heal();
                        rig.untilEqual(low, rig.server.context());
                        rig.untilEqual(high, rig.server.context());
                    }
                }
                assertThat(seen).isNotEmpty().containsOnly(4);
            }
        }
    }
}
