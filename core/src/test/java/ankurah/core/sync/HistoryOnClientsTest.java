package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Context;
import ankurah.core.HistoryEntry;
import ankurah.core.NodeOptions;
import ankurah.core.Principal;
import ankurah.core.Stage;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryOnClientsTest {
    @Test
    void aClientIsToldWhatItCouldSeeWhenItHappened() {
        try (Rig rig = new Rig(VisibilityTest.OWNED, SyncLimits.defaults(), Principal::of)) {
            Context system = rig.server.context(Principal.SYSTEM);
            EntityId id = system.transact(tx -> tx.create("note", Map.of("title", Value.of("public")))
                            .id())
                    .value();
            for (int i = 0; i < 600; i++) {
                Value title = Value.of((i % 2 == 0 ? "SECRET-" : "open-") + i);
                Value owner = i % 2 == 0 ? Value.of("bob") : Value.NULL;
                system.run(tx -> tx.edit(id, Map.of("owner", owner, "title", title)));
            }
            Rig.Client ann = rig.client(NodeOptions.defaults().withRetry(1, 20).withCredentials(() -> "ann"));
            assertThat(ann.context().history(id)).hasSize(301);
            assertThat(ann.context().history(id, id.genesis(), 2))
                    .extracting(entry -> entry.written().get("title"))
                    .containsExactly(Value.of("open-1"), Value.of("open-3"));
            assertThat(VisibilityTest.crossed(ann, "SECRET")).isFalse();
        }
    }

    @Test
    void whatIsPendingStandsAmongTheRest() {
        try (Rig rig = new Rig()) {
            Rig.Client client = rig.client();
            EntityId id = client.context()
                    .transact(tx -> tx.create("note", Map.of("n", Value.of(0))).id())
                    .await(Stage.ACCEPTED, Rig.LONG)
                    .value();
            client.context().run(tx -> tx.set(id, "n", Value.of(1)));
            Rig.until("it is known to be stored", () -> client.pending() == 0);
            assertThat(client.context().history(id)).hasSize(2).noneMatch(HistoryEntry::pending);
            rig.stopServing();
            EntityId other = client.context()
                    .transact(tx -> tx.create("note", Map.of("n", Value.of(2))).id())
                    .value();
            client.context().run(tx -> tx.set(other, "n", Value.of(3)));
            assertThat(client.context().history(other)).hasSize(2).allMatch(HistoryEntry::pending);
            assertThatThrownBy(() -> client.context().history(id)).isInstanceOf(AnkurahException.Unavailable.class);
            rig.serveAgain();
            Rig.until("all is sent", () -> client.pending() == 0);
            assertThat(client.context().history(other)).hasSize(2).noneMatch(HistoryEntry::pending);
        }
    }
}
