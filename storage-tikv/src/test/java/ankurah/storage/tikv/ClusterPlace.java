package ankurah.storage.tikv;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.storage.EngineOptions;
import ankurah.storage.StorageEngine;
import ankurah.storage.testkit.Place;
import ankurah.storage.tikv.twin.Cluster;
import ankurah.storage.tikv.twin.Faults;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A cluster of its own, cut into regions where a store's data lies, and now and then otherwise while the test runs. */
final class ClusterPlace implements Place {
    private static final Faults FEW = new Faults(2, 0, 1, 1, 2, 4, 200);

    private final Cluster cluster;

    ClusterPlace(long seed) {
        System.out.println("cluster of seed " + seed);
        cluster = new Cluster(seed, 3);
        for (byte kind : new byte[] {0x01, 0x11, 0x20, 0x30, 0x40, 0x50}) {
            cluster.split(key(kind));
        }
        cluster.split(key((byte) 0x40, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 1));
        cluster.split(key((byte) 0x10, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0x80));
        for (int i = 0; i < 10; i++) {
            cluster.disturb();
        }
        cluster.setFaults(FEW);
    }

    /** A key of the namespace {@code default} as it stands in the cluster. */
    static byte[] key(byte... key) {
        byte[] prefix = "ankurah/default\0\1".getBytes(StandardCharsets.US_ASCII);
        byte[] full = Arrays.copyOf(prefix, prefix.length + key.length);
        System.arraycopy(key, 0, full, prefix.length, key.length);
        return full;
    }

    String address() {
        return cluster.address();
    }

    /** Moves the cluster's clock on. */
    void advance(long millis) {
        cluster.advance(millis);
    }

    @Override
    public StorageEngine open(EngineOptions options) {
        return TikvStorage.open(cluster.address(), TikvOptions.defaults().withEngine(options));
    }

    @Override
    public void close() {
        assertThat(cluster.violations()).isEmpty();
        cluster.close();
    }
}
