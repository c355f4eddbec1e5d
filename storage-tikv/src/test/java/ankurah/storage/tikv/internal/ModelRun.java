package ankurah.storage.tikv.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.AnkurahException;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore.Durability;
import ankurah.storage.tikv.TikvOptions;
import ankurah.storage.tikv.twin.Cluster;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Writes groups, knows what must be there after each, and reads all of it back, both ways. */
final class ModelRun {
    private static final byte[] COUNT = {0x00};
    private static final int KEYS = 60;

    private final Cluster cluster;
    private final TikvOptions options;
    private final Random random;
    /** What is stored once so many groups are. */
    private final Map<Integer, TreeMap<byte[], byte[]>> history = new ConcurrentHashMap<>();

    private int written;
    private TikvStore store;

    ModelRun(Cluster cluster, TikvOptions options, Random random) {
        this.cluster = cluster;
        this.options = options;
        this.random = random;
        history.put(0, Bench.map());
        this.store = TikvStore.open(cluster.address(), options);
        for (int i = 0; i < KEYS; i += 15) {
            cluster.split(Bench.full(options, key(i)));
        }
    }

    private static byte[] key(int i) {
        return Bench.bytes("k" + (char) ('A' + i) + "-key-of-some-length");
    }

    TikvStore store() {
        return store;
    }

    int written() {
        return written;
    }

    /** One group; true if it was acknowledged. If it was not, the store has to be opened again. */
    boolean write() {
        TreeMap<byte[], byte[]> after = Bench.map();
        after.putAll(history.get(written));
        OrderedBatch batch = new OrderedBatch();
        put(batch, after, COUNT, new byte[] {(byte) (written + 1 >> 8), (byte) (written + 1)});
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            byte[] key = key(random.nextInt(KEYS));
            if (random.nextInt(4) == 0) {
                batch.delete(key);
                after.remove(key);
            } else {
                put(batch, after, key, value());
            }
        }
        history.put(written + 1, after);
        try {
            store.write(batch, Durability.SYNCED);
        } catch (AnkurahException e) {
            return false;
        }
        written++;
        return true;
    }

    /** Empty, small, or so large that a few make several requests. */
    private byte[] value() {
        byte[] value = new byte[random.nextInt(12) == 0 ? 150_000 : random.nextInt(3) * 10];
        random.nextBytes(value);
        return value;
    }

    private static void put(OrderedBatch batch, TreeMap<byte[], byte[]> after, byte[] key, byte[] value) {
        batch.put(key, value);
        after.put(key, value);
    }

    /** What was acknowledged is there, what was not is there as a whole or not at all. */
    void checkAfterOpening() {
        int found = check();
        assertThat(found).isBetween(written, written + 1);
        written = found;
    }

    /** A snapshot shows some moment, whole; which. */
    int check() {
        try (OrderedSnapshot now = store.snapshot()) {
            return check(now);
        }
    }

    int check(OrderedSnapshot now) {
        byte[] count = now.get(COUNT);
        int number = count == null ? 0 : (count[0] & 0xff) << 8 | count[1] & 0xff;
        List<String> expected = Bench.entries(history.get(number));
        assertThat(Bench.walk(now, Bench.FIRST, Bench.LIMIT, false)).isEqualTo(expected);
        List<String> backwards = new ArrayList<>(expected);
        Collections.reverse(backwards);
        assertThat(Bench.walk(now, Bench.FIRST, Bench.LIMIT, true)).isEqualTo(backwards);
        return number;
    }

    /** After the program died: another one, when the lease and the locks have run out. */
    void reopenLater() {
        cluster.advance(options.leaseMillis() + 20_000L);
        store = TikvStore.open(cluster.address(), options);
        checkAfterOpening();
    }

    void close() {
        store.close();
    }
}
