package ankurah.server;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.event.Value;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import ankurah.storage.StorageEngine;
import ankurah.storage.postgres.PostgresOptions;
import ankurah.storage.postgres.PostgresStorage;
import ankurah.storage.postgres.testkit.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several servers of a release start at once, on a database where nothing is yet, and on one that the release before left. */
class StartTogetherTest {
    private static final int NODES = 4;
    private static final int ROWS = 25;
    private static final int WAIT_SECONDS = 120;

    private final PostgresServer postgres = PostgresServer.shared();
    private final PostgresOptions options = PostgresOptions.defaults()
            .withSchema(PostgresServer.newSchema())
            .withWaitMillis(60_000)
            .withConnections(8);

    /** A server that brings a collection of its own, a property of a common one, and an index that all want. */
    private Node start(int number) {
        StorageEngine storage = PostgresStorage.open(postgres.url(), options);
        Node node = Node.durable(storage, Policy.allowAll());
        storage.declareIndex(IndexSpec.on("common", "n"));
        for (int i = 0; i < ROWS; i++) {
            long n = i;
            node.context().run(tx -> {
                tx.create("common", Map.of("n", Value.of(n), "by" + number, Value.of(true)));
                tx.create("own" + number, Map.of("n", Value.of(n)));
            });
        }
        storage.ensureIndex(IndexSpec.on("common", "n"));
        return node;
    }

    private List<Node> startTogether() throws Exception {
        CyclicBarrier line = new CyclicBarrier(NODES);
        List<Node> nodes = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(NODES)) {
            List<Future<Node>> all = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                int number = i;
                all.add(threads.submit(() -> {
                    line.await(WAIT_SECONDS, TimeUnit.SECONDS);
                    return start(number);
                }));
            }
            for (Future<Node> one : all) {
                nodes.add(one.get());
            }
        }
        return nodes;
    }

    private void assertAllHaveAll(List<Node> nodes, int times) {
        long commits = (long) NODES * ROWS * times;
        Waiting.until(
                "all have come to the end of the log",
                () -> nodes.stream().allMatch(node -> node.position().number() == commits));
        for (Node node : nodes) {
            assertThat(node.position()).isEqualTo(nodes.get(0).position());
            assertThat(node.context().count("common", "n >= 0")).isEqualTo(commits);
            assertThat(node.context().count("common", "n = 3")).isEqualTo((long) NODES * times);
            for (int i = 0; i < NODES; i++) {
                assertThat(node.context().count("own" + i, "")).isEqualTo((long) ROWS * times);
                assertThat(node.context().count("common", "by" + i + " = true")).isEqualTo((long) ROWS * times);
            }
        }
        try (StorageEngine storage = PostgresStorage.open(postgres.url(), options)) {
            assertThat(storage.indexes()).hasSize(1).allMatch(index -> index.phase() == IndexStatus.Phase.READY);
        }
    }

    @Test
    @Timeout(600)
    void serversThatStartAtOnceMakeOneSchemaAndLoseNothing() throws Exception {
        List<Node> first = startTogether();
        assertAllHaveAll(first, 1);
        first.forEach(Node::close);
        List<Node> second = startTogether();
        assertAllHaveAll(second, 2);
        second.forEach(Node::close);
    }
}
