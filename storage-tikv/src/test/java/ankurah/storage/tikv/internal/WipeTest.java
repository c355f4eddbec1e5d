package ankurah.storage.tikv.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.storage.OrderedSnapshot;
import ankurah.storage.tikv.twin.Cluster;
import org.junit.jupiter.api.Test;

/** What the tests leave of a real cluster. */
class WipeTest {
    @Test
    void nothingIsLeftInTheNamespace() {
        try (Cluster cluster = new Cluster(1, 3)) {
            try (TikvStore store = TikvStore.open(cluster.address(), Bench.options())) {
                Bench.write(store, batch -> {
                    for (int i = 0; i < 12_000; i++) {
                        batch.put(new byte[] {1, (byte) (i >> 8), (byte) i}, new byte[0]);
                    }
                });
            }
            Wipe.all(cluster.address(), Bench.options());
            try (TikvStore store = TikvStore.open(cluster.address(), Bench.options());
                    OrderedSnapshot now = store.snapshot()) {
                assertThat(now.count(Bench.FIRST, Bench.LIMIT, 1)).isZero();
            }
        }
    }
}
