package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Context;
import ankurah.core.FailingStorage;
import ankurah.core.LiveQuery;
import ankurah.core.LiveState;
import ankurah.core.LiveValue;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.signals.Effect;
import ankurah.storage.MemoryStorage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How a live query stands, as a signal. */
class LiveStateTest {
    private final List<String> log = new CopyOnWriteArrayList<>();

    private static String shown(LiveState state) {
        return state.status() + state.error().map(e -> " " + e.code()).orElse("");
    }

    private void until(String last) {
        Rig.until(
                last + " is told after " + log,
                () -> !log.isEmpty() && log.getLast().equals(last));
    }

    @Test
    void anEffectThatReadsTheStatusFollowsTheConnectionAndReadsTheRowsThatBelongToIt() {
        try (Rig rig = new Rig()) {
            rig.server.context().run(tx -> tx.create("thing", Map.of("n", Value.of(1L))));
            Rig.Client client = rig.client();
            try (LiveQuery live = client.context().live("thing", "")) {
                client.node().dispatch(() -> {
                    Effect unused = client.node()
                            .signals()
                            .effect(() ->
                                    log.add(live.status() + " " + live.result().size()));
                });
                until("LIVE 1");
                rig.stopServing();
                until("LOCAL 1");
                rig.server.context().run(tx -> tx.create("thing", Map.of("n", Value.of(2L))));
                rig.serveAgain();
                until("LIVE 2");
                assertThat(log)
                        .as("live is told with the rows that the server named, and never before")
                        .doesNotContain("LIVE 0");
                live.close();
                until("CLOSED 2");
            }
        }
    }

    @Test
    void whoIsInTheGraphWhileTheServerAnswersReadsNothingOfTheAnswer() {
        try (Rig rig = new Rig()) {
            rig.server.context().run(tx -> tx.create("thing", Map.of("n", Value.of(1L))));
            rig.declare("other");
            Rig.Client client = rig.client();
            client.context().live("other", "").awaitLive(Rig.LONG).close();
            rig.stopServing();
            try (LiveQuery live = client.context().live("thing", "")) {
                CountDownLatch entered = new CountDownLatch(1);
                CountDownLatch answered = new CountDownLatch(1);
                client.node().dispatch(() -> {
                    entered.countDown();
                    await(answered);
                    Effect unused = client.node()
                            .signals()
                            .effect(() ->
                                    log.add(live.status() + " " + live.result().size()));
                });
                await(entered);
                rig.serveAgain();
                live.awaitLive(Rig.LONG);
                answered.countDown();
                until("LIVE 1");
                assertThat(log).containsExactly("LOCAL 0", "LIVE 1");
            }
        }
    }

    private static void await(CountDownLatch latch) {
        Rig.until("the other thread has come so far", () -> latch.getCount() == 0);
    }

    @Test
    void aQueryThatFailsSaysWhy() {
        try (Rig rig = new Rig()) {
            rig.declare("thing");
            Rig.Client client = rig.client();
            try (LiveQuery live = client.context().live("thign", "");
                    LiveValue<LiveState> state = live.state()) {
                var watch = state.watch(now -> log.add(shown(now)));
                until("FAILED schema.unknown_collection");
                assertThat(live.error()).map(AnkurahException::code).contains("schema.unknown_collection");
                assertThat(shown(state.get())).isEqualTo("FAILED schema.unknown_collection");
                watch.close();
            }
        }
    }

    @Test
    void anotherSelectionStandsForItself() {
        try (Rig rig = new Rig()) {
            rig.declare("thing");
            Rig.Client client = rig.client();
            try (LiveQuery live = client.context().live("thing", "")) {
                var watch = live.state().watch(now -> log.add(shown(now)));
                until("LIVE");
                log.clear();
                rig.stopServing();
                until("LOCAL");
                live.update(AnkQl.parse("n > 1"));
                rig.serveAgain();
                until("LIVE");
                watch.close();
            }
        }
    }

    @Test
    void onADurableNodeItIsLiveUntilTheNodeStops() {
        FailingStorage storage = new FailingStorage(MemoryStorage.open());
        try (Node node = Node.durable(storage, Policy.allowAll())) {
            Context context = node.context();
            context.run(tx -> tx.create("thing", Map.of("n", Value.of(1L))));
            try (LiveQuery live = context.live("thing", "")) {
                var watch = live.state().watch(now -> log.add(shown(now)));
                until("LIVE");
                storage.failNext();
                assertThatThrownBy(() -> context.run(tx -> tx.create("thing", Map.of("n", Value.of(2L)))))
                        .isInstanceOf(AnkurahException.class);
                until("FAILED node.stopped");
                watch.close();
            }
        }
    }
}
