package ankurah.storage.tikv.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.storage.OrderedSnapshot;
import ankurah.storage.tikv.TikvOptions;
import ankurah.storage.tikv.twin.Cluster;
import ankurah.storage.tikv.twin.Faults;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Everything that can go wrong on the way to a cluster, at random. {@code -Dankurah.seed=N} runs one seed again. */
class RandomFaultsTest {
    private static final int SEEDS = System.getProperty("ankurah.deep") == null ? 6 : 200;
    private static final int GROUPS = 40;

    @Test
    @Timeout(7_200)
    void everyGroupIsThereAsAWholeOrNotAtAllWhateverGoesWrong() throws Exception {
        Long only = Long.getLong("ankurah.seed");
        long first = only == null ? System.nanoTime() : only;
        for (int i = 0; i < (only == null ? SEEDS : 1); i++) {
            System.out.println("seed " + (first + i));
            run(first + i);
        }
    }

    private static void run(long seed) throws Exception {
        Random random = new Random(seed);
        TikvOptions options = TikvOptions.defaults()
                .withRequestMillis(250)
                .withLeaseMillis(2_000)
                .withCacheBytes(random.nextInt(2) * 1_000_000L);
        try (Cluster cluster = new Cluster(seed, 3, true)) {
            ModelRun run = new ModelRun(cluster, options, random);
            cluster.setFaults(Faults.SOME);
            AtomicBoolean done = new AtomicBoolean();
            try (ExecutorService readers = Executors.newFixedThreadPool(1)) {
                Future<Integer> reading = readers.submit(() -> readUntil(done, run));
                try {
                    go(cluster, run, random);
                } finally {
                    done.set(true);
                }
                assertThat(reading.get()).isPositive();
            }
            cluster.setFaults(Faults.NONE);
            assertThat(run.check()).isEqualTo(GROUPS);
            run.close();
            assertThat(cluster.violations()).isEmpty();
        }
    }

    private static void go(Cluster cluster, ModelRun run, Random random) {
        while (run.written() < GROUPS) {
            if (random.nextInt(10) == 0) {
                cluster.moveDriver();
            }
            if (random.nextInt(6) == 0) {
                cluster.collect(cluster.timestamp());
            }
            assertThat(run.write()).isTrue();
        }
    }

    /** Snapshots beside the writer, held for a while. */
    private static int readUntil(AtomicBoolean done, ModelRun run) {
        int checked = 0;
        while (!done.get() || checked == 0) {
            try (OrderedSnapshot now = run.store().snapshot()) {
                int number = run.check(now);
                assertThat(run.check(now)).isEqualTo(number);
                checked++;
            }
        }
        return checked;
    }
}
