package ankurah.bench;

import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Cursor;
import ankurah.query.OrderBy;
import ankurah.query.Query;
import ankurah.storage.IndexSpec;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Twenty of many rows along indexes, counting in them, and the same without; one store filled once, each query warmed up and
 * then timed one by one. Beside the clock it prints what the thread itself used, which a busy machine disturbs less.
 * {@code java ... ankurah.bench.IndexFigures MEMORY|EMBEDDED ROWS}
 */
public final class IndexFigures {
    private static final int LEAST_MILLIS = 200_000;
    private static final int GENRES = 25;
    private static final int SECONDS_EACH = 3;
    private static final int MOST_RUNS = 3_000;
    private static final int FEWEST_RUNS = 12;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Query PAGE = AnkQl.parse("GenreId = 7 ORDER BY Milliseconds DESC, Name LIMIT 20");
    private static final Random RANDOM = new Random(1);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private IndexFigures() {}

    public static void main(String[] args) {
        int rows = Integer.parseInt(args[1]);
        Stores.Opened opened = Stores.valueOf(args[0]).open();
        try (Node node = Node.durable(opened.engine(), Policy.allowAll())) {
            Context ctx = node.context();
            long start = System.nanoTime();
            Rows.fill(ctx, rows);
            System.out.printf("%,d rows written in %.1f s%n", rows, (System.nanoTime() - start) / NANOS_PER_SECOND);
            build(opened, IndexSpec.on(Rows.COLLECTION, "Milliseconds"));
            build(
                    opened,
                    IndexSpec.of(
                            Rows.COLLECTION,
                            OrderBy.ascending("GenreId"),
                            OrderBy.descending("Milliseconds"),
                            OrderBy.ascending("Name")));
            ctx.run(tx -> tx.create("other", Map.of()));
            measure(ctx, rows);
        } finally {
            opened.delete();
        }
    }

    private static void build(Stores.Opened opened, IndexSpec spec) {
        long start = System.nanoTime();
        opened.engine().ensureIndex(spec);
        System.out.printf("%s built in %.1f s%n", spec, (System.nanoTime() - start) / NANOS_PER_SECOND);
    }

    private static void measure(Context ctx, int rows) {
        rows(ctx, "Milliseconds >= ? ORDER BY Milliseconds LIMIT 20", 1);
        rows(ctx, "Milliseconds <= ? ORDER BY Milliseconds DESC LIMIT 20", 1);
        rows(ctx, "GenreId = ? ORDER BY Milliseconds DESC LIMIT 20", 0);
        rows(ctx, "GenreId = ? AND Milliseconds < ? ORDER BY Milliseconds DESC LIMIT 20", 2);
        Query four = AnkQl.parse("GenreId IN (?, ?, ?, ?) ORDER BY Milliseconds DESC LIMIT 20");
        time(four.toString(), () -> ctx.query(Rows.COLLECTION, four.bind(List.of(genre(), genre(), genre(), genre()))));
        Cursor far =
                ctx.page(Rows.COLLECTION, PAGE.withLimit(rows / GENRES / 2)).next();
        time("the page half-way through " + PAGE, () -> ctx.query(Rows.COLLECTION, PAGE.withAfter(far)));
        time("count GenreId = ?", () -> ctx.count(Rows.COLLECTION, "GenreId = ?", genre()));
        time("count all", () -> ctx.count(Rows.COLLECTION, ""));
        time("exists Milliseconds = ?", () -> ctx.exists(Rows.COLLECTION, "Milliseconds = ?", millis()));
        time(
                "Bytes = ?, without an index",
                () -> ctx.query(Rows.COLLECTION, "Bytes = ?", Value.of(RANDOM.nextLong(5_000_000, 15_000_000))));
    }

    /** @param kind 0 for a genre, 1 for milliseconds, 2 for both */
    private static void rows(Context ctx, String text, int kind) {
        Query query = AnkQl.parse(text);
        time(
                text,
                () -> ctx.query(
                        Rows.COLLECTION,
                        query.bind(
                                switch (kind) {
                                    case 0 -> List.of(genre());
                                    case 1 -> List.of(millis());
                                    default -> List.of(genre(), millis());
                                })));
    }

    private static Value millis() {
        return Value.of(LEAST_MILLIS + RANDOM.nextLong(90_000));
    }

    private static Value genre() {
        return Value.of(RANDOM.nextLong(GENRES));
    }

    private static void time(String what, Runnable query) {
        long[] clock = new long[MOST_RUNS];
        long[] used = new long[MOST_RUNS];
        int runs = 0;
        long end = System.nanoTime() + SECONDS_EACH * (long) NANOS_PER_SECOND;
        for (int i = 0; i < 2 * MOST_RUNS && (i < 2 * FEWEST_RUNS || System.nanoTime() < end); i++) {
            long cpu = THREADS.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            query.run();
            clock[i % MOST_RUNS] = System.nanoTime() - start;
            used[i % MOST_RUNS] = THREADS.getCurrentThreadCpuTime() - cpu;
            runs = i + 1;
        }
        print(what, later(clock, runs), later(used, runs));
    }

    /** The second half, sorted: the first warmed up. */
    private static long[] later(long[] nanos, int runs) {
        int held = Math.min(runs, nanos.length);
        long[] half = new long[held / 2];
        for (int i = 0; i < half.length; i++) {
            half[i] = nanos[(runs - 1 - i) % nanos.length];
        }
        Arrays.sort(half);
        return half;
    }

    private static void print(String what, long[] clock, long[] used) {
        System.out.printf(
                "%-78s p50 %,9.0f us  p90 %,9.0f us  least %,9.0f us  own time p50 %,9.0f us  (%d runs)%n",
                what, at(clock, 0.5), at(clock, 0.9), at(clock, 0), at(used, 0.5), clock.length);
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1))] / NANOS_PER_MICRO;
    }
}
