package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.ConnectionStatus;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.Stage;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A node that no server takes as it is, and what it shows a server instead. */
class TurnedAwayTest {
    private static final int FOREVER = Integer.MAX_VALUE;

    private static Rig rig() {
        return new Rig(Policy.allowAll(), SyncLimits.defaults(), shown -> {
            if (!"right".equals(shown)) {
                throw new AnkurahException.Refused("auth.test", "only the right one gets in");
            }
            return Principal.of("ann");
        });
    }

    @Test
    void whoIsRefusedAtTheDoorHearsOfItAtOnceAndGetsInWithAnotherCredential() {
        AtomicReference<String> credential = new AtomicReference<>("wrong");
        try (Rig rig = rig()) {
            Rig.Client client = rig.client(NodeOptions.defaults()
                    .withCredentials(credential::get)
                    .withRetry(1, 20)
                    .withMeetMillis(FOREVER));
            assertThatThrownBy(() -> client.context().run(tx -> tx.create("thing", Map.of("n", Value.of(1)))))
                    .isInstanceOf(AnkurahException.Unavailable.class)
                    .hasMessageContaining("only the right one gets in");
            credential.set("right");
            Rig.until(
                    "it is let in",
                    () -> client.node().syncStatus().peek().state() == ConnectionStatus.State.CONNECTED);
            client.context()
                    .run(tx -> tx.create("thing", Map.of("n", Value.of(1))))
                    .await(Stage.ACCEPTED, Rig.LONG);
            assertThat(rig.server.context().query("thing", "")).hasSize(1);
        }
    }

    @Test
    void aCredentialThatIsWantedWhileTheProgramIsAskedIsAskedForOnceMore() {
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean answers = new AtomicBoolean();
        try (Rig rig = rig()) {
            Rig.Client client =
                    rig.client(NodeOptions.defaults().withRetry(1, 20).withCredentials(() -> {
                        if (asked.incrementAndGet() == 2) {
                            Rig.until("it answers", answers::get);
                        }
                        return "right";
                    }));
            assertThat(client.context().principal()).isEqualTo(Principal.of("ann"));
            client.node().renewCredential();
            Rig.until("it is asked", () -> asked.get() == 2);
            client.node().renewCredential();
            client.node().renewCredential();
            answers.set(true);
            Rig.until("it is asked again", () -> asked.get() == 3);
        }
    }
}
