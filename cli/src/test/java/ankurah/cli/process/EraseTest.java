package ankurah.cli.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ankurah.cli.internal.Exit;
import ankurah.cli.process.Cli.Result;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.OrderBy;
import ankurah.storage.IndexSpec;
import ankurah.storage.StorageEngine;
import ankurah.storage.rocksdb.RocksStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is erased is in no file of the data folder any more, and everything else is as it was. */
class EraseTest {
    /** Nothing that compression could shorten. */
    private final String secret = UUID.randomUUID().toString().replace("-", "");

    @TempDir
    Path folder;

    private boolean isInFiles(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), ISO_8859_1).contains(secret)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String only(Result result) {
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isEqualTo(Exit.DONE);
        assertThat(result.out()).hasSize(1);
        return result.out().getFirst();
    }

    @Test
    void aServerForgets() throws IOException {
        Cli cli = new Cli(folder);
        String id;
        String other;
        try (TestServer server = TestServer.start(cli, "--data", "data")) {
            String json = "{\"name\":\"" + secret + "\",\"year\":2003}";
            id = Json.field(only(cli.run("create", "--collection", "person", json, "--server", server.url())), "id");
            other = Json.field(
                    only(cli.run("create", "--collection", "person", "{\"name\":\"x\"}", "--server", server.url())),
                    "id");
            assertThat(cli.run("edit", id, "--insert", "bio:0:" + secret, "--server", server.url())
                            .exit())
                    .isEqualTo(Exit.DONE);
            assertThat(isInFiles(folder.resolve("data"))).isTrue();
            assertThat(only(cli.run("erase", id, "--property", "name", "--server", server.url())))
                    .isEqualTo("{\"id\":\"" + id + "\",\"erased\":1}");
            assertThat(only(cli.run("get", id, "--server", server.url())))
                    .contains("2003", "bio")
                    .doesNotContain("name");
            assertThat(only(cli.run("erase", id, "--server", server.url())))
                    .isEqualTo("{\"id\":\"" + id + "\",\"erased\":3}");
            assertThat(cli.run("get", id, "--server", server.url()).exit()).isEqualTo(Exit.FAILED);
            List<String> history =
                    cli.run("history", id, "--server", server.url()).out();
            assertThat(history).hasSize(4);
            assertThat(history.subList(0, 3)).allMatch(line -> line.contains("\"erased\":true"));
            assertThat(history.get(3)).contains("\"dataType\":\"erase\"", id);
            server.process().terminate();
        }
        assertThat(isInFiles(folder.resolve("data"))).isFalse();
        assertThat(Refold.check(folder.resolve("data"))).isEqualTo(5);
        assertThat(only(cli.run("get", other, "--data", "data"))).contains("\"name\":\"x\"");
    }

    /** The files that hold the secret are those of the store's tables, not only its log of writes. */
    @Test
    void tablesAndIndexesForget() throws IOException {
        Path data = folder.resolve("tables");
        IndexSpec index = IndexSpec.of("person", OrderBy.ascending("name"));
        EntityId id;
        EntityId other;
        try (Node node = Node.durable(RocksStorage.open(data), Policy.allowAll())) {
            id = node.context()
                    .transact(tx -> tx.create("person", Map.of("name", Value.of(secret)))
                            .id())
                    .value();
            other = node.context()
                    .transact(tx ->
                            tx.create("person", Map.of("name", Value.of("x"))).id())
                    .value();
        }
        try (StorageEngine storage = RocksStorage.open(data)) {
            storage.ensureIndex(index);
            storage.purge("person", List.of(id, other));
        }
        assertThat(isInFiles(data)).as("it is in the tables").isTrue();
        assertThat(only(new Cli(folder).run("erase", id.toString(), "--data", "tables")))
                .isEqualTo("{\"id\":\"" + id + "\",\"erased\":1}");
        assertThat(isInFiles(data)).isFalse();
        assertThat(Refold.check(data)).isEqualTo(3);
    }
}
