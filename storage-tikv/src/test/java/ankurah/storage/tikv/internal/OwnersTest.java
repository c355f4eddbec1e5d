package ankurah.storage.tikv.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.storage.EngineOptions;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.Position;
import ankurah.storage.StorageEngine;
import ankurah.storage.testkit.World;
import ankurah.storage.tikv.TikvOptions;
import ankurah.storage.tikv.TikvStorage;
import ankurah.storage.tikv.twin.Cluster;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One program writes to a namespace at a time. */
class OwnersTest {
    private static final byte[] KEY = {0x20};
    /** It is not renewed while a test runs. */
    private static final int LEASE_MILLIS = 3_600_000;

    private final Cluster cluster = new Cluster(1, 3, true);

    @BeforeEach
    void stopClock() {
        cluster.stopClock();
    }

    @AfterEach
    void closeCluster() {
        assertThat(cluster.violations()).isEmpty();
        cluster.close();
    }

    private TikvStore open() {
        return TikvStore.open(cluster.address(), options());
    }

    private static TikvOptions options() {
        return Bench.options().withLeaseMillis(LEASE_MILLIS);
    }

    private static void assertCode(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AnkurahException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static byte[] read(TikvStore store) {
        try (OrderedSnapshot now = store.snapshot()) {
            return now.get(KEY);
        }
    }

    @Test
    void aSecondProgramIsRefusedUntilTheFirstHasClosed() {
        TikvStore first = open();
        assertThatThrownBy(this::open)
                .isInstanceOf(AnkurahException.Conflict.class)
                .hasMessageContaining("in use by another program")
                .hasMessageContaining("process " + ProcessHandle.current().pid());
        Bench.write(first, batch -> batch.put(KEY, new byte[] {1}));
        first.close();
        TikvStore second = open();
        assertThat(read(second)).containsExactly(1);
        second.close();
    }

    @Test
    void namespacesHaveOwnersAndKeysOfTheirOwn() {
        try (TikvStore one = open();
                TikvStore other = TikvStore.open(cluster.address(), options().withNamespace("default2"))) {
            Bench.write(one, batch -> batch.put(KEY, new byte[] {1}));
            Bench.write(other, batch -> batch.put(KEY, new byte[] {2}));
            assertThat(read(one)).containsExactly(1);
            assertThat(read(other)).containsExactly(2);
            try (OrderedSnapshot now = one.snapshot()) {
                assertThat(Bench.walk(now, Bench.FIRST, Bench.LIMIT, false)).hasSize(1);
                assertThat(Bench.walk(now, Bench.FIRST, Bench.LIMIT, true)).hasSize(1);
            }
        }
    }

    @Test
    void aProgramThatDiedBlocksTheNextForALease() {
        open().drop();
        assertCode("storage.in_use", this::open);
        cluster.advance(LEASE_MILLIS + 1);
        open().close();
    }

    @Test
    void aDeposedProgramNeverWritesAgainAndIsToldWhy() {
        TikvStore first = open();
        Bench.write(first, batch -> batch.put(KEY, new byte[] {1}));
        cluster.advance(LEASE_MILLIS + 60_000);
        TikvStore second = open();
        Bench.write(second, batch -> batch.put(KEY, new byte[] {2}));
        assertCode("storage.deposed", () -> Bench.write(first, batch -> batch.put(KEY, new byte[] {3})));
        assertCode("storage.deposed", () -> Bench.write(first, batch -> batch.put(KEY, new byte[] {3})));
        assertThat(read(second)).containsExactly(2);
        first.close();
        Bench.write(second, batch -> batch.put(KEY, new byte[] {4}));
        assertThat(read(second)).containsExactly(4);
        second.close();
    }

    @Test
    void anEngineWhoseStoreWasTakenOverStops() {
        EngineOptions options = World.options(1);
        StorageEngine first = TikvStorage.open(cluster.address(), options().withEngine(options));
        World world = new World(1, Position.start(first.identity().log()));
        cluster.advance(LEASE_MILLIS + 60_000);
        StorageEngine second = TikvStorage.open(cluster.address(), options().withEngine(options));
        world.create("album", Map.of("n", Value.of(1)));
        assertThatThrownBy(() -> first.commit(world.group()))
                .isInstanceOf(AnkurahException.Fault.class)
                .hasMessageContaining("taken over by process");
        assertThat(second.identity()).isEqualTo(first.identity());
        first.close();
        second.close();
    }

    @Test
    void aCommitThatIsOnItsWayDuringATakeoverDoesNotArrive() throws Exception {
        TikvStore first = open();
        Bench.write(first, batch -> batch.put(KEY, new byte[] {1}));
        cluster.stall("KvCommit");
        try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
            Future<?> writing = writer.submit(() -> Bench.write(first, batch -> batch.put(KEY, new byte[] {2})));
            cluster.awaitStalled();
            cluster.advance(LEASE_MILLIS + 60_000);
            TikvStore second = open();
            assertThat(read(second)).containsExactly(1);
            cluster.release();
            assertThatThrownBy(writing::get)
                    .cause()
                    .satisfies(e -> assertThat(((AnkurahException) e).code()).isEqualTo("storage.deposed"));
            assertThat(read(second)).containsExactly(1);
            second.close();
        }
        first.close();
        assertThat(cluster.locks()).isEmpty();
    }

    @Test
    void locksThatAreOnTheirWayDuringATakeoverBindNobody() throws Exception {
        TikvStore first = open();
        Bench.write(first, batch -> batch.put(KEY, new byte[] {1}));
        cluster.stall("KvPrewrite");
        try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
            Future<?> writing = writer.submit(() -> Bench.write(first, batch -> batch.put(KEY, new byte[] {2})));
            cluster.awaitStalled();
            cluster.advance(LEASE_MILLIS + 60_000);
            TikvStore second = open();
            cluster.release();
            assertThatThrownBy(writing::get)
                    .cause()
                    .satisfies(e -> assertThat(((AnkurahException) e).code()).isEqualTo("storage.deposed"));
            assertThat(read(second)).containsExactly(1);
            Bench.write(second, batch -> batch.put(KEY, new byte[] {4}));
            assertThat(read(second)).containsExactly(4);
            second.close();
        }
        first.close();
        assertThat(cluster.locks()).isEmpty();
    }

    @Test
    void aCommitWhoseLocksStillCountIsWaitedForByWhoTakesOver() throws Exception {
        TikvStore first = TikvStore.open(cluster.address(), Bench.options().withLeaseMillis(1_000));
        cluster.stall("KvCommit");
        try (ExecutorService programs = Executors.newFixedThreadPool(2)) {
            Future<?> writing = programs.submit(() -> Bench.write(first, batch -> batch.put(KEY, new byte[] {2})));
            cluster.awaitStalled();
            cluster.advance(1_500);
            Future<TikvStore> opening = programs.submit(this::open);
            while (cluster.served("KvCheckTxnStatus") < 4 && !opening.isDone()) {
                Thread.sleep(5);
            }
            cluster.release();
            writing.get();
            TikvStore second = opening.get();
            assertThat(read(second)).containsExactly(2);
            second.close();
        }
        first.close();
    }

    @Test
    void theLeaseIsRenewedWhileNothingIsWritten() throws Exception {
        TikvStore first = TikvStore.open(cluster.address(), options().withLeaseMillis(1_000));
        for (int i = 0; i < 4; i++) {
            int renewed = cluster.served("KvCommit");
            cluster.advance(700);
            while (cluster.served("KvCommit") < renewed + 2) {
                Thread.sleep(5);
            }
        }
        assertCode("storage.in_use", this::open);
        first.close();
    }

    @Test
    void aRecordOfItsOwnerThatCannotBeReadIsDamage() {
        assertCode("storage.damaged", () -> Owner.read("the store", new byte[] {1, 2, 3}));
    }
}
