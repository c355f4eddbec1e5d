package ankurah.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.cli.internal.Exit;
import ankurah.cli.process.Cli.Result;
import ankurah.event.EntityId;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import ankurah.storage.postgres.testkit.PostgresServer;
import ankurah.storage.rocksdb.RocksStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Export, load and fsck as a person runs them. */
class ArchiveCommandsTest {
    /** The stores that last; each is filled from an export and read again. One more is one more line. */
    private static final List<String> STORES = List.of(
            "rocksdb:loaded", "sqlite:loaded.db", PostgresServer.shared().url());

    private static final String QUERY = "n > 3 ORDER BY n DESC, word";

    @TempDir
    private static Path prepared;

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeAll
    static void prepare() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            rows.append("{\"n\":")
                    .append(i % 17)
                    .append(",\"word\":\"w")
                    .append(i)
                    .append("\"}\n");
        }
        Files.writeString(prepared.resolve("rows.jsonl"), rows);
        ArchiveCommandsTest there = new ArchiveCommandsTest();
        there.cli = new Cli(prepared);
        there.done("import", "rows.jsonl", "--collection", "thing", "--data", "data");
        there.done("index", "create", "n DESC", "--collection", "thing", "--data", "data");
        String id =
                id(there.done("create", "{\"n\":5,\"word\":\"secret\"}", "--collection", "thing", "--data", "data"));
        there.done("edit", id, "--insert", "note:0:hello", "--data", "data");
        there.done("erase", id, "--property", "word", "--data", "data");
        there.done("export", "backup.jsonl", "--data", "data");
    }

    @BeforeEach
    void copy() throws IOException {
        cli = new Cli(folder);
        try (Stream<Path> files = Files.walk(prepared)) {
            for (Path file : files.filter(path -> !path.equals(prepared)).toList()) {
                Files.copy(file, folder.resolve(prepared.relativize(file)));
            }
        }
    }

    private List<String> done(String... words) {
        Result result = cli.run(words);
        assertThat(result.exit()).as(result.err()).isEqualTo(Exit.DONE);
        return result.out();
    }

    private String failed(String... words) {
        Result result = cli.run(words);
        assertThat(result.exit()).as(String.join("\n", result.out())).isEqualTo(Exit.FAILED);
        assertThat(result.err()).hasLineCount(1);
        return result.err();
    }

    private static String id(List<String> row) {
        return row.getFirst().substring(7, 59);
    }

    @Test
    void whatIsExportedIsLoadedIntoEveryStoreTheSame() throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("backup.jsonl"));
        for (String store : STORES) {
            assertThat(done("load", "backup.jsonl", "--storage", store).getFirst())
                    .startsWith("loaded ")
                    .contains("of 301 entities");
            assertThat(done("export", "--storage", store)).isEqualTo(lines);
            assertThat(done("query", QUERY, "--collection", "thing", "--storage", store))
                    .isEqualTo(done("query", QUERY, "--collection", "thing", "--data", "data"));
            assertThat(done("index", "list", "--storage", store)).isEqualTo(done("index", "list", "--data", "data"));
            assertThat(done("fsck", "--storage", store).getFirst()).contains("301 entities and 1 indexes");
        }
        assertThat(done("load", "backup.jsonl", "--storage", "memory:").getFirst())
                .contains("of 301 entities");
    }

    @Test
    void aFolderHasTheManifestApart() throws IOException {
        done("export", "backup/", "--data", "data");
        assertThat(Files.readString(folder.resolve("backup/manifest.json"))).contains("\"entities\":301");
        done("load", "backup", "--data", "loaded");
        assertThat(done("export", "--data", "loaded")).isEqualTo(done("export", "--data", "data"));
        assertThat(failed("export", "backup", "--data", "data")).contains("is there already");
    }

    @Test
    void aServerThatIsNotThereGivesNoExportAndLeavesNoFile() {
        assertThat(failed("export", "late", "--server", "ws://127.0.0.1:9")).contains("no server answers");
        assertThat(folder.resolve("late")).doesNotExist();
    }

    @Test
    void aServerWithAPolicyGivesNoExportUnlessItIsTold() throws IOException {
        Files.writeString(
                folder.resolve("policy.json"), "{\"collections\": {\"*\": {\"read\": true, \"write\": false}}}");
        try (TestServer server = TestServer.start(cli, "--data", "data", "--policy", "policy.json")) {
            assertThat(failed("export", "no", "--server", server.url())).contains("ankurah serve --export");
        }
        try (TestServer server = TestServer.start(cli, "--data", "data", "--policy", "policy.json", "--export")) {
            done("export", "yes", "--server", server.url());
        }
        assertThat(folder.resolve("no")).doesNotExist();
        assertThat(folder.resolve("no.part")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6})
    void anExportThatWasCutOffIsNoticedKeptShutAndGoesOn(int keep) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve("backup.jsonl"));
        Files.write(folder.resolve("cut"), lines.subList(0, keep));
        assertThat(failed("load", "cut", "--data", "loaded")).contains("the export ends in line " + keep);
        assertThat(failed("query", "", "--collection", "thing", "--data", "loaded"))
                .contains("an export was being loaded into this store");
        assertThat(failed("fsck", "--data", "loaded")).contains("an export was being loaded");
        assertThat(done("load", "backup.jsonl", "--data", "loaded").getFirst())
                .contains("going on where it was cut off");
        assertThat(done("export", "--data", "loaded")).isEqualTo(lines);
    }

    @Test
    void aStoreThatHoldsSomethingIsLeftAlone() {
        List<String> before = done("export", "--data", "data");
        assertThat(failed("load", "backup.jsonl", "--data", "data"))
                .contains("an export is loaded into an empty store");
        done("create", "{\"a\":1}", "--collection", "x", "--data", "other");
        assertThat(failed("load", "backup.jsonl", "--data", "other")).contains("belongs to the system");
        assertThat(done("export", "--data", "data")).isEqualTo(before);
    }

    @Test
    void aLaterVersionIsRefusedNamingBothAndNothingIsMade() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("backup.jsonl")));
        lines.set(0, lines.getFirst().replace("\"version\":1", "\"version\":7"));
        Files.write(folder.resolve("later"), lines);
        assertThat(failed("load", "later", "--data", "loaded")).contains("version 7", "up to 1");
        assertThat(folder.resolve("loaded")).doesNotExist();
        assertThat(failed("load", "rows.jsonl", "--data", "loaded")).contains("is not the beginning of an export");
        assertThat(failed("load", "nowhere", "--data", "loaded")).contains("there is no export 'nowhere'");
    }

    @Test
    void aDamagedStoreIsToldByItsFirstDifference() {
        String id = id(done("query", "n = 7 LIMIT 1", "--collection", "thing", "--data", "data"));
        assertThat(done("fsck", "--data", "data").getFirst()).contains("no difference");
        try (StorageEngine engine = RocksStorage.open(folder.resolve("data"));
                StorageSnapshot now = engine.snapshot()) {
            EntityState state = now.state("thing", EntityId.parse(id));
            PropertyState word = state.properties().get("word");
            EntityState forged = state.with(
                    state.head(),
                    Map.of("word", new PropertyState(Operation.LWW, 1, Value.of("forged"), word.state())));
            engine.commit(new WriteGroup().state(state, forged));
        }
        assertThat(failed("fsck", "--data", "data")).contains(id, "'word'", "forged");
    }

    @Test
    void storesAreNamedByWhatTheyAre() {
        assertThat(done("query", "n = 16 LIMIT 1", "--collection", "thing", "--storage", "rocksdb:data"))
                .isEqualTo(done("query", "n = 16 LIMIT 1", "--collection", "thing", "--data", "data"));
        assertThat(failed("query", "", "--collection", "thing", "--storage", "rocksdb:nowhere"))
                .contains("there is no data folder 'nowhere'");
        assertThat(failed("query", "", "--collection", "thing", "--storage", "sqlite:nowhere"))
                .contains("there is no file 'nowhere'");
        assertThat(failed("fsck", "--storage", PostgresServer.shared().url() + "_not_there"))
                .contains("postgres_not_there");
        Result unknown = cli.run("serve", "--storage", "floppy:a");
        assertThat(unknown.exit()).isEqualTo(Exit.USAGE);
        assertThat(unknown.err()).contains("'floppy:a' names no store; there are rocksdb:DIR, memory:");
        try (TestServer server = TestServer.start(cli, "--storage", "memory:")) {
            done("create", "{\"a\":1}", "--collection", "x", "--server", server.url());
        }
    }
}
