package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Context;
import ankurah.core.LiveQuery;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.internal.sync.wire.Message;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A client that comes back and may see other rows than before gets the difference, not the result. */
class ChangedAuthorityTest {
    /** A row's level is the least that its reader must have. */
    private static final Policy LEVELS = new Policy() {
        @Override
        public boolean canRead(Principal who, EntityState row) {
            Value level = who.claims().getOrDefault("level", Value.of(0L));
            return who.equals(Principal.SYSTEM)
                    || row.get("level").isNull()
                    || row.get("level").compareTo(level) <= 0;
        }

        @Override
        public void check(Principal who, Event event, @Nullable EntityState before, EntityState after) {}

        @Override
        public String version() {
            return "levels-1";
        }
    };

    private final Rig rig = new Rig(
            LEVELS,
            SyncLimits.defaults(),
            credential -> new Principal("ann", Map.of("level", Value.of(Long.parseLong(credential)))));
    private final Context system = rig.server.context(Principal.SYSTEM);
    private final AtomicReference<String> credential = new AtomicReference<>("2");
    private final List<EntityId> ids = new ArrayList<>();

    private Rig.Client client() {
        return rig.client(NodeOptions.defaults().withRetry(1, 20).withCredentials(credential::get));
    }

    private void fill(int rows, long level) {
        system.run(tx -> {
            for (int i = 0; i < rows; i++) {
                ids.add(tx.create(
                                "note",
                                Map.of(
                                        "n",
                                        Value.of((long) ids.size()),
                                        "level",
                                        Value.of(level),
                                        "text",
                                        Value.of("words that take some room " + ids.size())))
                        .id());
            }
        });
    }

    private void comeBack(Rig.Client client, String with, Runnable meanwhile) {
        client.wire().cut();
        client.wire().forget();
        credential.set(with);
        meanwhile.run();
        client.wire().heal();
    }

    private Context as(String level) {
        return rig.server.context(new Principal("ann", Map.of("level", Value.of(Long.parseLong(level)))));
    }

    private static List<EntityId> gone(Rig.Client client) {
        return client.wire().received(Message.Page.class).stream()
                .flatMap(page -> page.gone().stream())
                .toList();
    }

    private static int states(Rig.Client client) {
        return client.wire().received(Message.Page.class).stream()
                .mapToInt(page -> page.states().size())
                .sum();
    }

    private static void assertResumed(Rig.Client client) {
        assertThat(client.wire().received(Message.Ready.class))
                .singleElement()
                .satisfies(ready -> assertThat(ready.resumed()).isTrue());
    }

    @Test
    void rowsThatAreHiddenNowAreNamedAndRowsThatAreNewAreSentAndNothingElse() {
        try (rig) {
            fill(500, 1);
            fill(20, 2);
            Rig.Client client = client();
            try (LiveQuery live = client.context().live("note", "")) {
                live.awaitLive(Rig.LONG);
                assertThat(live.result().size()).isEqualTo(520);
                comeBack(
                        client,
                        "1",
                        () -> system.run(tx -> {
                            tx.set(ids.get(7), "n", Value.of(7_000L));
                            tx.set(ids.get(510), "text", Value.of("a secret"));
                        }));
                rig.untilEqual(live, as("1"));
                assertResumed(client);
                assertThat(gone(client)).containsExactlyInAnyOrderElementsOf(ids.subList(500, 520));
                assertThat(states(client)).as("the one that has changed").isEqualTo(1);
                assertThat(VisibilityTest.crossed(client, "a secret")).isFalse();

                comeBack(client, "2", () -> {});
                rig.untilEqual(live, as("2"));
                assertResumed(client);
                assertThat(states(client)).isEqualTo(20);
                assertThat(gone(client)).isEmpty();
            }
        }
    }

    @Test
    void aWindowIsFilledWithRowsThatMovedIn() {
        try (rig) {
            fill(50, 2);
            fill(100, 1);
            Rig.Client client = client();
            try (LiveQuery live = client.context().live("note", "ORDER BY n LIMIT 60")) {
                live.awaitLive(Rig.LONG);
                comeBack(client, "1", () -> {});
                rig.untilEqual(live, as("1"));
                assertResumed(client);
                assertThat(gone(client)).hasSize(50);
                assertThat(states(client)).isEqualTo(50);
            }
        }
    }

    @Test
    void aQueryThroughReferencesGoesOnFromWhatWasHeld() {
        try (rig) {
            fill(1, 1);
            EntityId target = ids.getFirst();
            system.run(tx -> {
                for (int i = 0; i < 200; i++) {
                    tx.create("mark", Map.of("of", Value.of(target), "i", Value.of((long) i)));
                }
            });
            Rig.Client client = client();
            try (LiveQuery live = client.context().live("mark", "of.n = 0")) {
                live.awaitLive(Rig.LONG);
                assertThat(live.result().size()).isEqualTo(200);
                comeBack(
                        client,
                        "2",
                        () -> system.run(tx -> tx.create("mark", Map.of("of", Value.of(target), "i", Value.of(200L)))));
                rig.untilEqual(live, as("2"));
                assertResumed(client);
                assertThat(states(client)).isEqualTo(1);
                comeBack(client, "2", () -> system.run(tx -> tx.set(target, "n", Value.of(1L))));
                rig.untilEqual(live, as("2"));
                assertThat(live.result().isEmpty()).isTrue();
                assertThat(gone(client)).hasSize(201);
            }
        }
    }
}
