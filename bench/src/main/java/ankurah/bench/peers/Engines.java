package ankurah.bench.peers;

import ankurah.bench.Quantiles;
import ankurah.bench.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * What a node does on each engine, beside plain JDBC on the same databases: importing, reading a row by an index, a range of a
 * hundred, a page of twenty in order, and a commit that changes one row. All in one run and by turns; medians of all rounds.
 * {@code java ... ankurah.bench.peers.Engines ROWS ROUNDS}
 */
public final class Engines {
    private static final int ROWS_PER_COMMIT = 1_000;
    private static final int RANGE = 100;
    private static final int PAGE = 20;
    private static final long NANOS_EACH = 500_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;

    private Engines() {}

    /** One thing that is done again and again. */
    private interface Deed {
        void run(int key) throws Exception;
    }

    private enum What {
        ROWS_A_SECOND,
        READ,
        RANGE_OF_100,
        PAGE_OF_20,
        COMMIT
    }

    public static void main(String[] args) throws Exception {
        int rows = Integer.parseInt(args[0]);
        int rounds = Integer.parseInt(args[1]);
        Map<String, Peers.Opening> peers = new LinkedHashMap<>();
        peers.put("a node, memory", folder -> Peers.node(Stores.MEMORY));
        peers.put("a node, RocksDB synced", folder -> Peers.node(Stores.EMBEDDED));
        peers.put("a node, SQLite synced", folder -> Peers.node(Stores.SQLITE));
        peers.put("plain JDBC, SQLite synced", folder -> new JdbcPeer(Peers.plainSqlite(folder)));
        peers.put("a node, Postgres synced", folder -> Peers.node(Stores.POSTGRES));
        peers.put("plain JDBC, Postgres synced", folder -> new JdbcPeer(Peers.plainPostgres()));
        Map<String, double[][]> figures = new LinkedHashMap<>();
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, Peers.Opening> peer : peers.entrySet()) {
                double[] measured = measure(peer.getValue(), rows, round);
                if (round >= 0) {
                    double[][] all =
                            figures.computeIfAbsent(peer.getKey(), name -> new double[What.values().length][rounds]);
                    for (int i = 0; i < measured.length; i++) {
                        all[i][round] = measured[i];
                    }
                }
            }
        }
        System.out.printf("%,d rows of nine columns, two indexes; rows a second, then microseconds%n", rows);
        System.out.printf("  %-28s %9s %9s %9s %9s %9s%n", "", "import", "read", "100 rows", "page 20", "commit");
        figures.forEach((name, its) -> System.out.println(String.format(
                Locale.ROOT,
                "  %-28s %,9.0f %,9.1f %,9.1f %,9.1f %,9.1f",
                name,
                Quantiles.of(its[0], 0.5),
                Quantiles.of(its[1], 0.5),
                Quantiles.of(its[2], 0.5),
                Quantiles.of(its[3], 0.5),
                Quantiles.of(its[4], 0.5))));
        System.exit(0);
    }

    private static double[] measure(Peers.Opening opening, int rows, int round) throws Exception {
        Path folder = Files.createTempDirectory("ankurah-bench");
        double[] figures = new double[What.values().length];
        try (Peer peer = opening.open(folder)) {
            System.gc();
            long start = System.nanoTime();
            for (int from = 0; from < rows; from += ROWS_PER_COMMIT) {
                peer.add(from, Math.min(rows, from + ROWS_PER_COMMIT));
            }
            figures[What.ROWS_A_SECOND.ordinal()] = rows * NANOS_PER_SECOND / (System.nanoTime() - start);
            peer.added();
            Random random = new Random(round);
            figures[What.READ.ordinal()] = micros(random, rows, key -> require(peer.byKey(key), 1));
            figures[What.RANGE_OF_100.ordinal()] =
                    micros(random, rows - RANGE, key -> require(peer.range(key, key + RANGE), RANGE));
            figures[What.PAGE_OF_20.ordinal()] = micros(
                    random,
                    rows / 2,
                    key -> require(peer.page(Peer.Track.of(key).milliseconds() / 2, PAGE), PAGE));
            figures[What.COMMIT.ordinal()] =
                    micros(random, rows, key -> peer.change(key, 300_000 + random.nextInt(1_000)));
        } finally {
            Peers.delete(folder);
        }
        return figures;
    }

    private static void require(long sum, int rows) {
        if (sum < 100_000L * rows) {
            throw new IllegalStateException("the rows read are not those written");
        }
    }

    private static double micros(Random random, int keys, Deed deed) throws Exception {
        int times = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < NANOS_EACH) {
            deed.run(random.nextInt(keys));
            times++;
        }
        return (System.nanoTime() - start) / NANOS_PER_MICRO / times;
    }
}
