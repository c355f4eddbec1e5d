package ankurah.core;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.internal.entity.AllRows;
import ankurah.core.internal.entity.RowReader;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.sync.Rig;
import ankurah.core.testkit.SharedMemory;
import ankurah.core.testkit.SharedMemory.Loss;
import ankurah.core.type.Counter;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Sha256;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.Query;
import ankurah.storage.LoggedCommit;
import ankurah.storage.Position;
import ankurah.storage.StorageSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Two nodes over one store, eight writers at each, all at once. */
class SharedStoreLoadTest {
    private static final int WRITERS = 8;
    private static final int COMMITS = 60;
    private static final List<String> QUERIES = List.of(
            "",
            "n >= 0 ORDER BY n DESC LIMIT 5",
            "who = 3",
            "n BETWEEN -20 AND 20 ORDER BY who, n DESC",
            "ORDER BY total DESC LIMIT 3");

    private final long seed = Long.getLong("ankurah.seed", new Random().nextInt());
    private final SharedMemory shared = new SharedMemory();
    private final AtomicReference<AssertionError> wrong = new AtomicReference<>();
    private final List<EntityId> counters = new ArrayList<>();
    private final List<EntityId> rows = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger added = new AtomicInteger();

    /** A node, and live queries on it that are compared after every commit. */
    private final class Server implements AutoCloseable {
        final SharedMemory.Face face = shared.face();
        final Node node = Node.durable(face, Policy.allowAll());
        final List<LiveQuery> lives = new ArrayList<>();
        final AtomicInteger published = new AtomicInteger();
        private long last;

        void watch(boolean always) {
            Rig.until("the first rows are here", () -> node.position().number() == 4);
            QUERIES.forEach(query -> lives.add(node.context().live("thing", query)));
            DurableBackend backend = (DurableBackend) node.backend();
            backend.reactor().tap((root, commit, changes) -> {
                published.incrementAndGet();
                long number = root.position().number();
                if (commit != null && number != last + 1 && last != 0) {
                    note(new AssertionError("published " + number + " after " + last));
                }
                last = number;
                if (always) {
                    compare(root);
                }
            });
        }

        private void compare(ankurah.core.internal.entity.Root root) {
            for (LiveQuery live : lives) {
                try {
                    Query query = live.query();
                    assertThat(live.result().toList().stream()
                                    .map(Entity::state)
                                    .toList())
                            .as("%s at %s", query, root.position())
                            .isEqualTo(RowReader.list(root.view(), "thing", query, AllRows.FILTER));
                } catch (AssertionError e) {
                    note(e);
                }
            }
        }

        @Override
        public void close() {
            node.close();
        }
    }

    private void note(AssertionError e) {
        wrong.compareAndSet(null, e);
    }

    private void begin(Server server) {
        for (int i = 0; i < 4; i++) {
            counters.add(server.node
                    .context()
                    .transact(tx -> tx.create("thing", Map.of("who", Value.of(-1L)), Map.of("total", Counter.add(0)))
                            .id())
                    .value());
        }
    }

    private void write(Context context, Random random, int who) {
        boolean counts = random.nextInt(3) == 0;
        EntityId counter = counters.get(random.nextInt(counters.size()));
        long n = random.nextInt(100) - 50;
        EntityId some = rows.isEmpty() ? null : rows.get(random.nextInt(rows.size()));
        EntityId made = context.transact(tx -> {
                    if (counts) {
                        tx.apply(counter, "total", Counter.add(1));
                    }
                    if (some != null && random.nextBoolean() && tx.find(some).isPresent()) {
                        tx.set(some, "n", Value.of(n));
                    }
                    return tx.create("thing", Map.of("n", Value.of(n), "who", Value.of((long) who)))
                            .id();
                })
                .value();
        rows.add(made);
        if (counts) {
            added.incrementAndGet();
        }
    }

    private void run(List<Server> servers, Writing writing) throws Exception {
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < servers.size() * WRITERS; i++) {
                Server server = servers.get(i % servers.size());
                int who = i;
                all.add(writers.submit(() -> {
                    Random random = new Random(seed * 31 + who);
                    for (int n = 0; n < COMMITS; n++) {
                        writing.write(server, random, who);
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
    }

    private interface Writing {
        void write(Server server, Random random, int who) throws Exception;
    }

    private void requireWholeLog(int least) {
        try (StorageSnapshot now = shared.store().snapshot()) {
            Position at = Position.start(shared.store().identity().log());
            for (LoggedCommit commit : now.log(0, Integer.MAX_VALUE)) {
                at = at.next(commit.commitId(), Sha256.jdk());
                assertThat(commit.position(at.log())).isEqualTo(at);
            }
            assertThat(at).isEqualTo(now.position());
            assertThat(at.number()).isGreaterThanOrEqualTo(least);
        }
    }

    private long total(Node node) {
        return counters.stream()
                .mapToLong(id -> ((Value.Int) node.context().get(id).get("total")).value())
                .sum();
    }

    /** A store that is back may be read once the node has looked at it anew. */
    private static boolean isThere(Server server, long last) {
        try {
            List<Entity> unused = server.node.context().query("thing", "");
            return server.node.position().number() == last;
        } catch (AnkurahException.Unavailable away) {
            return false;
        }
    }

    private void requireOne(List<Server> servers) {
        long last;
        try (StorageSnapshot now = shared.store().snapshot()) {
            last = now.position().number();
        }
        Rig.until("all are at the end of the log", () -> servers.stream().allMatch(server -> isThere(server, last)));
        for (Server server : servers) {
            for (LiveQuery live : server.lives) {
                Rig.until(
                        live.query() + " is what a fresh one gives",
                        () -> live.result()
                                .toList()
                                .equals(server.node.context().query("thing", live.query())));
            }
            assertThat(server.node.context().query("thing", ""))
                    .isEqualTo(servers.getFirst().node.context().query("thing", ""));
        }
        if (wrong.get() != null) {
            throw wrong.get();
        }
    }

    @Test
    void liveQueriesOnBothAreWhatFreshOnesGiveAfterEveryCommitAndNothingIsLostOrDoubled() throws Exception {
        System.out.println("seed " + seed);
        try (Server a = new Server();
                Server b = new Server()) {
            begin(a);
            a.watch(true);
            b.watch(true);
            run(List.of(a, b), (server, random, who) -> write(server.node.context(), random, who));
            requireOne(List.of(a, b));
            assertThat(total(a.node)).isEqualTo(added.get());
            assertThat(total(b.node)).isEqualTo(added.get());
            assertThat(a.node.position().number()).isEqualTo(4 + 2L * WRITERS * COMMITS);
            assertThat(a.node.context().query("thing", "who >= 0")).hasSize(2 * WRITERS * COMMITS);
        }
        requireWholeLog(4 + 2 * WRITERS * COMMITS);
        shared.close();
    }

    /** Every row has a number of its own; who is told that nobody knows looks whether it is there. */
    @Test
    void aStoreThatGoesAndComesBackUnderLoadLosesAndDoublesNothing() throws Exception {
        System.out.println("seed " + seed);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger unknown = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        try (Server a = new Server();
                Server b = new Server()) {
            begin(a);
            a.watch(false);
            b.watch(false);
            List<Server> both = List.of(a, b);
            Thread weather = Thread.ofVirtual().start(() -> befall(both));
            run(both, (server, random, who) -> {
                long own = next.incrementAndGet();
                while (!tryWrite(server, own, who, unknown, refused)) {
                    Thread.sleep(random.nextInt(5));
                }
            });
            weather.interrupt();
            weather.join();
            both.forEach(server -> server.face.comeBack());
            requireOne(both);
            assertThat(a.node.context().query("thing", "own > 0 ORDER BY own"))
                    .extracting(row -> ((Value.Int) row.get("own")).value())
                    .containsExactlyElementsOf(java.util.stream.LongStream.rangeClosed(1, next.get())
                            .boxed()
                            .toList());
        }
        System.out.println(refused + " refused, " + unknown + " unknown");
        requireWholeLog(4 + next.get());
        shared.close();
    }

    private static boolean tryWrite(Server server, long own, int who, AtomicInteger unknown, AtomicInteger refused) {
        Context context = server.node.context();
        try {
            boolean there = !context.query("thing", AnkQl.parse("own = ?").bind(List.of(Value.of(own))))
                    .isEmpty();
            if (!there) {
                context.run(tx -> tx.create(
                        "thing", Map.of("own", Value.of(own), "n", Value.of(own % 50), "who", Value.of((long) who))));
            }
            return true;
        } catch (AnkurahException e) {
            if (e.code().equals("commit.outcome_unknown")) {
                unknown.incrementAndGet();
                awaitKnown(server);
            } else {
                assertThat(e.code()).isIn("storage.unreachable", "storage.busy");
                refused.incrementAndGet();
            }
            return false;
        }
    }

    /** Reads say nothing about what is unknown before the node has been where the store is again. */
    private static void awaitKnown(Server server) {
        Rig.until("the node has looked at the store", () -> {
            try {
                ((DurableBackend) server.node.backend()).follow();
                return true;
            } catch (AnkurahException.Unavailable e) {
                return false;
            }
        });
    }

    private void befall(List<Server> servers) {
        Random random = new Random(seed);
        try {
            while (true) {
                Thread.sleep(random.nextInt(20));
                SharedMemory.Face face = servers.get(random.nextInt(servers.size())).face;
                switch (random.nextInt(3)) {
                    case 0 -> face.goAway();
                    case 1 -> face.loseNext(Loss.BEFORE_IT_IS_WRITTEN);
                    default -> face.loseNext(Loss.AFTER_IT_IS_WRITTEN);
                }
                Thread.sleep(random.nextInt(20));
                face.comeBack();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
