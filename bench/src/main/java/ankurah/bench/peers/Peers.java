package ankurah.bench.peers;

import ankurah.bench.Quantiles;
import ankurah.bench.Stores;
import ankurah.storage.MemoryStorage;
import ankurah.storage.rocksdb.RocksStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Importing rows and reading single ones, beside H2 and a plain map: all in one run and by turns, medians and the range of
 * all rounds. {@code java ... ankurah.bench.peers.Peers ROWS ROUNDS}
 */
public final class Peers {
    private static final int ROWS_PER_COMMIT = 1_000;
    private static final int READS = 100_000;
    private static final long MOST_READ_NANOS = 2_000_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;

    private Peers() {}

    interface Opening {
        Peer open(Path folder) throws Exception;
    }

    private record Figures(double[] rowsPerSecond, double[] microsPerRead) {}

    public static void main(String[] args) throws Exception {
        int rows = Integer.parseInt(args[0]);
        int rounds = Integer.parseInt(args[1]);
        Map<String, Opening> peers = new LinkedHashMap<>();
        peers.put("a node, memory; by index", folder -> new AnkurahPeer(MemoryStorage.open(), false));
        peers.put("a node, memory; by id", folder -> new AnkurahPeer(MemoryStorage.open(), true));
        peers.put("a node, RocksDB synced; by index", folder -> new AnkurahPeer(RocksStorage.open(folder), false));
        peers.put("a node, RocksDB synced; by id", folder -> new AnkurahPeer(RocksStorage.open(folder), true));
        peers.put("a node, SQLite synced; by index", folder -> node(Stores.SQLITE));
        peers.put("a node, Postgres synced; by index", folder -> node(Stores.POSTGRES));
        peers.put("SQLite, synced; by primary key", folder -> new JdbcPeer(plainSqlite(folder)));
        peers.put("Postgres, synced; by primary key", folder -> new JdbcPeer(plainPostgres()));
        peers.put("H2, memory; by primary key", folder -> new JdbcPeer("jdbc:h2:mem:"));
        peers.put(
                "H2, file, not synced; by primary key",
                folder -> new JdbcPeer("jdbc:h2:file:" + folder.resolve("h2").toAbsolutePath()));
        peers.put("a ConcurrentHashMap of records", folder -> new MapPeer());
        Map<String, Figures> figures = new LinkedHashMap<>();
        peers.keySet().forEach(name -> figures.put(name, new Figures(new double[rounds], new double[rounds])));
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, Opening> peer : peers.entrySet()) {
                measure(peer.getValue(), rows, round, Objects.requireNonNull(figures.get(peer.getKey())));
            }
        }
        System.out.printf(
                "%,d rows of nine columns, 1,000 a transaction; %,d reads of one row, or for two seconds%n",
                rows, READS);
        figures.forEach((name, its) -> System.out.println(String.format(
                Locale.ROOT,
                "  %-37s %,9.0f rows a second [%,.0f to %,.0f]   %6.2f us a read [%.2f to %.2f]",
                name,
                Quantiles.of(its.rowsPerSecond, 0.5),
                Quantiles.of(its.rowsPerSecond, 0),
                Quantiles.of(its.rowsPerSecond, 1),
                Quantiles.of(its.microsPerRead, 0.5),
                Quantiles.of(its.microsPerRead, 0),
                Quantiles.of(its.microsPerRead, 1))));
    }

    /** Both sync every commit. */
    static String plainPostgres() {
        return "jdbc:" + Stores.postgres().replace("postgresql://postgres@", "postgresql://")
                + "?user=postgres&reWriteBatchedInserts=true";
    }

    static String plainSqlite(Path folder) {
        return "jdbc:sqlite:" + folder.resolve("plain.db") + "?journal_mode=WAL&synchronous=FULL";
    }

    static Peer node(Stores store) {
        return new AnkurahPeer(store.open().engine(), false);
    }

    /** The round before the first warms up and counts for nothing. */
    private static void measure(Opening opening, int rows, int round, Figures into) throws Exception {
        Path folder = Files.createTempDirectory("ankurah-bench");
        try (Peer peer = opening.open(folder)) {
            System.gc();
            long start = System.nanoTime();
            for (int from = 0; from < rows; from += ROWS_PER_COMMIT) {
                peer.add(from, Math.min(rows, from + ROWS_PER_COMMIT));
            }
            long imported = System.nanoTime() - start;
            peer.added();
            Random random = new Random(round);
            long sum = 0;
            int reads = 0;
            start = System.nanoTime();
            while (reads < READS && System.nanoTime() - start < MOST_READ_NANOS) {
                sum += peer.byKey(random.nextInt(rows));
                reads++;
            }
            long read = System.nanoTime() - start;
            if (sum < 200_000L * reads) {
                throw new IllegalStateException("the rows read are not those written");
            }
            if (round >= 0) {
                into.rowsPerSecond[round] = rows * NANOS_PER_SECOND / imported;
                into.microsPerRead[round] = read / NANOS_PER_MICRO / reads;
            }
        } finally {
            delete(folder);
        }
    }

    static void delete(Path folder) {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
