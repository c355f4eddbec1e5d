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
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Prints what a commit costs beside 10 to 100,000 live queries, and beside large ones. */
public final class LiveScale {
    private static final int[] QUERIES = {10, 1000, 100_000};
    private static final int WARM_UP = Integer.getInteger("warmup", 40);
    private static final int ROUNDS = Integer.getInteger("rounds", 41);
    private static final int EACH = 250;
    private static final int ROWS = 100_000;

    private LiveScale() {}

    public static void main(String[] args) {
        for (LiveKind kind : LiveKind.values()) {
            many(kind);
        }
        large();
        references();
    }

    /** A node in memory with live queries that somebody listens to. */
    private static final class Watched implements AutoCloseable {
        final Stores.Opened opened = Stores.MEMORY.open();
        final Node node = Node.durable(opened.engine(), Policy.allowAll());
        final Context ctx = node.context();
        final List<LiveQuery> live = new ArrayList<>();
        final AtomicLong heard = new AtomicLong();

        void watch(String collection, String query) {
            LiveQuery one = ctx.live(collection, AnkQl.parse(query));
            one.subscribe(change -> heard.incrementAndGet());
            live.add(one);
        }

        void set(EntityId id, String property, Value value) {
            ctx.run(tx -> tx.set(id, property, value));
        }

        @Override
        public void close() {
            live.forEach(LiveQuery::close);
            node.close();
            opened.delete();
        }
    }

    private static void many(LiveKind kind) {
        List<Watched> all = new ArrayList<>();
        CpuRounds moves = new CpuRounds(WARM_UP, ROUNDS, EACH);
        CpuRounds updates = new CpuRounds(WARM_UP, ROUNDS, EACH);
        try {
            for (int queries : QUERIES) {
                Watched watched = new Watched();
                all.add(watched);
                EntityId id = Rows.fill(watched.ctx, 10).getFirst();
                watched.ctx.run(tx -> tx.edit(id, kind.row(0)));
                for (int i = 0; i < queries; i++) {
                    watched.watch(Rows.COLLECTION, kind.query(i));
                }
                int[] turn = new int[1];
                moves.add(queries + " live queries", () -> {
                    turn[0] = (turn[0] + 7919) % queries;
                    Map<String, Value> next = kind.row(turn[0]);
                    watched.ctx.run(tx -> tx.edit(id, next));
                });
                updates.add(queries + " live queries", () -> watched.set(id, "Bytes", Value.of(turn[0]++)));
            }
            System.out.println(kind + ", a row leaves one and enters another");
            moves.print();
            System.out.println(kind + ", a row in one of them gets another value elsewhere");
            updates.print();
        } finally {
            all.forEach(Watched::close);
        }
    }

    private static void large() {
        List<Watched> all = new ArrayList<>();
        CpuRounds moves = new CpuRounds(WARM_UP, ROUNDS, EACH);
        try {
            for (String query :
                    List.of("", "ORDER BY Milliseconds DESC", "ORDER BY Milliseconds DESC, Name LIMIT 100")) {
                Watched watched = new Watched();
                all.add(watched);
                List<EntityId> ids = Rows.fill(watched.ctx, ROWS);
                if (!query.isEmpty()) {
                    watched.watch(Rows.COLLECTION, query);
                }
                Random random = new Random(1);
                moves.add(query.isEmpty() ? "no live query" : query.replace("Milliseconds", "m"), () -> {
                    EntityId id = ids.get(random.nextInt(ROWS));
                    watched.set(id, "Milliseconds", Value.of(200_000 + random.nextInt(100_003)));
                });
            }
            System.out.println("a row of " + ROWS + " moves");
            moves.print();
        } finally {
            all.forEach(Watched::close);
        }
    }

    private static void references() {
        try (Watched none = new Watched();
                Watched watched = new Watched()) {
            CpuRounds rounds = new CpuRounds(WARM_UP / 2, ROUNDS, EACH / 10);
            for (Watched one : List.of(none, watched)) {
                List<EntityId> albums = new ArrayList<>();
                one.ctx.run(tx -> {
                    for (int i = 0; i < ROWS / 100; i++) {
                        albums.add(tx.create("album", Map.of("year", Value.of(i), "seen", Value.of(0)))
                                .id());
                    }
                });
                for (int from = 0; from < ROWS / 10; from += 1000) {
                    int first = from;
                    one.ctx.run(tx -> {
                        for (int i = first; i < first + 1000; i++) {
                            tx.create("track", Map.of("album", Value.of(albums.get(i / 10)), "n", Value.of(i)));
                        }
                    });
                }
                EntityId elsewhere = one.ctx
                        .transact(tx ->
                                tx.create("other", Map.of("n", Value.of(0))).id())
                        .value();
                if (one == watched) {
                    one.watch("track", "album.year >= 500 ORDER BY album.year, n");
                }
                String with = one == none ? "alone" : "beside album.year >= 500";
                Random random = new Random(1);
                int[] turn = new int[1];
                rounds.add("another collection, " + with, () -> one.set(elsewhere, "n", Value.of(turn[0]++)));
                rounds.add(
                        "an album off the path, " + with,
                        () -> one.set(albums.get(random.nextInt(albums.size())), "seen", Value.of(turn[0]++)));
                rounds.add(
                        "album.year of ten, " + with,
                        () -> one.set(
                                albums.get(random.nextInt(albums.size())), "year", Value.of(random.nextInt(1000))));
            }
            System.out.println("10,000 tracks that refer to 1,000 albums; a commit changes");
            rounds.print();
        }
    }
}
