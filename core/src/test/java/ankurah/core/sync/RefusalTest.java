package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.Receipt;
import ankurah.core.RefusingPolicy;
import ankurah.core.Rejection;
import ankurah.core.Stage;
import ankurah.core.Transaction;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What the server refuses is undone where it was made, with everything built on it. */
class RefusalTest {
    private static final Policy NO_SEVEN = new RefusingPolicy("n", Value.of(7));

    private final List<Rejection> rejections = new CopyOnWriteArrayList<>();

    private Rig.Client client(Rig rig) {
        return rig.client(NodeOptions.defaults().withRetry(1, 20).withRejectionListener(rejections::add));
    }

    @Test
    void aRefusedEditIsTakenBackWithThoseBuiltOnItAndTheAuthorIsTold() {
        try (Rig rig = new Rig(NO_SEVEN)) {
            EntityId id = rig.server
                    .context()
                    .transact(
                            tx -> tx.create("thing", Map.of("n", Value.of(1L))).id())
                    .value();
            EntityId other = rig.server
                    .context()
                    .transact(
                            tx -> tx.create("thing", Map.of("n", Value.of(2L))).id())
                    .value();
            Rig.Client client = client(rig);
            try (LiveQuery live = client.context().live("thing", "")) {
                live.awaitLive(Rig.LONG);
                client.wire().cut();
                Receipt<?> bad = client.context().run(tx -> tx.set(id, "n", Value.of(7L)));
                Receipt<?> built = client.context().run(tx -> {
                    tx.set(id, "m", Value.of(1L));
                    tx.set(other, "m", Value.of(1L));
                });
                Receipt<?> apart = client.context().run(tx -> tx.create("thing", Map.of("n", Value.of(3L))));
                assertThat(client.context().get(id).get("n")).isEqualTo(Value.of(7L));
                assertThat(client.context().get(other).get("m")).isEqualTo(Value.of(1L));
                client.wire().heal();

                assertThatThrownBy(() -> bad.await(Stage.ACCEPTED, Rig.LONG))
                        .isInstanceOf(AnkurahException.Refused.class)
                        .hasMessageContaining("n may not be")
                        .extracting(e -> ((AnkurahException) e).code())
                        .isEqualTo("policy.refused");
                assertThatThrownBy(() -> built.await(Stage.ACCEPTED, Rig.LONG))
                        .extracting(e -> ((AnkurahException) e).code())
                        .isEqualTo("commit.built_on_refused");
                apart.await(Stage.ACCEPTED, Rig.LONG);
                rig.untilEqual(live, rig.server.context());
                assertThat(client.context().get(id).get("n")).isEqualTo(Value.of(1L));
                assertThat(client.context().get(other).get("m")).isEqualTo(Value.NULL);
                assertThat(live.result().size()).isEqualTo(3);
                Rig.until("both are told of", () -> rejections.size() == 2);
                assertThat(rejections)
                        .allSatisfy(rejection -> assertThat(rejection.refused())
                                .isEqualTo(bad.commitId().orElseThrow()));
                assertThat(rejections.getFirst().reason().code()).isEqualTo("policy.refused");
                Rig.until("nothing is pending", () -> client.pending() == 0);
            }
        }
    }

    @Test
    void aTransactionThatBeganOnACommitTakenBackMeanwhileIsRefusedAsBuiltOnIt() {
        try (Rig rig = new Rig(NO_SEVEN)) {
            EntityId id = rig.server
                    .context()
                    .transact(
                            tx -> tx.create("thing", Map.of("n", Value.of(1L))).id())
                    .value();
            Rig.Client client = client(rig);
            try (LiveQuery live = client.context().live("thing", "")) {
                live.awaitLive(Rig.LONG);
                client.wire().cut();
                Receipt<?> bad = client.context().run(tx -> tx.set(id, "n", Value.of(7L)));
                try (Transaction begun = client.context().begin()) {
                    begun.set(id, "m", Value.of(1L));
                    client.wire().heal();
                    assertThatThrownBy(() -> bad.await(Stage.ACCEPTED, Rig.LONG))
                            .isInstanceOf(AnkurahException.Refused.class);
                    assertThatThrownBy(begun::commit)
                            .isInstanceOf(AnkurahException.Conflict.class)
                            .hasMessageContaining("read again")
                            .extracting(e -> ((AnkurahException) e).code())
                            .isEqualTo("commit.built_on_refused");
                }
                client.context().run(tx -> tx.set(id, "m", Value.of(2L))).await(Stage.ACCEPTED, Rig.LONG);
                rig.untilEqual(live, rig.server.context());
                assertThat(client.context().get(id).get("m")).isEqualTo(Value.of(2L));
                Rig.until("nothing is pending", () -> client.pending() == 0);
            }
        }
    }

    @Test
    void aRefusedCreationLeavesNothingAndIsReportedRemoved() {
        try (Rig rig = new Rig(NO_SEVEN)) {
            rig.declare("thing");
            Rig.Client client = client(rig);
            try (LiveQuery live = client.context().live("thing", "n > 0")) {
                live.awaitLive(Rig.LONG);
                List<String> heard = new CopyOnWriteArrayList<>();
                try (var subscription = live.subscribe(change ->
                        change.changes().forEach(c -> heard.add(c.kind().toString())))) {
                    assertThat(subscription.initial().size()).isZero();
                    Receipt<Entity> bad =
                            client.context().transact(tx -> tx.create("thing", Map.of("n", Value.of(7L))));
                    assertThatThrownBy(() -> bad.await(Stage.ACCEPTED, Rig.LONG))
                            .isInstanceOf(AnkurahException.Refused.class);
                    Rig.until("it is gone", () -> live.result().isEmpty());
                    Rig.until("both changes are heard", () -> heard.size() == 2);
                    assertThat(heard).containsExactly("ADDED", "REMOVED");
                    assertThat(client.context().find(bad.value().id())).isEmpty();
                }
            }
        }
    }

    @Test
    void aCommitThatWasAcceptedBeforeTheConnectionBrokeIsNotMadeTwice() {
        try (Rig rig = new Rig()) {
            rig.declare("thing");
            Rig.Client client = client(rig);
            try (LiveQuery live = client.context().live("thing", "n > 0")) {
                live.awaitLive(Rig.LONG);
                long before = rig.server.position().number();
                client.wire().stall();
                client.context().run(tx -> tx.create("thing", Map.of("n", Value.of(1L))));
                Rig.until("the server has it", () -> rig.server.position().number() == before + 1);
                client.wire().cut();
                client.wire().resume();
                client.context().run(tx -> tx.create("thing", Map.of("n", Value.of(2L))));
                client.wire().heal();
                Rig.until("all is acknowledged", () -> client.pending() == 0);
                rig.untilEqual(live, rig.server.context());
                assertThat(live.result().size()).isEqualTo(2);
                assertThat(rig.server.position().number()).isEqualTo(before + 2);
            }
        }
    }
}
