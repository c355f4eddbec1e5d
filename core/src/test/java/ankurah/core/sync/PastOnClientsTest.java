package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Context;
import ankurah.core.Freshness;
import ankurah.core.LiveQuery;
import ankurah.core.NodeOptions;
import ankurah.core.Past;
import ankurah.core.Principal;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.storage.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PastOnClientsTest {
    private static EntityId create(Context context, int n) {
        return context.transact(
                        tx -> tx.create("note", Map.of("n", Value.of(n))).id())
                .value();
    }

    @Test
    void aClientAsksItsServer() {
        try (Rig rig = new Rig()) {
            Context server = rig.server.context();
            List<Position> positions = new ArrayList<>();
            EntityId id = create(server, 0);
            positions.add(rig.server.position());
            for (int i = 1; i < 300; i++) {
                int n = i;
                server.run(tx -> {
                    tx.set(id, "n", Value.of(n));
                    tx.create("note", Map.of("n", Value.of(n)));
                });
                positions.add(rig.server.position());
            }
            Context client = rig.client().context();
            for (int i : List.of(0, 1, 17, 298, 299)) {
                Past past = client.asOf(positions.get(i));
                assertThat(past.position()).isEqualTo(positions.get(i));
                assertThat(past.get(id).get("n")).isEqualTo(Value.of(i));
                assertThat(past.count("note", "")).isEqualTo(i + 1);
                assertThat(past.query("note", "n >= ? ORDER BY n DESC LIMIT 2", Value.of(1)))
                        .isEqualTo(server.asOf(positions.get(i)).query("note", "n >= 1 ORDER BY n DESC LIMIT 2"));
            }
            assertThat(client.asOf(Instant.now().plusSeconds(10)).position()).isEqualTo(rig.server.position());
            Position here = rig.server.position();
            assertThatThrownBy(() -> client.asOf(new Position(here.log(), here.number() + 1, here.hash())))
                    .isInstanceOfSatisfying(
                            AnkurahException.Conflict.class,
                            e -> assertThat(e.code()).isEqualTo("position.beyond"));
            Past past = client.asOf(here);
            assertThatThrownBy(() -> past.query("nobody", "")).isInstanceOf(AnkurahException.NotFound.class);
            rig.stopServing();
            assertThatThrownBy(() -> past.find(id)).isInstanceOf(AnkurahException.Unavailable.class);
        }
    }

    @Test
    void thePastHidesWhatWasHiddenThenAndWhatIsHiddenNow() {
        try (Rig rig = new Rig(VisibilityTest.OWNED, SyncLimits.defaults(), Principal::of)) {
            Context system = rig.server.context(Principal.SYSTEM);
            EntityId hidden = create(system, 1);
            Position open = rig.server.position();
            system.run(tx -> tx.edit(hidden, Map.of("owner", Value.of("bob"), "title", Value.of("SECRET"))));
            Position secret = rig.server.position();
            Rig.Client ann = rig.client(NodeOptions.defaults().withRetry(1, 20).withCredentials(() -> "ann"));
            assertThat(ann.context().asOf(open).find(hidden))
                    .as("it is hidden now")
                    .isEmpty();
            system.run(tx -> tx.edit(hidden, Map.of("owner", Value.NULL, "title", Value.NULL)));
            assertThat(ann.context().asOf(open).find(hidden)).isPresent();
            assertThat(ann.context().asOf(secret).find(hidden)).isEmpty();
            assertThat(ann.context().asOf(secret).query("note", "")).isEmpty();
            assertThat(VisibilityTest.crossed(ann, "SECRET")).isFalse();
        }
    }

    @Test
    void freshnessComparesWithTheServer() {
        try (Rig rig = new Rig()) {
            Context server = rig.server.context();
            EntityId id = create(server, 0);
            Rig.Client client = rig.client();
            assertThat(client.context().freshness(id)).as("nothing is held").isEqualTo(Freshness.STALE);
            try (LiveQuery live = client.context().live("note", "")) {
                live.awaitLive(Rig.LONG);
                assertThat(client.context().freshness(id)).isEqualTo(Freshness.CURRENT);
                client.context().run(tx -> tx.set(id, "n", Value.of(1)));
                assertThat(client.context().freshness(id)).as("with one's own").isEqualTo(Freshness.CURRENT);
                Rig.until("it is there", () -> client.pending() == 0);
                Freshness inside = client.context().read(reads -> {
                    server.run(tx -> tx.set(id, "n", Value.of(2)));
                    return client.context().freshness(id);
                });
                assertThat(inside).isEqualTo(Freshness.STALE);
                Rig.until("it has come", () -> client.context().freshness(id) == Freshness.CURRENT);
                rig.stopServing();
                assertThat(client.context().freshness(id)).isEqualTo(Freshness.UNKNOWN);
                EntityId own = create(client.context(), 3);
                assertThat(client.context().freshness(own)).isEqualTo(Freshness.UNKNOWN);
                rig.serveAgain();
                Rig.until("it is sent", () -> client.pending() == 0);
                assertThat(client.context().freshness(own)).isEqualTo(Freshness.CURRENT);
            }
            EntityId nobody = create(server, 9);
            try (Rig other = new Rig()) {
                Context elsewhere = other.client().context();
                assertThatThrownBy(() -> elsewhere.freshness(nobody)).isInstanceOf(AnkurahException.NotFound.class);
            }
        }
    }
}
