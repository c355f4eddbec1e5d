package ankurah.storage.tikv;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.storage.LoggedCommit;
import ankurah.storage.LoggedEvent;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.tikv.twin.Cluster;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KilledProcessTest {
    private static final int ROUNDS = System.getProperty("ankurah.deep") == null ? 5 : 300;
    private static final byte[][] KINDS = {{0x20}, {0x30}, {0x40}};

    @Test
    @Timeout(3_600)
    void everyAcknowledgedGroupSurvivesAKillAndNoneIsThereByHalf() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        long acknowledged = 0;
        try (Cluster cluster = new Cluster(seed, 3)) {
            for (byte[] kind : KINDS) {
                cluster.split(ClusterPlace.key(kind));
            }
            for (int round = 0; round < ROUNDS; round++) {
                try (WritingProcess process = WritingProcess.start(cluster.address())) {
                    for (int i = random.nextInt(40); i >= 0; i--) {
                        acknowledged = process.acknowledged();
                    }
                    acknowledged = process.kill(acknowledged);
                }
                // The lease and the locks of the process run out.
                cluster.advance(60_000);
                try (StorageEngine engine = TikvStorage.open(cluster.address());
                        StorageSnapshot now = engine.snapshot()) {
                    long number = now.position().number();
                    assertThat(number).isBetween(acknowledged, acknowledged + 1);
                    assertWhole(now, number);
                }
            }
            assertThat(cluster.violations()).isEmpty();
        }
    }

    private static void assertWhole(StorageSnapshot now, long number) {
        LoggedCommit last = now.logged(number);
        assertThat(last.events()).hasSize(3);
        for (LoggedEvent event : last.events()) {
            assertThat(now.hasEvent(event.entity(), event.event())).isTrue();
            assertThat(now.state(event.collection(), event.entity()).get("n")).isEqualTo(Value.of(number));
        }
        assertThat(now.log(0, Integer.MAX_VALUE)).hasSize((int) number);
        assertThat(now.committed(last.commitId())).isEqualTo(number);
        assertThat(now.count("account", AnkQl.parse("n = " + number))).isEqualTo(2);
        assertThat(now.count("row", AnkQl.parse("n > 0 ORDER BY n DESC"))).isEqualTo(number);
    }
}
