package ankurah.server;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Entity;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.event.Value;
import ankurah.storage.postgres.PostgresStorage;
import ankurah.storage.postgres.testkit.PostgresServer;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two processes over one Postgres, eight writers in each; one is killed and comes back, and Postgres is stopped and started. */
class SharedPostgresTest {
    private static final boolean DEEP = System.getProperty("ankurah.deep") != null;
    private static final int SECONDS = DEEP ? 60 : 6;

    private final Set<String> tried = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    private Acting process(PostgresServer postgres, String name) throws Exception {
        Acting process = Acting.of(tried, acknowledged, SharedActor.class, postgres.url(), name);
        process.await("ready");
        return process;
    }

    private static void prepare(PostgresServer postgres) {
        try (Node node = Node.durable(PostgresStorage.open(postgres.url()), Policy.allowAll())) {
            node.context().run(tx -> {
                tx.delete(tx.create("thing", java.util.Map.of()).id());
                tx.delete(tx.create("tally", java.util.Map.of()).id());
            });
        }
    }

    private void assertEachOnce(PostgresServer postgres) {
        try (Node node = Node.durable(PostgresStorage.open(postgres.url()), Policy.allowAll())) {
            List<Entity> rows = node.context().query("thing", "");
            Set<String> marks = new HashSet<>();
            for (Entity row : rows) {
                assertThat(marks.add(((Value.Str) row.get("mark")).value())).isTrue();
            }
            assertThat(marks).containsAll(acknowledged);
            assertThat(tried).containsAll(marks);
            long counted = node.context().query("tally", "").stream()
                    .map(tally -> tally.get("count"))
                    .filter(count -> !count.isNull())
                    .mapToLong(count -> ((Value.Int) count).value())
                    .sum();
            assertThat(counted).isEqualTo(marks.size());
        }
    }

    @Test
    @Timeout(600)
    void nothingIsLostOrDoubledWhenOneOfTwoServersIsKilledAndPostgresGoesAndComesBack() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (PostgresServer postgres = PostgresServer.start()) {
            prepare(postgres);
            Acting first = process(postgres, "a");
            Acting second = process(postgres, "b");
            try {
                first.tell("write");
                second.tell("write");
                Thread.sleep(SECONDS * 400L + random.nextInt(500));
                second.kill();
                Thread.sleep(random.nextInt(500));
                second = process(postgres, "b");
                second.tell("write");
                Thread.sleep(SECONDS * 300L);
                int before = acknowledged.size();
                postgres.stop(random.nextBoolean() ? "fast" : "immediate");
                Thread.sleep(random.nextInt(1_500));
                postgres.restart();
                Waiting.until("writing goes on", () -> acknowledged.size() > before + 20);
                Thread.sleep(SECONDS * 300L);
                first.tell("stop");
                second.tell("stop");
                first.await("stopped");
                second.await("stopped");
                first.tell("compare");
                second.tell("compare");
                assertThat(first.await("compared")).isEqualTo(second.await("compared"));
                assertEachOnce(postgres);
            } finally {
                first.close();
                second.close();
            }
        }
        System.out.println(acknowledged.size() + " commits acknowledged, " + tried.size() + " begun");
    }
}
