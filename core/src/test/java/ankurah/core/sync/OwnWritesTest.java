package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.ConnectionStatus;
import ankurah.core.Receipt;
import ankurah.core.Stage;
import ankurah.core.type.Counter;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A client reads what it wrote, also of an entity that no query of it covers. */
class OwnWritesTest {
    private static EntityId tally(Rig rig) {
        return rig.server
                .context()
                .transact(tx -> {
                    EntityId id =
                            tx.create("tally", Map.of("name", Value.of("a"))).id();
                    tx.apply(id, "count", Counter.add(10));
                    return id;
                })
                .value();
    }

    private static void add(Rig.Client client, EntityId id, long by) {
        client.context().run(tx -> tx.apply(id, "count", Counter.add(by)));
    }

    private static Value count(Rig.Client client, EntityId id) {
        return client.context().get(id).get("count");
    }

    @Test
    void whatWasReadOnceAndEditedOfflineShowsTheEdit() {
        try (Rig rig = new Rig()) {
            EntityId id = tally(rig);
            Rig.Client client = rig.client();
            assertThat(count(client, id)).isEqualTo(Value.of(10L));
            client.wire().cut();
            Rig.until(
                    "it is offline", () -> client.node().syncStatus().peek().state() == ConnectionStatus.State.OFFLINE);
            client.context().run(tx -> tx.set(id, "name", Value.of("b")));
            add(client, id, 5);
            assertThat(client.context().get(id).get("name")).isEqualTo(Value.of("b"));
            assertThat(count(client, id)).isEqualTo(Value.of(15L));
            rig.server.context().run(tx -> tx.apply(id, "count", Counter.add(100)));
            client.wire().heal();
            Rig.until("all is acknowledged", () -> client.pending() == 0);
            Rig.until("both are counted once", () -> count(client, id).equals(Value.of(115L)));
            assertThat(rig.server.context().get(id).get("count")).isEqualTo(Value.of(115L));
        }
    }

    @Test
    void anEditIsCountedOnceHoweverItsAcknowledgementAndAnAnswerOfTheServerFollowEachOther() {
        try (Rig rig = new Rig()) {
            EntityId id = tally(rig);
            Rig.Client client = rig.client();
            long expected = 10;
            for (int round = 0; round < 200; round++) {
                assertThat(count(client, id)).isEqualTo(Value.of(expected));
                Receipt<?> receipt = client.context().run(tx -> tx.apply(id, "count", Counter.add(1)));
                expected++;
                assertThat(count(client, id)).isEqualTo(Value.of(expected));
                if (round % 3 == 0) {
                    receipt.await(Stage.ACCEPTED, Rig.LONG);
                    rig.server.context().run(tx -> tx.apply(id, "count", Counter.add(1)));
                    expected++;
                    long both = expected;
                    Rig.until("both are counted once", () -> count(client, id).equals(Value.of(both)));
                }
            }
            Rig.until("all is acknowledged", () -> client.pending() == 0);
            assertThat(rig.server.context().get(id).get("count")).isEqualTo(Value.of(expected));
        }
    }
}
