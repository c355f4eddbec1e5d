package ankurah.bench;

import ankurah.core.Context;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.query.AnkQl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints how much heap an open live query takes, and a row that one holds. */
public final class LiveHeap {
    private static final int QUERIES = 100_000;
    private static final int ROWS = 100;

    private LiveHeap() {}

    public static void main(String[] args) {
        for (LiveKind kind : LiveKind.values()) {
            queries(kind, false);
            queries(kind, true);
        }
        residents();
    }

    private static void queries(LiveKind kind, boolean withListener) {
        Stores.Opened opened = Stores.MEMORY.open();
        try (Node node = Node.durable(opened.engine(), Policy.allowAll())) {
            Context ctx = node.context();
            Rows.fill(ctx, ROWS);
            List<LiveQuery> open = new ArrayList<>(QUERIES);
            long before = usedBytes();
            long start = System.nanoTime();
            for (int i = 0; i < QUERIES; i++) {
                LiveQuery live = ctx.live(Rows.COLLECTION, AnkQl.parse(kind.empty(i)));
                if (withListener) {
                    live.subscribe(change -> {});
                }
                open.add(live);
            }
            long openNanos = System.nanoTime() - start;
            long bytes = usedBytes() - before;
            start = System.nanoTime();
            open.forEach(LiveQuery::close);
            print(
                    "%-9s %s: %,d bytes a query; %.1f us to open one, %.1f us to close it",
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
                    print(
                            "a row of nine properties: %,d bytes in the first live query that holds it, %,d in the second",
                            (one - before) / first.result().size(),
                            (usedBytes() - one) / second.result().size());
                }
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

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
