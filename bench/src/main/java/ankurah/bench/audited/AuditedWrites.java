package ankurah.bench.audited;

import ankurah.bench.Quantiles;
import ankurah.bench.Stores;
import java.time.Duration;
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
    private static final double NANOS_PER_MICRO = 1e3;

    private final int writers;
    private final long roundNanos;

    AuditedWrites(int writers, double seconds) {
        this.writers = writers;
        this.roundNanos = (long) (seconds * NANOS_PER_SECOND);
    }

    /**
     * What the rounds after the first gave.
     *
     * @param rates commits a second
     * @param here microseconds of processor time of this process for a commit, and of the server
     */
    record Figures(double[] rates, double[] here, double[] server) {
        Figures(int rounds) {
            this(new double[rounds], new double[rounds], new double[rounds]);
        }
    }

    Map<String, Figures> run(Map<String, Store> stores, int rounds) throws Exception {
        Map<String, Figures> figures = new LinkedHashMap<>();
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, Store> store : stores.entrySet()) {
                Figures into = figures.computeIfAbsent(store.getKey(), name -> new Figures(rounds));
                round(store.getValue(), round, into);
            }
        }
        return figures;
    }

    private static double processMicros() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos()
                / NANOS_PER_MICRO;
    }

    private static double serverMicros() {
        return Stores.postgresTime().toNanos() / NANOS_PER_MICRO;
    }

    private void round(Store store, int round, Figures into) throws Exception {
        long before = store.versions();
        double here = processMicros();
        double server = serverMicros();
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
        here = processMicros() - here;
        server = serverMicros() - server;
        if (store.versions() - before != commits) {
            throw new IllegalStateException("not every version was kept");
        }
        if (round >= 0) {
            into.rates[round] = commits * NANOS_PER_SECOND / took;
            into.here[round] = here / commits;
            into.server[round] = server / commits;
        }
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

    static void print(Map<String, Figures> figures) {
        figures.forEach((name, its) -> System.out.printf(
                Locale.ROOT,
                "  %-26s %,7.0f commits a second [%,.0f to %,.0f]; processor time a commit %,.0f us here, %,.0f us the server%n",
                name,
                Quantiles.of(its.rates, 0.5),
                Quantiles.of(its.rates, 0),
                Quantiles.of(its.rates, 1),
                Quantiles.of(its.here, 0.5),
                Quantiles.of(its.server, 0.5)));
    }
}
