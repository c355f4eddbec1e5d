package ankurah.storage.tikv.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.storage.tikv.twin.Cluster;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tikv.shade.com.google.protobuf.ByteString;

/** A program that dies at each of the moments a commit has: before, between and behind its requests. */
class KilledWritersTest {
    private static final int GROUPS = System.getProperty("ankurah.deep") == null ? 4 : 300;

    private final Set<String> moments = new HashSet<>();

    @Test
    @Timeout(3_600)
    void aCommitThatIsCutOffAnywhereIsThereAsAWholeOrNotAtAll() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (Cluster cluster = new Cluster(seed, 3)) {
            ModelRun run = new ModelRun(cluster, Bench.options(), random);
            for (int group = 0; group < GROUPS; group++) {
                int moment = 0;
                while (dies(cluster, run, moment)) {
                    moment++;
                }
                assertThat(moment).isGreaterThan(6);
            }
            run.close();
            assertThat(cluster.locks()).isEmpty();
            assertThat(cluster.violations()).isEmpty();
        }
        assertThat(moments)
                .contains("KvPrewrite false", "KvPrewrite true", "KvCommit false", "KvCommit true", "KvGet true");
    }

    /** Whether a write had so many moments. */
    private boolean dies(Cluster cluster, ModelRun run, int moment) {
        Death death = new Death(cluster, run.store(), moment);
        cluster.setWatch(death);
        boolean acknowledged = run.write();
        cluster.setWatch((method, keys, done) -> {});
        if (death.left >= 0) {
            assertThat(acknowledged).isTrue();
            return false;
        }
        run.store().drop();
        cluster.setDark(false);
        run.reopenLater();
        assertThat(run.write()).isTrue();
        assertThat(run.check()).isEqualTo(run.written());
        return true;
    }

    private final class Death implements Cluster.Watch {
        private final Cluster cluster;
        private final TikvStore store;
        private int left;

        Death(Cluster cluster, TikvStore store, int left) {
            this.cluster = cluster;
            this.store = store;
            this.left = left;
        }

        @Override
        public void see(String method, List<ByteString> keys, boolean done) {
            if (left-- == 0) {
                moments.add(method + " " + done);
                cluster.setDark(true);
                Thread.startVirtualThread(store::drop);
            }
        }
    }
}
