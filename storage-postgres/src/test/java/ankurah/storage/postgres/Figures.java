package ankurah.storage.postgres;

import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.IndexSpec;
import ankurah.storage.LoggedCommit;
import ankurah.storage.Position;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import ankurah.storage.postgres.testkit.PostgresServer;
import ankurah.storage.testkit.World;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the store costs beside plain JDBC, by hand: {@code java -cp ... ankurah.storage.postgres.Figures [rows] [commits]}. The
 * server syncs its commits.
 */
final class Figures {
    private static final int WRITERS = 8;

    private final PostgresServer server;
    private final int rows;
    private final int commits;

    private Figures(PostgresServer server, int rows, int commits) {
        this.server = server;
        this.rows = rows;
        this.commits = commits;
    }

    public static void main(String[] args) throws Exception {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int commits = args.length > 1 ? Integer.parseInt(args[1]) : 4_000;
        try (PostgresServer server = PostgresServer.start("synchronous_commit=on")) {
            Figures figures = new Figures(server, rows, commits);
            PostgresOptions options = PostgresOptions.defaults().withEngine(World.options(1));
            try (StorageEngine engine = PostgresStorage.open(server.url(), options)) {
                World world = new World(1, Position.start(engine.identity().log()));
                engine.ensureIndex(IndexSpec.on("track", "year"));
                for (int round = 0; round < 4; round++) {
                    figures.plain(round);
                    figures.grouped(engine, world);
                }
                figures.fill(engine, world);
                figures.reads(engine);
            }
        }
    }

    /** Each writer on its own connection, one transaction a commit. */
    private void plain(int round) throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:" + server.port() + "/postgres?user=postgres";
        String t = "plain" + round;
        try (Connection connection = DriverManager.getConnection(url)) {
            connection
                    .createStatement()
                    .execute("CREATE TABLE " + t
                            + "_event (entity bytea, id bytea, collection bigint, number bigint, event"
                            + " bytea, PRIMARY KEY (entity, id)); CREATE TABLE " + t
                            + "_state (id bytea PRIMARY KEY, deleted boolean, state bytea, data json); CREATE TABLE "
                            + t
                            + "_index (entry bytea PRIMARY KEY); CREATE TABLE " + t
                            + "_log (number bigint PRIMARY KEY, commit_id bytea, hash bytea, entry bytea); CREATE INDEX ON "
                            + t + "_log (commit_id)");
        }
        AtomicLong number = new AtomicLong();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                all.add(threads.submit(() -> writePlainly(url, t, number)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        report("plain JDBC, " + WRITERS + " writers", start);
    }

    private Object writePlainly(String url, String t, AtomicLong number) throws Exception {
        byte[] event = new byte[420];
        byte[] state = new byte[260];
        String data =
                "{\"_id\":\"0123456789012345678901234567890123456789012345678901\",\"name\":\"a name\",\"year\":1999}";
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement putEvent =
                        connection.prepareStatement("INSERT INTO " + t + "_event VALUES (?, ?, 1, ?, ?)");
                PreparedStatement putState =
                        connection.prepareStatement("INSERT INTO " + t + "_state VALUES (?, false, ?, ?::json)");
                PreparedStatement putEntry = connection.prepareStatement("INSERT INTO " + t + "_index VALUES (?)");
                PreparedStatement putLog =
                        connection.prepareStatement("INSERT INTO " + t + "_log VALUES (?, ?, ?, ?)")) {
            connection.setAutoCommit(false);
            for (long n = number.incrementAndGet(); n <= commits; n = number.incrementAndGet()) {
                byte[] id =
                        Arrays.copyOf(java.nio.ByteBuffer.allocate(8).putLong(n).array(), 32);
                putEvent.setBytes(1, id);
                putEvent.setBytes(2, id);
                putEvent.setLong(3, n);
                putEvent.setBytes(4, event);
                putEvent.executeUpdate();
                putState.setBytes(1, id);
                putState.setBytes(2, state);
                putState.setString(3, data);
                putState.executeUpdate();
                putEntry.setBytes(1, Arrays.copyOf(id, 42));
                putEntry.executeUpdate();
                putLog.setLong(1, n);
                putLog.setBytes(2, id);
                putLog.setBytes(3, id);
                putLog.setBytes(4, Arrays.copyOf(event, 130));
                putLog.executeUpdate();
                connection.commit();
            }
        }
        return "";
    }

    /** What a waiting writer wrote. */
    private record Waiting(WriteGroup group, CountDownLatch stored) {}

    /** As many writers, whose commits one of them writes together, as the node's gate does. */
    private void grouped(StorageEngine engine, World world) throws Exception {
        BlockingQueue<WriteGroup> ready = new ArrayBlockingQueue<>(commits);
        for (int i = 0; i < commits; i++) {
            world.create("track", Map.of("name", Value.of("n" + i), "year", Value.of(1900 + i % 125)));
            ready.add(world.group());
        }
        BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(WRITERS);
        Object order = new Object();
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 1)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                all.add(threads.submit(() -> {
                    while (true) {
                        Waiting mine;
                        synchronized (order) {
                            WriteGroup next = ready.poll();
                            if (next == null) {
                                return "";
                            }
                            mine = new Waiting(next, new CountDownLatch(1));
                            waiting.put(mine);
                        }
                        mine.stored().await();
                    }
                }));
            }
            Future<?> leader = threads.submit(() -> lead(engine, waiting));
            for (Future<?> one : all) {
                one.get();
            }
            leader.get();
        }
        report("this store, " + WRITERS + " writers", start);
    }

    private Object lead(StorageEngine engine, BlockingQueue<Waiting> waiting) throws Exception {
        int written = 0;
        while (written < commits) {
            List<Waiting> taken = new ArrayList<>(List.of(waiting.take()));
            waiting.drainTo(taken);
            WriteGroup all = new WriteGroup();
            for (Waiting one : taken) {
                one.group().events().forEach(event -> all.event(event.event(), event.number()));
                one.group().states().forEach(change -> all.state(change.before(), change.after()));
                for (LoggedCommit logged : one.group().log()) {
                    all.log(logged);
                }
            }
            engine.commit(all);
            taken.forEach(one -> one.stored().countDown());
            written += taken.size();
        }
        return "";
    }

    private void report(String what, long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%-28s %,8.0f commits/s%n", what, commits / seconds);
    }

    private void fill(StorageEngine engine, World world) {
        int there = world.states().size();
        long start = System.nanoTime();
        for (int i = there; i < rows; i++) {
            world.create("track", Map.of("name", Value.of("n" + i), "year", Value.of(1900 + (i * 7) % 125)));
            if (i % 1000 == 999) {
                engine.commit(world.group());
            }
        }
        engine.commit(world.group());
        System.out.printf(
                "filling                      %,8.0f rows/s%n", (rows - there) / ((System.nanoTime() - start) / 1e9));
    }

    private void reads(StorageEngine engine) {
        for (String text : List.of(
                "year > 1985 ORDER BY year DESC LIMIT 20",
                "year = 1985 LIMIT 20",
                "year BETWEEN 1950 AND 1960 ORDER BY year LIMIT 20",
                "year = 1985 AND name LIKE 'n1%' LIMIT 20",
                "name = 'n77' OR year = 1985 ORDER BY year LIMIT 20")) {
            Query query = AnkQl.parse(text);
            double[] millis = new double[1_000];
            for (int round = 0; round < millis.length; round++) {
                long start = System.nanoTime();
                run(engine, query);
                millis[round] = (System.nanoTime() - start) / 1e6;
            }
            Arrays.sort(millis, 500, 1_000);
            try (StorageSnapshot now = engine.snapshot()) {
                System.out.printf(
                        "%-52s p50 %.3f ms, p99 %.3f ms with its snapshot; %s%n",
                        text, millis[750], millis[995], now.explain("track", query));
            }
        }
    }

    private static void run(StorageEngine engine, Query query) {
        try (StorageSnapshot now = engine.snapshot();
                RowCursor cursor = now.query("track", query)) {
            int found = 0;
            for (EntityState row = cursor.next(); row != null; row = cursor.next()) {
                found++;
            }
            if (found != 20) {
                throw new IllegalStateException("found " + found);
            }
        }
    }
}
