package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.Stage;
import ankurah.core.Status;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one client writes, the others see. */
class FirstLightTest {
    @Test
    void aClientSeesWhatTheServerHasAndWhatItGets() {
        try (Rig rig = new Rig()) {
            rig.declare("album");
            rig.server.context().run(tx -> tx.create("album", Map.of("n", Value.of(1L))));
            var client = rig.client();
            try (LiveQuery live = client.context().live("album", "ORDER BY n")) {
                live.awaitLive(Rig.LONG);
                assertThat(live.status()).isEqualTo(Status.LIVE);
                assertThat(live.result().size()).isEqualTo(1);
                rig.server.context().run(tx -> tx.create("album", Map.of("n", Value.of(2L))));
                rig.untilEqual(live, rig.server.context());
                assertThat(live.result().size()).isEqualTo(2);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10})
    void aWriteOnOneClientReachesTheLiveQueriesOfTheOthers(int count) {
        try (Rig rig = new Rig()) {
            rig.declare("album");
            var clients = java.util.stream.IntStream.range(0, count)
                    .mapToObj(i -> rig.client())
                    .toList();
            var lives = clients.stream()
                    .map(c -> c.context().live("album", AnkQl.parse("n > 0 ORDER BY n DESC")))
                    .toList();
            lives.forEach(live -> live.awaitLive(Rig.LONG));
            for (int i = 0; i < count; i++) {
                long n = i + 1;
                EntityId id = clients.get(i)
                        .context()
                        .transact(tx ->
                                tx.create("album", Map.of("n", Value.of(n))).id())
                        .await(Stage.ACCEPTED, Rig.LONG)
                        .value();
                clients.get(i).context().run(tx -> tx.set(id, "name", Value.of("by " + n)));
            }
            for (LiveQuery live : lives) {
                rig.untilEqual(live, rig.server.context());
                Rig.until(
                        "all names are there",
                        () -> live.result().toList().stream()
                                .map(row -> row.get("name"))
                                .noneMatch(Value::isNull));
                assertThat(live.result().size()).isEqualTo(count);
            }
            Entity first = clients.getFirst()
                    .context()
                    .get(lives.getFirst().result().get(0).id());
            assertThat(first.get("n")).isEqualTo(Value.of((long) count));
            lives.forEach(LiveQuery::close);
        }
    }
}
