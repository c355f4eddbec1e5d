package ankurah.storage.rocksdb;

import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.IndexSpec;
import ankurah.storage.MemoryStorage;
import ankurah.storage.Position;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import ankurah.storage.testkit.World;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What the engines cost, by hand: {@code java -cp ... ankurah.storage.rocksdb.Figures memory|rocks [rows]}. */
final class Figures {
    private static final Random RANDOM = new Random(1);

    private Figures() {}

    public static void main(String[] args) {
        int rows = args.length > 1 ? Integer.parseInt(args[1]) : 100_000;
        if (args[0].equals("memory")) {
            try (StorageEngine engine = MemoryStorage.open()) {
                measure(engine, rows, 20_000);
            }
        } else {
            try (FolderPlace place = new FolderPlace();
                    StorageEngine engine = place.open(World.options(1))) {
                measure(engine, rows, 2_000);
                System.out.printf("folder                      %,d bytes%n", engine.diskBytes());
            }
        }
    }

    private static void measure(StorageEngine engine, int rows, int commits) {
        World world = new World(1, Position.start(engine.identity().log()));
        List<EntityId> ids = new ArrayList<>();
        importRows(engine, world, rows, ids);
        for (int round = 0; round < 5; round++) {
            small(engine, world, commits);
        }
        for (int round = 0; round < 5; round++) {
            points(engine, ids);
        }
        queries(engine, rows);
        long start = System.nanoTime();
        engine.ensureIndex(IndexSpec.on("track", "year"));
        System.out.printf("index over %,d rows    %.0f ms%n", rows, (System.nanoTime() - start) / 1e6);
        queries(engine, rows);
        for (int round = 0; round < 3; round++) {
            small(engine, world, commits);
        }
    }

    private static void importRows(StorageEngine engine, World world, int rows, List<EntityId> ids) {
        List<WriteGroup> groups = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            ids.add(world.create("track", row(i, ids)).id());
            if (i % 1000 == 999) {
                groups.add(world.group());
            }
        }
        long start = System.nanoTime();
        groups.forEach(engine::commit);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("import in groups of 1,000   %,.0f rows/s%n", rows / seconds);
    }

    private static Map<String, Value> row(int i, List<EntityId> ids) {
        Value ref = ids.isEmpty() ? Value.NULL : Value.of(ids.get(RANDOM.nextInt(Math.min(ids.size(), 300))));
        return Map.of(
                "name", Value.of("Track number " + i),
                "album", ref,
                "genre", ref,
                "composer", Value.of("Composer " + RANDOM.nextInt(500)),
                "millis", Value.of(RANDOM.nextInt(600_000)),
                "bytes", Value.of(RANDOM.nextInt(10_000_000)),
                "price", Value.of(new BigDecimal("0.99")),
                "year", Value.of(1900 + RANDOM.nextInt(125)),
                "rating", Value.of(RANDOM.nextInt(5)));
    }

    private static void small(StorageEngine engine, World world, int commits) {
        List<WriteGroup> groups = new ArrayList<>();
        EntityState last = null;
        for (int i = 0; i < commits; i++) {
            Map<String, Value> values = Map.of(
                    "name",
                    Value.of("n" + i),
                    "a",
                    Value.of(i),
                    "b",
                    Value.of(1.5),
                    "c",
                    Value.TRUE,
                    "year",
                    Value.of(i % 99));
            last = i % 2 == 0 || last == null ? world.create("track", values) : world.update(last.id(), values);
            groups.add(world.group());
        }
        long start = System.nanoTime();
        long cpu = cpu();
        groups.forEach(engine::commit);
        System.out.printf(
                "group of one event          %.2f us, %.2f us of this thread%n",
                (System.nanoTime() - start) / 1e3 / commits, (cpu() - cpu) / 1e3 / commits);
    }

    private static void points(StorageEngine engine, List<EntityId> ids) {
        int reads = 100_000;
        long start = System.nanoTime();
        try (StorageSnapshot now = engine.snapshot()) {
            for (int i = 0; i < reads; i++) {
                if (now.state("track", ids.get(RANDOM.nextInt(ids.size()))) == null) {
                    throw new IllegalStateException("a row is missing");
                }
            }
        }
        System.out.printf("point read                  %.2f us%n", (System.nanoTime() - start) / 1e3 / reads);
    }

    private static void queries(StorageEngine engine, int rows) {
        for (String text : List.of(
                "rating > 100",
                "composer LIKE '%99' AND millis < 1000",
                "year = 1985",
                "year > 1985 ORDER BY year DESC LIMIT 20",
                "year > 1985 ORDER BY year DESC, name LIMIT 20",
                "year = 1985 ORDER BY name LIMIT 20",
                "")) {
            Query query = AnkQl.parse(text);
            double best = Double.MAX_VALUE;
            double bestCpu = Double.MAX_VALUE;
            long found = 0;
            for (int round = 0; round < 15; round++) {
                long start = System.nanoTime();
                long cpu = cpu();
                found = run(engine, query);
                best = Math.min(best, (System.nanoTime() - start) / 1e6);
                bestCpu = Math.min(bestCpu, (cpu() - cpu) / 1e6);
            }
            try (StorageSnapshot now = engine.snapshot()) {
                System.out.printf(
                        "%-46s %,8d found %8.3f ms (%.3f)  %s%n",
                        text, found, best, bestCpu, now.explain("track", query));
            }
        }
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long run(StorageEngine engine, Query query) {
        long found = 0;
        try (StorageSnapshot now = engine.snapshot();
                RowCursor cursor = now.query("track", query)) {
            while (cursor.next() != null) {
                found++;
            }
        }
        return found;
    }
}
