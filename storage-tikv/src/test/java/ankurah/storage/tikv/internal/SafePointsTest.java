package ankurah.storage.tikv.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.tikv.twin.Cluster;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a cluster throws away, and what snapshots say then. */
class SafePointsTest {
    private static final byte[] KEY = {1};

    private final Cluster cluster = new Cluster(1, 1, true);

    @AfterEach
    void closeCluster() {
        assertThat(cluster.violations()).isEmpty();
        cluster.close();
    }

    private static void write(TikvStore store, int value) {
        Bench.write(store, batch -> batch.put(KEY, new byte[] {(byte) value}));
    }

    private static void assertExpired(ThrowingCallable read) {
        assertThatThrownBy(read)
                .isInstanceOfSatisfying(
                        AnkurahException.Unavailable.class,
                        e -> assertThat(e.code()).isEqualTo("storage.snapshot_expired"));
    }

    @Test
    void anOpenSnapshotIsKept() {
        try (TikvStore store = TikvStore.open(cluster.address(), Bench.options())) {
            write(store, 1);
            try (OrderedSnapshot old = store.snapshot()) {
                for (int i = 2; i < 30; i++) {
                    write(store, i);
                }
                int before = cluster.versions();
                cluster.collect(cluster.timestamp());
                assertThat(old.get(KEY)).containsExactly(1);
                assertThat(Bench.walk(old, Bench.FIRST, Bench.LIMIT, true)).containsExactly("01=01");
                renew(store);
                cluster.collect(cluster.timestamp());
                assertThat(old.get(KEY)).containsExactly(1);
                old.close();
                renew(store);
                cluster.collect(cluster.timestamp());
                assertThat(cluster.versions()).isLessThan(before);
            }
            try (OrderedSnapshot now = store.snapshot()) {
                assertThat(now.get(KEY)).containsExactly(29);
            }
        }
    }

    private void renew(TikvStore store) {
        store.safePoints().hold(store.safePoints().oldest(), cluster.timestamp(), store.patience());
    }

    @Test
    void aSnapshotThatIsOpenForMoreThanAnHourExpires() {
        try (TikvStore store = TikvStore.open(cluster.address(), Bench.options())) {
            write(store, 1);
            try (OrderedSnapshot old = store.snapshot()) {
                cluster.advance(61 * 60_000);
                write(store, 2);
                renew(store);
                assertThat(old.get(KEY)).containsExactly(1);
                cluster.collect(cluster.timestamp());
                assertExpired(() -> old.get(KEY));
                assertExpired(() -> Bench.walk(old, Bench.FIRST, Bench.LIMIT, false));
                assertExpired(() -> old.estimate(Bench.FIRST, Bench.LIMIT));
            }
            try (OrderedSnapshot now = store.snapshot()) {
                assertThat(now.get(KEY)).containsExactly(2);
            }
        }
    }

    @Test
    void whereTheClusterKeepsNothingForUsEachReadAsksWhetherItWasWhole() throws Exception {
        cluster.setGrantsHolds(false);
        assertThatReadsAskWhetherTheyWereWhole();
    }

    @Test
    void soWhereTheDriverDoesNotKnowSuchARequest() throws Exception {
        cluster.setKnowsHolds(false);
        assertThatReadsAskWhetherTheyWereWhole();
    }

    private void assertThatReadsAskWhetherTheyWereWhole() throws InterruptedException {
        try (TikvStore store = TikvStore.open(cluster.address(), Bench.options().withLeaseMillis(1_000))) {
            write(store, 1);
            try (OrderedSnapshot old = store.snapshot()) {
                write(store, 2);
                assertThat(old.get(KEY)).containsExactly(1);
                long then = cluster.timestamp();
                cluster.collect(then);
                assertExpired(() -> old.get(KEY));
                // Renewing the lease moves new snapshots on.
                while (expired(store)) {
                    Thread.sleep(20);
                }
            }
        }
    }

    private static boolean expired(TikvStore store) {
        try (OrderedSnapshot now = store.snapshot()) {
            assertThat(now.get(KEY)).containsExactly(2);
            return false;
        } catch (AnkurahException.Unavailable e) {
            return true;
        }
    }
}
