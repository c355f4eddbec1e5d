package ankurah.storage.tikv.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.tikv.TikvOptions;
import ankurah.storage.tikv.twin.Cluster;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreTest {
    private final Cluster cluster = new Cluster(1, 3);

    @AfterEach
    void closeCluster() {
        assertThat(cluster.violations()).isEmpty();
        cluster.close();
    }

    private TikvStore open(TikvOptions options) {
        return TikvStore.open(cluster.address(), options);
    }

    private static void assertCode(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AnkurahException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void anEmptyValueIsAValueAndADeletedKeyIsNone() {
        byte[] empty = {0x10};
        byte[] deleted = {0x11};
        try (TikvStore store = open(Bench.options())) {
            Bench.write(store, batch -> batch.put(empty, new byte[0]).put(deleted, new byte[] {1}));
            Bench.write(
                    store,
                    batch -> batch.delete(deleted).put(empty, new byte[] {1}).put(empty, new byte[0]));
            try (OrderedSnapshot now = store.snapshot()) {
                assertThat(now.get(empty)).isEmpty();
                assertThat(now.get(deleted)).isNull();
                assertThat(Bench.walk(now, Bench.FIRST, Bench.LIMIT, false)).containsExactly("10=");
            }
        }
        try (TikvStore store = open(Bench.options());
                OrderedSnapshot now = store.snapshot()) {
            assertThat(now.get(empty)).isEmpty();
            assertThat(now.get(deleted)).isNull();
        }
    }

    @Test
    void scansBothWaysGiveWhatAMapGivesWhateverTheRegionsAre() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        TreeMap<byte[], byte[]> map = Bench.map();
        try (TikvStore store = open(Bench.options())) {
            for (int i = 0; i < 40; i++) {
                Bench.write(store, batch -> {
                    for (int j = 0; j < 30; j++) {
                        byte[] key = key(random);
                        map.put(key, key);
                        batch.put(key, key);
                    }
                });
                cluster.split(Bench.full(Bench.options(), key(random)));
                cluster.disturb();
                check(store, map, key(random), key(random));
            }
        }
    }

    /** Of few different bytes, so that many keys begin alike, and of lengths around those of a group. */
    private static byte[] key(Random random) {
        byte[] key = new byte[random.nextInt(19)];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : random.nextInt(2));
        }
        return key.length > 0 && key[0] == (byte) 0xff ? Bench.FIRST : key;
    }

    private static void check(TikvStore store, TreeMap<byte[], byte[]> map, byte[] one, byte[] other) {
        boolean ordered = java.util.Arrays.compareUnsigned(one, other) <= 0;
        byte[] from = ordered ? one : other;
        byte[] to = ordered ? other : one;
        List<String> expected = Bench.entries(new TreeMap<>(map.subMap(from, to)));
        try (OrderedSnapshot now = store.snapshot()) {
            assertThat(Bench.walk(now, from, to, false)).isEqualTo(expected);
            assertThat(now.count(from, to, Long.MAX_VALUE)).isEqualTo(expected.size());
            assertThat(now.count(from, to, 3)).isEqualTo(Math.min(3, expected.size()));
            Collections.reverse(expected);
            assertThat(Bench.walk(now, from, to, true)).isEqualTo(expected);
            assertThat(now.scan(to, from, false).next()).isEqualTo(false);
        }
    }

    @Test
    void estimatesAreExactForFewAndOfTheRightSizeForMany() {
        try (TikvStore store = open(Bench.options())) {
            Bench.write(store, batch -> {
                for (int i = 0; i < 5_000; i++) {
                    batch.put(new byte[] {0x20, (byte) (i >> 8), (byte) i}, new byte[] {1});
                }
                batch.put(new byte[] {0x21, 1}, new byte[] {1});
            });
            try (OrderedSnapshot now = store.snapshot()) {
                assertThat(now.estimate(new byte[] {0x21}, new byte[] {0x22})).isEqualTo(1);
                assertThat(now.estimate(new byte[] {0x22}, new byte[] {0x23})).isZero();
                assertThat(now.estimate(new byte[] {0x20}, new byte[] {0x21})).isBetween(4_000L, 6_000L);
                assertThat(now.estimate(new byte[] {0x20, 1}, new byte[] {0x20, 3}))
                        .isBetween(400L, 600L);
            }
        }
    }

    @Test
    void aLargeGroupGoesInManyRequestsAndIsOne() {
        TreeMap<byte[], byte[]> map = Bench.map();
        Random random = new Random(1);
        try (TikvStore store = open(Bench.options())) {
            int before = cluster.served("KvPrewrite");
            Bench.write(store, batch -> {
                for (int i = 0; i < 300; i++) {
                    byte[] value = new byte[20_000];
                    random.nextBytes(value);
                    byte[] key = {0x20, (byte) (i >> 8), (byte) i};
                    map.put(key, value);
                    batch.put(key, value);
                }
            });
            assertThat(cluster.served("KvPrewrite") - before).isBetween(20, 40);
            try (OrderedSnapshot now = store.snapshot()) {
                assertThat(Bench.walk(now, Bench.FIRST, Bench.LIMIT, false)).isEqualTo(Bench.entries(map));
            }
        }
    }

    @Test
    void aGroupThatTakesLongKeepsItsLocks() {
        try (TikvStore store = open(Bench.options())) {
            cluster.setWatch((method, keys, done) -> {
                if (method.equals("KvPrewrite") && !done) {
                    pause(150);
                }
            });
            Bench.write(store, batch -> {
                for (int i = 0; i < 16; i++) {
                    batch.put(new byte[] {(byte) i}, new byte[260 << 10]);
                }
            });
            assertThat(cluster.served("KvTxnHeartBeat")).isPositive();
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void pagesOfLargeValuesAreSmall() {
        TreeMap<byte[], byte[]> map = Bench.map();
        try (TikvStore store = open(Bench.options().withCacheBytes(0))) {
            for (int i = 0; i < 12; i++) {
                byte[] key = {0x20, (byte) i};
                byte[] value = new byte[3 << 20];
                value[i] = 1;
                map.put(key, value);
                Bench.write(store, batch -> batch.put(key, value));
            }
            try (OrderedSnapshot now = store.snapshot()) {
                assertThat(Bench.walk(now, Bench.FIRST, Bench.LIMIT, false)).isEqualTo(Bench.entries(map));
            }
        }
    }

    @Test
    void aValueThatTheClusterCannotTakeIsRefusedAndLeavesNothing() {
        byte[] first = {1};
        TikvStore store = open(Bench.options());
        int locking = cluster.served("KvPrewrite");
        assertCode(
                "storage.failed",
                () -> Bench.write(
                        store, batch -> batch.put(first, new byte[300 << 10]).put(new byte[] {2}, new byte[9 << 20])));
        assertThat(cluster.served("KvPrewrite")).isGreaterThan(locking);
        assertThat(cluster.locks()).isEmpty();
        try (OrderedSnapshot now = store.snapshot()) {
            assertThat(now.get(first)).isNull();
        }
        store.close();
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        for (String addresses : List.of("", "pd", "http://pd:2379", "pd:2379,,pd2:2379", "pd one:2379")) {
            assertCode("storage.options", () -> TikvStore.open(addresses, Bench.options()));
        }
        for (String namespace : List.of("", "a b", "a\0b", "\u00e4", "x".repeat(101))) {
            assertCode("storage.options", () -> Bench.options().withNamespace(namespace));
        }
        assertCode("storage.options", () -> Bench.options().withLeaseMillis(0));
        assertCode("storage.options", () -> Bench.options().withRequestMillis(0));
        assertCode("storage.options", () -> Bench.options().withPatienceMillis(1));
        assertCode("storage.options", () -> Bench.options().withCacheBytes(-1));
    }

    @Test
    void aClusterThatIsNotThereIsUnreachable() {
        assertThatThrownBy(() -> TikvStore.open("127.0.0.1:1", Bench.hasty()))
                .isInstanceOfSatisfying(
                        AnkurahException.Unavailable.class,
                        e -> assertThat(e.code()).isEqualTo("storage.unreachable"))
                .hasMessageContaining("127.0.0.1:1");
    }

    @Test
    void aClusterThatGoesAwayFailsReadsAndWritesUntilItIsBackForReads() {
        TikvStore store = open(Bench.hasty());
        byte[] key = {1};
        Bench.write(store, batch -> batch.put(key, key));
        try (OrderedSnapshot now = store.snapshot()) {
            cluster.setDark(true);
            assertCode("storage.unreachable", () -> now.get(new byte[] {7}));
            assertCode("storage.unreachable", () -> Bench.write(store, batch -> batch.put(key, new byte[] {2})));
            cluster.setDark(false);
            assertThat(now.get(new byte[] {7})).isNull();
            assertThat(now.get(key)).containsExactly(1);
            assertCode("storage.unreachable", () -> Bench.write(store, batch -> batch.put(key, new byte[] {2})));
        }
        store.close();
    }

    @Test
    void aCommitThatNeverArrivesIsTakenBackWhenNobodyWaitsForItAnyMore() {
        byte[] key = {1};
        TikvStore store = open(Bench.hasty());
        Bench.write(store, batch -> batch.put(key, key));
        cluster.lose("KvCommit", false);
        assertCode("storage.unreachable", () -> Bench.write(store, batch -> batch.put(key, new byte[] {2})));
        cluster.lose(null, false);
        assertThat(cluster.locks()).isEmpty();
        store.close();
        try (TikvStore again = open(Bench.options());
                OrderedSnapshot now = again.snapshot()) {
            assertThat(now.get(key)).containsExactly(1);
        }
    }

    @Test
    void aCommitWhoseAnswersAreLostIsFoundOutToBeOne() {
        byte[] key = {1};
        try (TikvStore store = open(Bench.hasty())) {
            Bench.write(store, batch -> batch.put(key, key));
            cluster.lose("KvCommit", true);
            Bench.write(store, batch -> batch.put(key, new byte[] {2}));
            cluster.lose(null, false);
            try (OrderedSnapshot now = store.snapshot()) {
                assertThat(now.get(key)).containsExactly(2);
                assertThat(Bench.walk(now, Bench.FIRST, Bench.LIMIT, true)).containsExactly("01=02");
            }
        }
    }

    @Test
    void anotherPlacementDriverMayLead() {
        try (TikvStore store = open(Bench.options())) {
            for (int i = 0; i < 4; i++) {
                cluster.moveDriver();
                byte[] value = {(byte) i};
                Bench.write(store, batch -> batch.put(new byte[] {1}, value));
                try (OrderedSnapshot now = store.snapshot()) {
                    assertThat(now.get(new byte[] {1})).isEqualTo(value);
                }
            }
        }
    }

    @Test
    void readersFinishACommitWhoseLastRequestsWereLost() {
        List<byte[]> keys = new ArrayList<>();
        for (int i = 1; i < 100; i++) {
            keys.add(new byte[] {(byte) i});
        }
        TikvStore store = open(Bench.hasty());
        cluster.split(Bench.full(Bench.options(), Bench.FIRST));
        int[] commits = {0};
        cluster.setWatch((method, written, done) -> {
            if (method.equals("KvCommit") && done && commits[0]++ == 0) {
                cluster.setDark(true);
            }
        });
        assertCode("storage.unreachable", () -> Bench.write(store, batch -> keys.forEach(key -> batch.put(key, key))));
        cluster.setWatch((method, written, done) -> {});
        store.drop();
        cluster.setDark(false);
        assertThat(cluster.locks()).hasSize(99);
        cluster.advance(60_000);
        try (TikvStore again = open(Bench.options());
                OrderedSnapshot now = again.snapshot()) {
            assertThat(now.get(keys.get(7))).isEqualTo(keys.get(7));
            assertThat(Bench.walk(now, Bench.FIRST, Bench.LIMIT, true)).hasSize(99);
            assertThat(cluster.locks()).isEmpty();
        }
    }
}
