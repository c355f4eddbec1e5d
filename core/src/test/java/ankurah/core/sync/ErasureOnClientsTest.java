package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.HistoryEntry;
import ankurah.core.LiveQuery;
import ankurah.core.Stage;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ErasureOnClientsTest {
    private static EntityId person(Context context) {
        return context.transact(tx -> tx.create(
                                "person",
                                Map.of("name", Value.of("SECRET-name"), "n", Value.of(1)),
                                Map.of(),
                                Map.of("bio", "SECRET-bio"))
                        .id())
                .value();
    }

    private static String shown(LiveQuery live) {
        return live.result().toList().stream().map(Entity::toString).toList().toString();
    }

    @Test
    void whoHoldsTheRowLosesTheContent() {
        try (Rig rig = new Rig()) {
            EntityId id = person(rig.server.context());
            Rig.Client reader = rig.client();
            Rig.Client eraser = rig.client();
            try (LiveQuery live = reader.context().live("person", "");
                    LiveQuery own = eraser.context().live("person", "")) {
                live.awaitLive(Rig.LONG);
                own.awaitLive(Rig.LONG);
                assertThat(shown(live)).contains("SECRET-name", "SECRET-bio");
                assertThat(eraser.context()
                                .erase(id, Set.of("name"))
                                .await(Stage.ACCEPTED, Rig.LONG)
                                .value())
                        .isEqualTo(1);
                Rig.until("the name is gone", () -> !shown(live).contains("SECRET-name"));
                Rig.until("also where it was erased", () -> !shown(own).contains("SECRET-name"));
                rig.untilEqual(live, rig.server.context());
                rig.untilEqual(own, rig.server.context());
                assertThat(shown(live)).contains("SECRET-bio");
                eraser.context().run(tx -> tx.text(id, "bio").insert(3, "more"));
                rig.untilEqual(live, rig.server.context());
                eraser.context().erase(id).await(Stage.ACCEPTED, Rig.LONG);
                Rig.until("it is gone", () -> live.result().isEmpty());
            }
            reader.wire().forget();
            assertThat(reader.context().history(id))
                    .filteredOn(HistoryEntry::erased)
                    .hasSize(3);
            assertThat(VisibilityTest.crossed(reader, "SECRET")).isFalse();
        }
    }

    @Test
    void whoErasesSeesItGoneWhenItIsAccepted() {
        try (Rig rig = new Rig()) {
            Rig.Client eraser = rig.client();
            for (int i = 0; i < 20; i++) {
                EntityId id = person(eraser.context());
                eraser.context().run(tx -> tx.text(id, "bio").insert(6, "-SECRET"));
                eraser.context().erase(id, Set.of("bio")).await(Stage.ACCEPTED, Rig.LONG);
                assertThat(eraser.context().find(id).orElseThrow().toString())
                        .contains("SECRET-name")
                        .doesNotContain("SECRET-bio", "-SECRET");
            }
        }
    }

    @Test
    void whatIsErasedIsNotSentToWhoIsSlow() {
        try (Rig rig = new Rig()) {
            EntityId id = person(rig.server.context());
            rig.server.context().run(tx -> tx.set(id, "name", Value.NULL));
            Rig.Client slow = rig.client();
            try (LiveQuery live = slow.context().live("person", "")) {
                live.awaitLive(Rig.LONG);
                slow.wire().forget();
                slow.wire().stall();
                rig.server.context().run(tx -> tx.set(id, "name", Value.of("PRIVATE")));
                rig.server.context().erase(id, Set.of("name"));
                slow.wire().resume();
                rig.untilEqual(live, rig.server.context());
                assertThat(live.result().get(0).get("name")).isEqualTo(Value.NULL);
            }
        }
    }

    @Test
    void whoComesBackLosesTheContent() {
        try (Rig rig = new Rig()) {
            EntityId id = person(rig.server.context());
            Rig.Client away = rig.client();
            try (LiveQuery all = away.context().live("person", "");
                    LiveQuery named = away.context().live("person", "name = 'SECRET-name'")) {
                all.awaitLive(Rig.LONG);
                named.awaitLive(Rig.LONG);
                assertThat(named.result()).hasSize(1);
                away.wire().cut();
                rig.server.context().erase(id, Set.of("name"));
                away.wire().forget();
                away.wire().heal();
                rig.untilEqual(all, rig.server.context());
                rig.untilEqual(named, rig.server.context());
                assertThat(named.result()).isEmpty();
                assertThat(VisibilityTest.crossed(away, "SECRET-name")).isFalse();
            }
        }
    }
}
