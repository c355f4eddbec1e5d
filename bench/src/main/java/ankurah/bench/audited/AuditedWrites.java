package ankurah.bench.audited;

import ankurah.bench.Quantiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Several writers, each commit one row made or changed, each waited for and synced; by turns, in one run, on one Postgres.
 * Three edits follow each creation.
 */
final class AuditedWrites {
    private static final int EDITS = 3;
    private static final double NANOS_PER_SECOND = 1e9;

    private final int writers;
    private final long roundNanos;

    AuditedWrites(int writers, double seconds) {
        this.writers = writers;
        this.roundNanos = (long) (seconds * NANOS_PER_SECOND);
    }

    /** Commits a second in each round after the first. */
    Map<String, double[]> run(Map<String, Store> stores, int rounds) throws Exception {
        Map<String, double[]> figures = new LinkedHashMap<>();
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, Store> store : stores.entrySet()) {
                double rate = round(store.getValue());
                if (round >= 0) {
                    figures.computeIfAbsent(store.getKey(), name -> new double[rounds])[round] = rate;
                }
            }
        }
        return figures;
    }

    private double round(Store store) throws Exception {
        long before = store.versions();
        long start = System.nanoTime();
        long commits = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Long>> all = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                all.add(() -> write(store, start + roundNanos));
            }
            for (Future<Long> each : threads.invokeAll(all)) {
                commits += each.get();
            }
        }
        long took = System.nanoTime() - start;
        if (store.versions() - before != commits) {
            throw new IllegalStateException("not every version was kept");
        }
        return commits * NANOS_PER_SECOND / took;
    }

    private static long write(Store store, long end) throws Exception {
        long commits = 0;
        try (Store.Writer writer = store.writer()) {
            while (System.nanoTime() < end) {
                if (commits % (EDITS + 1) == 0) {
                    writer.create("Origin of Symmetry", commits);
                } else {
                    writer.edit(commits);
                }
                commits++;
            }
        }
        return commits;
    }

    static void print(Map<String, double[]> figures) {
        figures.forEach((name, its) -> System.out.printf(
                Locale.ROOT,
                "  %-28s %,8.0f commits a second [%,.0f to %,.0f]%n",
                name,
                Quantiles.of(its, 0.5),
                Quantiles.of(its, 0),
                Quantiles.of(its, 1)));
    }
}
