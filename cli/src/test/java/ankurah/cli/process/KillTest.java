package ankurah.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.cli.internal.store.Stores;
import ankurah.client.Client;
import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.Stage;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.Query;
import ankurah.storage.EngineOptions;
import ankurah.storage.StorageEngine;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGKILL at any moment during commits: each commit is whole or absent, and every acknowledged one is there. */
class KillTest {
    private static final int WRITERS = 8;
    private static final int ENTITIES_PER_COMMIT = 5;
    private static final int ROUNDS = Boolean.getBoolean("ankurah.deep") ? 50 : 1;
    /** So that something is acknowledged in a single round. */
    private static final int LEAST_LIFE_MILLIS = 800;

    private static final int LONGEST_LIFE_MILLIS = 2_000;

    @TempDir
    Path folder;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @ParameterizedTest
    @ValueSource(strings = {"rocksdb", "sqlite", FreshStores.POSTGRES})
    @Timeout(1_800)
    void killedUnderEightWritersItKeepsEveryAcknowledgedCommitAndNoHalf(String kind) throws Exception {
        String store = FreshStores.of(kind, folder);
        long seed = System.nanoTime();
        System.out.println("KillTest seed " + seed);
        Random random = new Random(seed);
        Cli cli = new Cli(folder);
        for (int round = 0; round < ROUNDS; round++) {
            int before = acknowledged.size();
            try (TestServer server = TestServer.start(cli, "--storage", store)) {
                writeUntilKilled(server, round, random.nextInt(LEAST_LIFE_MILLIS, LONGEST_LIFE_MILLIS));
            }
            verify(store, "seed " + seed + ", round " + round);
            assertThat(cli.run("fsck", "--storage", store).out().getFirst()).contains("no difference");
            System.out.println("round " + round + ": " + (acknowledged.size() - before) + " commits acknowledged");
        }
        assertThat(acknowledged).as("seed " + seed).isNotEmpty();
    }

    private void writeUntilKilled(TestServer server, int round, int lifeMillis) throws InterruptedException {
        AtomicBoolean dead = new AtomicBoolean();
        List<Node> clients = new ArrayList<>();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            clients.add(Client.connect(URI.create(server.url())));
        }
        for (int i = 0; i < WRITERS; i++) {
            Context context = clients.get(i).context(); // waits until it has met the server
            String name = round + "-" + i;
            writers.add(Thread.ofPlatform().start(() -> write(context, name, dead)));
        }
        Thread.sleep(lifeMillis); // the random moment
        server.process().kill();
        dead.set(true);
        clients.forEach(Node::close);
        for (Thread writer : writers) {
            writer.join();
        }
    }

    /** Each commit founds some entities and edits the ones of the commit before. */
    private void write(Context context, String writer, AtomicBoolean dead) {
        List<Entity> last = List.of();
        for (int n = 0; !dead.get(); n++) {
            String commit = writer + "-" + n;
            List<Entity> previous = last;
            try {
                last = context.transact(tx -> {
                            List<Entity> created = new ArrayList<>();
                            for (int i = 0; i < ENTITIES_PER_COMMIT; i++) {
                                created.add(tx.create("row", Map.of("made", Value.of(commit))));
                            }
                            previous.forEach(row -> tx.set(row.id(), "followed", Value.of(commit)));
                            return created;
                        })
                        .await(Stage.ACCEPTED, Duration.ofSeconds(30))
                        .value();
                acknowledged.add(commit);
            } catch (AnkurahException.Unavailable killed) {
                return;
            }
        }
    }

    private static StorageEngine open(String store) {
        return Stores.open(store, EngineOptions.defaults(), false);
    }

    private void verify(String store, String where) {
        int events = Refold.check(open(store));
        assertThat(events).as(where + ": the log").isGreaterThanOrEqualTo(acknowledged.size());
        Map<String, Integer> made = new TreeMap<>();
        Map<String, Integer> followed = new TreeMap<>();
        try (Node node = Node.durable(open(store), Policy.allowAll())) {
            if (!node.catalog().contains("row")) {
                assertThat(acknowledged).as(where).isEmpty();
                return;
            }
            for (Entity row : node.context().query("row", Query.ALL)) {
                made.merge(text(row, "made"), 1, Integer::sum);
                if (!row.get("followed").isNull()) {
                    followed.merge(text(row, "followed"), 1, Integer::sum);
                }
            }
        }
        assertThat(made.keySet()).as(where + ": acknowledged commits").containsAll(acknowledged);
        assertThat(made.values()).as(where + ": whole commits").containsOnly(ENTITIES_PER_COMMIT);
        made.keySet().stream()
                .filter(commit -> !commit.endsWith("-0"))
                .forEach(commit -> assertThat(followed)
                        .as(where + ": both halves of " + commit)
                        .containsEntry(commit, ENTITIES_PER_COMMIT));
    }

    private static String text(Entity row, String property) {
        return ((Value.Str) row.get(property)).value();
    }
}
