package ankurah.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.client.Client;
import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.Stage;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.Query;
import ankurah.storage.rocksdb.RocksStorage;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** SIGKILL at any moment during commits: each commit is whole or absent, and every acknowledged one is there. */
class KillTest {
    private static final int WRITERS = 8;
    private static final int ENTITIES_PER_COMMIT = 5;
    private static final int ROUNDS = Boolean.getBoolean("ankurah.deep") ? 50 : 3;
    private static final int LONGEST_LIFE_MILLIS = 1_500;

    @TempDir
    Path folder;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Test
    @Timeout(1_800)
    void killedUnderEightWritersItKeepsEveryAcknowledgedCommitAndNoHalf() throws InterruptedException {
        long seed = System.nanoTime();
        System.out.println("KillTest seed " + seed);
        Random random = new Random(seed);
        Cli cli = new Cli(folder);
        for (int round = 0; round < ROUNDS; round++) {
            int before = acknowledged.size();
            try (TestServer server = TestServer.start(cli, "--data", "data")) {
                writeUntilKilled(server, round, random.nextInt(LONGEST_LIFE_MILLIS));
            }
            verify(seed, round);
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

    private void verify(long seed, int round) {
        String where = "seed " + seed + ", round " + round;
        int events = Refold.check(folder.resolve("data"));
        assertThat(events).as(where + ": the log").isGreaterThanOrEqualTo(acknowledged.size());
        Map<String, Integer> made = new TreeMap<>();
        Map<String, Integer> followed = new TreeMap<>();
        try (Node node = Node.durable(RocksStorage.open(folder.resolve("data")), Policy.allowAll())) {
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
