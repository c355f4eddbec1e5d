package ankurah.core;

import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.HybridTime;
import ankurah.event.Value;
import ankurah.storage.EngineOptions;
import ankurah.storage.MemoryStorage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;

/** Prints what commits cost in memory: run it by hand, with the test class path. */
final class CommitCosts {
    private static final int WARM = 60_000;
    private static final int MEASURED = 40_000;

    private CommitCosts() {}

    public static void main(String[] args) throws InterruptedException {
        ownCommits();
        concurrentEvents(100);
        concurrentEvents(20_000);
        toSubscriber();
        amongManyQueries(10);
        amongManyQueries(10_000);
    }

    private static Node node() {
        return Node.durable(MemoryStorage.open(), Policy.allowAll());
    }

    private static List<EntityId> rows(Context context, int count) {
        List<EntityId> ids = new ArrayList<>();
        context.run(tx -> {
            for (int i = 0; i < count; i++) {
                ids.add(tx.create("album", Map.of("n", Value.of((long) i), "name", Value.of("Album " + i)))
                        .id());
            }
        });
        return ids;
    }

    private static void print(String what, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%-60s median %7.2f us   p99 %8.2f us%n",
                what, nanos[nanos.length / 2] / 1e3, nanos[nanos.length * 99 / 100] / 1e3);
    }

    private static void ownCommits() {
        try (Node node = node()) {
            Context context = node.context();
            List<EntityId> ids = rows(context, 10_000);
            long[] nanos = new long[MEASURED];
            for (int i = -WARM; i < MEASURED; i++) {
                EntityId id = ids.get(Math.floorMod(i * 7919, ids.size()));
                Value value = Value.of((long) i);
                long start = System.nanoTime();
                context.run(tx -> tx.set(id, "n", value));
                if (i >= 0) {
                    nanos[i] = System.nanoTime() - start;
                }
            }
            print("commit of one property", nanos);
        }
    }

    private static void concurrentEvents(int history) {
        EngineOptions options = EngineOptions.defaults().withSystem(TestNode.SYSTEM);
        try (Node node = Node.durable(MemoryStorage.open(options), Policy.allowAll())) {
            long now = HybridTime.ofMillis(System.currentTimeMillis());
            Author a = new Author(1, now - 2_000_000);
            Author b = new Author(2, now - 1_000_000);
            Event genesis = a.create("album", Map.of("n", Value.of(0L)));
            submit(node, Author.commit(genesis));
            Event last = genesis;
            for (int i = 0; i < history; i++) {
                last = a.edit(genesis, Map.of("n", Value.of((long) i)), last);
                submit(node, Author.commit(last));
            }
            List<Commit> commits = new ArrayList<>();
            Event left = last;
            Event right = genesis;
            for (int i = 0; i < (WARM + MEASURED) / 2; i++) {
                left = a.edit(genesis, Map.of("n", Value.of((long) i)), left);
                right = b.edit(genesis, Map.of("m", Value.of((long) i)), right);
                commits.add(Author.commit(left));
                commits.add(Author.commit(right));
            }
            long[] nanos = new long[MEASURED];
            for (int i = 0; i < commits.size(); i++) {
                long start = System.nanoTime();
                submit(node, commits.get(i));
                if (i >= WARM) {
                    nanos[i - WARM] = System.nanoTime() - start;
                }
            }
            print("concurrent event, after a history of " + history + ", stored", nanos);
        }
    }

    private static void submit(Node node, Commit commit) {
        node.backend().submit(commit, Principal.ANONYMOUS);
    }

    private static void toSubscriber() throws InterruptedException {
        try (Node node = node()) {
            Context context = node.context();
            List<EntityId> ids = rows(context, 1000);
            SynchronousQueue<Long> heard = new SynchronousQueue<>();
            try (LiveQuery live = context.live("album", "n >= 0 ORDER BY n DESC LIMIT 50")) {
                live.subscribe(change -> {
                    long at = System.nanoTime();
                    try {
                        heard.put(at);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
                long[] nanos = new long[MEASURED / 4];
                for (int i = -WARM / 4; i < nanos.length; i++) {
                    EntityId id = ids.get(Math.floorMod(i, ids.size()));
                    Value value = Value.of(1_000_000L + i);
                    long start = System.nanoTime();
                    context.run(tx -> tx.set(id, "n", value));
                    long at = heard.take();
                    if (i >= 0) {
                        nanos[i] = at - start;
                    }
                }
                print("from the commit's begin to its listener", nanos);
            }
        }
    }

    private static void amongManyQueries(int queries) {
        try (Node node = node()) {
            Context context = node.context();
            List<EntityId> ids = rows(context, 1000);
            List<LiveQuery> open = new ArrayList<>();
            for (int i = 0; i < queries; i++) {
                open.add(context.live("album", "n = ?", Value.of((long) i)));
            }
            long[] nanos = new long[MEASURED / 2];
            for (int i = -WARM / 2; i < nanos.length; i++) {
                EntityId id = ids.get(Math.floorMod(i, ids.size()));
                Value value = Value.of((long) Math.floorMod(i, queries));
                long start = System.nanoTime();
                context.run(tx -> tx.set(id, "n", value));
                if (i >= 0) {
                    nanos[i] = System.nanoTime() - start;
                }
            }
            open.forEach(LiveQuery::close);
            print("commit beside " + queries + " live queries n = constant", nanos);
        }
    }
}
