package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.ConnectionStatus;
import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.NodeOptions;
import ankurah.core.Platform;
import ankurah.core.Rejection;
import ankurah.core.Reminted;
import ankurah.core.Stage;
import ankurah.core.jvm.JvmPlatform;
import ankurah.core.type.AddWinsSet;
import ankurah.core.type.Counter;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.storage.MemoryStore;
import ankurah.storage.OrderedStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A client whose clock was wrong while nobody could tell it so. */
class WrongClockTest {
    private static final long HOUR = 3_600_000;

    private final AtomicLong ahead = new AtomicLong();
    private final Platform platform = platform();
    private final MemoryStore store = new MemoryStore();
    private final List<Reminted> reminted = new CopyOnWriteArrayList<>();
    private final List<Rejection> rejected = new CopyOnWriteArrayList<>();
    private final NodeOptions options = NodeOptions.defaults()
            .withRetry(1, 20)
            .withRemintListener(reminted::add)
            .withRejectionListener(rejected::add);

    private Platform platform() {
        Platform usual = JvmPlatform.create();
        return usual.withTime(() -> usual.time().millis() + ahead.get());
    }

    private static boolean isOffline(Rig.Client client) {
        return client.node().syncStatus().peek().state() == ConnectionStatus.State.OFFLINE;
    }

    private static Value n(long n) {
        return Value.of(n);
    }

    @Test
    void commitsMadeUnderAClockThatWasTooFarAheadAreMadeAnewAndTheProgramIsToldTheirIds() {
        try (Rig rig = new Rig()) {
            EntityId there = rig.server
                    .context()
                    .transact(tx -> tx.create("thing", Map.of("n", n(1))).id())
                    .value();
            Rig.Client client = rig.client(options, store, true, platform);
            try (LiveQuery live = client.context().live("thing", "")) {
                live.awaitLive(Rig.LONG);
                client.wire().cut();
                Rig.until("it has noticed", () -> isOffline(client));
                client.context().run(tx -> tx.set(there, "early", n(1)));
                ahead.set(HOUR);
                var receipt = client.context().transact(tx -> {
                    EntityId made = tx.create("thing", Map.of("n", n(2))).id();
                    tx.set(there, "ref", Value.of(made));
                    tx.apply(there, "plays", Counter.add(3));
                    tx.apply(made, "tags", AddWinsSet.add(Value.of("a")));
                    return made;
                });
                EntityId made = receipt.value();
                client.context().run(tx -> {
                    tx.apply(made, "tags", AddWinsSet.remove(Value.of("a")));
                    tx.apply(made, "tags", AddWinsSet.add(Value.of(made)));
                    tx.set(made, "self", Value.of(made));
                    tx.apply(there, "plays", Counter.add(4));
                });
                client.wire().heal();
                receipt.await(Stage.ACCEPTED, Rig.LONG);
                Rig.until("all is sent", () -> client.pending() == 0);
                Rig.until("it is told", () -> !reminted.isEmpty());

                assertThat(rejected).isEmpty();
                assertThat(reminted).singleElement().satisfies(told -> {
                    assertThat(told.entities()).containsOnlyKeys(made);
                    assertThat(told.commits())
                            .hasSize(2)
                            .containsValue(receipt.commitId().orElseThrow());
                });
                EntityId anew = reminted.getFirst().entities().get(made);
                Entity row = rig.server.context().get(anew);
                assertThat(row.get("n")).isEqualTo(n(2));
                assertThat(row.get("self")).isEqualTo(Value.of(anew));
                assertThat(row.get("tags")).isEqualTo(new Value.List(List.of(Value.of(anew))));
                Entity other = rig.server.context().get(there);
                assertThat(other.get("ref")).isEqualTo(Value.of(anew));
                assertThat(other.get("plays")).isEqualTo(n(7));
                assertThat(other.get("early")).isEqualTo(n(1));
                assertThat(client.context().find(made)).isEmpty();
                rig.untilEqual(live, rig.server.context());
                client.context().run(tx -> tx.set(anew, "n", n(5))).await(Stage.ACCEPTED, Rig.LONG);
                assertThat(reminted).hasSize(1);
            }
        }
    }

    @Test
    void aClockThatJumpsWhileConnectedIsComparedAgain() {
        try (Rig rig = new Rig()) {
            rig.declare("thing");
            Rig.Client client = rig.client(options, store, true, platform);
            try (LiveQuery live = client.context().live("thing", "")) {
                live.awaitLive(Rig.LONG);
                ahead.set(HOUR);
                var receipt = client.context()
                        .transact(tx -> tx.create("thing", Map.of("n", n(1))).id());
                receipt.await(Stage.ACCEPTED, Rig.LONG);
                Rig.until("it is told", () -> reminted.size() == 1);
                EntityId anew = reminted.getFirst().entities().get(receipt.value());
                assertThat(rig.server.context().get(anew).get("n")).isEqualTo(n(1));
                rig.untilEqual(live, rig.server.context());
                assertThat(rejected).isEmpty();
            }
        }
    }

    @Test
    void aCommitThatAServerMightHaveSeenIsMadeAnewOnlyWhenOneHasSaidThatItHasNot() {
        try (Rig rig = new Rig()) {
            rig.declare("thing");
            Rig.Client first = rig.client(options, store, true, platform);
            first.context().query("thing", "");
            first.wire().stall();
            ahead.set(HOUR);
            EntityId made = first.context()
                    .transact(tx -> tx.create("thing", Map.of("n", n(1))).id())
                    .value();
            Rig.Client second = rig.client(options, Rig.copy(store), true, platform);
            Rig.until("it is told", () -> reminted.size() == 1);
            EntityId anew = reminted.getFirst().entities().get(made);
            Rig.until("it is sent", () -> second.pending() == 0);
            assertThat(rig.server.context().get(anew).get("n")).isEqualTo(n(1));
            assertThat(rejected).isEmpty();
        }
    }

    @Test
    void whoIsKilledBeforeHearingOfTheNewIdsHearsOfThemAfterTheNextStart() {
        try (Rig rig = new Rig()) {
            rig.declare("thing");
            CopyOnWriteArrayList<OrderedStore> killed = new CopyOnWriteArrayList<>();
            Rig.Client client =
                    rig.client(options.withRemintListener(told -> killed.add(Rig.copy(store))), store, true, platform);
            client.context().query("thing", "");
            client.wire().cut();
            ahead.set(HOUR);
            EntityId made = client.context()
                    .transact(tx -> tx.create("thing", Map.of("n", n(1))).id())
                    .value();
            client.wire().heal();
            Rig.until("it is killed", () -> killed.size() == 1);
            Rig.Client next = rig.client(options, killed.getFirst(), true, platform);
            Rig.until("it is told", () -> reminted.size() == 1);
            EntityId anew = reminted.getFirst().entities().get(made);
            Rig.until("it is sent", () -> next.pending() == 0);
            assertThat(rig.server.context().query("thing", ""))
                    .extracting(Entity::id)
                    .containsExactly(anew);
            assertThat(next.node().syncStatus().peek().state()).isEqualTo(ConnectionStatus.State.CONNECTED);
        }
    }
}
