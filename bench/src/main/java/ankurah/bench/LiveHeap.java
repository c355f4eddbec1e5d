package ankurah.bench;

import ankurah.core.Context;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/** Prints how much heap an open live query takes, and a row that one holds. */
public final class LiveHeap {
    private static final int QUERIES = 100_000;
    private static final int ROWS = 100;

    private LiveHeap() {}

    public static void main(String[] args) {
        for (LiveKind kind : LiveKind.values()) {
            queries(kind.toString(), kind::empty, false);
            queries(kind.toString(), kind::empty, true);
        }
        queries("THE SAME", i -> LiveKind.RANGE.empty(1), true);
        residents();
        references();
    }

    private static void queries(String kind, IntFunction<String> query, boolean withListener) {
        Stores.Opened opened = Stores.MEMORY.open();
        try (Node node = Node.durable(opened.engine(), Policy.allowAll())) {
            Context ctx = node.context();
            Rows.fill(ctx, ROWS);
            List<LiveQuery> open = new ArrayList<>(QUERIES);
            long before = usedBytes();
            long start = System.nanoTime();
            for (int i = 0; i < QUERIES; i++) {
                LiveQuery live = ctx.live(Rows.COLLECTION, AnkQl.parse(query.apply(i)));
                if (withListener) {
                    live.subscribe(change -> {});
                }
                open.add(live);
            }
            long openNanos = System.nanoTime() - start;
            long bytes = usedBytes() - before;
            start = System.nanoTime();
            open.forEach(LiveQuery::close);
            System.out.printf(
                    Locale.ROOT,
                    "%-9s %s: %,d bytes a query; %.1f us to open one, %.1f us to close it%n",
                    kind,
                    withListener ? "with a listener" : "alone          ",
                    bytes / QUERIES,
                    openNanos / 1e3 / QUERIES,
                    (System.nanoTime() - start) / 1e3 / QUERIES);
        } finally {
            opened.delete();
        }
    }

    private static void residents() {
        Stores.Opened opened = Stores.MEMORY.open();
        try (Node node = Node.durable(opened.engine(), Policy.allowAll())) {
            Context ctx = node.context();
            Rows.fill(ctx, QUERIES);
            long before = usedBytes();
            try (LiveQuery first = ctx.live(Rows.COLLECTION, "")) {
                long one = usedBytes();
                try (LiveQuery second = ctx.live(Rows.COLLECTION, "ORDER BY Milliseconds")) {
                    System.out.printf(
                            Locale.ROOT,
                            "a row of nine properties: %,d bytes in the first live query that holds it, %,d in the second%n",
                            (one - before) / first.result().size(),
                            (usedBytes() - one) / second.result().size());
                }
            }
        } finally {
            opened.delete();
        }
    }

    private static void references() {
        Stores.Opened opened = Stores.MEMORY.open();
        try (Node node = Node.durable(opened.engine(), Policy.allowAll())) {
            Context ctx = node.context();
            EntityId[] album = new EntityId[1];
            for (int from = 0; from < QUERIES; from += 1000) {
                int first = from;
                ctx.run(tx -> {
                    for (int i = first; i < first + 1000; i++) {
                        if (i % 10 == 0) {
                            album[0] = tx.create("album", Map.of("year", Value.of(i)))
                                    .id();
                        }
                        tx.create("track", Map.of("n", Value.of(i), "album", Value.of(album[0])));
                    }
                });
            }
            long before = usedBytes();
            try (LiveQuery live = ctx.live("track", "album.year = -1")) {
                System.out.printf(
                        Locale.ROOT,
                        "a row that refers to another and is not in the result: %,d bytes in a live query through the reference%n",
                        (usedBytes() - before) / QUERIES + live.result().size());
            }
        } finally {
            opened.delete();
        }
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            System.gc();
            used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
        }
        return used;
    }
}
