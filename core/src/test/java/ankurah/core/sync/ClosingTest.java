package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.LiveQuery;
import ankurah.core.Policy;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.internal.sync.wire.Message;
import ankurah.event.Value;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What a client closes stops at the server too. */
class ClosingTest {
    private final Rig rig = new Rig();

    private int windows() {
        return ((DurableBackend) rig.server.backend()).reactor().windows();
    }

    private void create(long n) {
        rig.server.context().run(tx -> tx.create("thing", Map.of("n", Value.of(n))));
    }

    @Test
    void aLiveQueryThatIsClosedIsForgottenByTheServerAndNothingOfItIsSentAnyMore() {
        try (rig) {
            create(0);
            Rig.Client client = rig.client();
            LiveQuery low = client.context().live("thing", "n < 10").awaitLive(Rig.LONG);
            LiveQuery again = client.context().live("thing", "n < 10").awaitLive(Rig.LONG);
            LiveQuery high = client.context().live("thing", "n >= 10").awaitLive(Rig.LONG);
            assertThat(windows()).as("one for each selection").isEqualTo(2);
            low.close();
            create(1);
            rig.untilEqual(again, rig.server.context());
            assertThat(windows()).isEqualTo(2);
            again.close();
            Rig.until("the server has let it go", () -> windows() == 1);
            Rig.until(
                    "the client is told",
                    () -> !client.wire().received(Message.Unsubscribed.class).isEmpty());
            client.wire().forget();
            create(2);
            create(10);
            rig.untilEqual(high, rig.server.context());
            assertThat(client.wire().received(Message.Changes.class))
                    .as("the commit that concerns what is closed is not told")
                    .singleElement()
                    .satisfies(changes -> {
                        assertThat(changes.states()).hasSize(1);
                        assertThat(changes.moves()).hasSize(1);
                    });
            high.close();
            Rig.until("nothing is left", () -> windows() == 0);
        }
    }

    @Test
    void aClientThatGoesLeavesNothingAtTheServer() {
        try (rig) {
            create(0);
            Rig.Client leaving = rig.client();
            leaving.context().live("thing", "n < 10").awaitLive(Rig.LONG);
            leaving.context().live("thing", "ORDER BY n LIMIT 3").awaitLive(Rig.LONG);
            assertThat(windows()).isEqualTo(2);
            leaving.node().close();
            Rig.until("nothing is left", () -> windows() == 0 && rig.sync.connections() == 0);
        }
    }

    @Test
    void whatALostClientHadIsKeptCurrentForAWhile() {
        try (rig) {
            loseAClientOf(rig);
            assertThat(windows()).as("what it will want again").isEqualTo(2);
        }
    }

    @Test
    void whatALostClientHadIsLetGoWhenItDoesNotComeBack() {
        Rig brief = new Rig(Policy.allowAll(), SyncLimits.defaults().withLingerMillis(50), Authenticator.anonymous());
        try (brief) {
            loseAClientOf(brief);
            DurableBackend server = (DurableBackend) brief.server.backend();
            Rig.until("nothing is left", () -> server.reactor().windows() == 0);
        }
    }

    private static void loseAClientOf(Rig rig) {
        rig.server.context().run(tx -> tx.create("thing", Map.of("n", Value.of(1))));
        Rig.Client lost = rig.client();
        lost.context().live("thing", "n < 10").awaitLive(Rig.LONG);
        lost.context().live("thing", "ORDER BY n LIMIT 3").awaitLive(Rig.LONG);
        lost.wire().cut();
        Rig.until("the connection is gone", () -> rig.sync.connections() == 0);
    }

    /** What is logged as an error meanwhile. */
    private static final class Errors extends Handler {
        final List<String> messages = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord entry) {
            if (entry.getLevel().intValue() >= Level.SEVERE.intValue()) {
                messages.add(entry.getMessage() + ": " + entry.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void aNodeThatIsClosedInTheMiddleOfSomethingLeavesNoErrorBehind() {
        Errors errors = new Errors();
        Logger logger = Logger.getLogger("ankurah.core");
        logger.addHandler(errors);
        try (rig) {
            create(0);
            for (int i = 0; i < 300; i++) {
                Rig.Client client = rig.client();
                LiveQuery live = client.context().live("thing", "").awaitLive(Rig.LONG);
                client.context().run(tx -> tx.create("thing", Map.of()));
                client.wire().cut();
                live.close();
                if (i % 2 == 0) {
                    Thread.yield();
                }
                client.node().close();
            }
        } finally {
            logger.removeHandler(errors);
        }
        assertThat(errors.messages).isEmpty();
    }
}
