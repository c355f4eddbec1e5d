package ankurah.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.client.Client;
import ankurah.client.ClientOptions;
import ankurah.core.Entity;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.server.Server;
import ankurah.server.ServerOptions;
import ankurah.storage.MemoryStorage;
import ankurah.storage.rocksdb.RocksStorage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same disk under a client. What it shows without a network is what it had; a commit that it keeps is there, or it says that
 * its store is damaged; and with its server it shows what that has.
 */
class FlippedClientBytesTest {
    private static final int FLIPS = System.getProperty("ankurah.deep") == null ? 40 : 1_000;
    private static final int ROWS = 60;
    private static final URI NOWHERE = URI.create("ws://127.0.0.1:1");

    @TempDir
    Path folder;

    private final Node node = Node.durable(MemoryStorage.open(), Policy.allowAll());
    private final Server server = Server.start(node, ServerOptions.defaults().withPort(0));
    private final List<EntityId> ids = new ArrayList<>();
    private final TreeMap<EntityId, Map<String, Value>> shown = new TreeMap<>();
    private Path original = Path.of("");
    private int noticed;

    /** Rows that were read, of a process before, and a commit made without a network since. */
    @BeforeEach
    void aClientIsAway() throws IOException {
        node.context().run(tx -> {
            for (int i = 0; i < ROWS; i++) {
                ids.add(tx.create("row", Map.of("n", Value.of((long) i), "text", Value.of("the text of row " + i)))
                        .id());
            }
        });
        original = Files.createDirectory(folder.resolve("original"));
        try (Node client = open(server.uri(), original);
                LiveQuery live = client.context().live("row", "").awaitLive(Castle.LONG)) {
            assertThat(live.result().size()).isEqualTo(ROWS);
        }
        try (Node client = open(NOWHERE, original)) {
            client.context().run(tx -> tx.set(ids.getFirst(), "text", Value.of("changed on the way")));
            client.context().query("row", "").forEach(row -> shown.put(row.id(), row.values()));
        }
        assertThat(shown).hasSize(ROWS);
    }

    @AfterEach
    void close() {
        server.close();
        node.close();
    }

    @Test
    void inTheTables() throws IOException {
        flip(file -> file.endsWith(".sst"));
    }

    @Test
    void inTheLog() throws IOException {
        flip(file -> file.endsWith(".log"));
    }

    private static Node open(URI uri, Path path) {
        return Client.connect(uri, RocksStorage.open(path), ClientOptions.defaults());
    }

    private void flip(Predicate<String> which) throws IOException {
        Flips flips = new Flips(original, which);
        flips.none(copy -> look(copy, "nothing flipped"));
        assertThat(noticed).as("noticed where nothing was flipped").isZero();
        flips.each(FLIPS, this::look);
        System.out.println(noticed + " of " + FLIPS + " flips noticed");
        assertThat(noticed).isPositive();
    }

    private void look(Path copy, String what) {
        try {
            lookAway(copy, what);
            lookAtHome(copy, what);
        } catch (AnkurahException damaged) {
            assertThat(damaged.code()).as(what + ": " + damaged).isIn(Flips.CODES);
            noticed++;
        }
    }

    private void lookAway(Path copy, String what) {
        try (Node client = open(NOWHERE, copy)) {
            assertThat(client.syncStatus().peek().pendingCommits()).as(what).isEqualTo(1);
            assertThat(client.context().get(ids.getFirst()).get("text"))
                    .as(what)
                    .isEqualTo(Value.of("changed on the way"));
            for (Entity row : client.context().query("row", "")) {
                assertThat(row.values()).as(what).isEqualTo(shown.get(row.id()));
            }
        }
    }

    private void lookAtHome(Path copy, String what) {
        try (Node client = open(server.uri(), copy);
                LiveQuery live = client.context().live("row", "").awaitLive(Castle.LONG)) {
            Castle.until(
                    what + ": what it had to say is said",
                    () -> client.syncStatus().peek().pendingCommits() == 0);
            TreeMap<EntityId, Map<String, Value>> rows = new TreeMap<>();
            live.result().toList().forEach(row -> rows.put(row.id(), row.values()));
            assertThat(rows).as(what).isEqualTo(shown);
        }
    }
}
