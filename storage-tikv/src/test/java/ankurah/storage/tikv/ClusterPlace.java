package ankurah.storage.tikv;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.storage.EngineOptions;
import ankurah.storage.StorageEngine;
import ankurah.storage.testkit.Place;
import ankurah.storage.tikv.twin.Cluster;

/** A namespace of its own in a cluster of its own, cut into regions where a store's data lies. */
final class ClusterPlace implements Place {
    private final Cluster cluster;

    ClusterPlace(long seed) {
        cluster = new Cluster(seed, 3);
        for (int kind : new int[] {0x01, 0x11, 0x20, 0x30, 0x40, 0x50}) {
            cluster.split(key(kind));
        }
        cluster.split(key(0x40, 0, 0, 0, 0, 1, 0x80));
        cluster.split(key(0x10, 0, 0, 0, 0, 0x80));
        for (int i = 0; i < 10; i++) {
            cluster.disturb();
        }
    }

    static byte[] key(int... key) {
        byte[] bytes = new byte[key.length];
        for (int i = 0; i < key.length; i++) {
            bytes[i] = (byte) key[i];
        }
        byte[] prefix = "ankurah/default\0\1".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] full = java.util.Arrays.copyOf(prefix, prefix.length + bytes.length);
        System.arraycopy(bytes, 0, full, prefix.length, bytes.length);
        return full;
    }

    Cluster cluster() {
        return cluster;
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
