package ankurah.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.cli.internal.Exit;
import ankurah.cli.process.Cli.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands over each kind of store that lasts. One more is one more word in the lists. */
class StoresTest {
    private static final int ROWS = 300;
    private static final int MANY_ROWS = 22_000;
    private static final boolean DEEP = System.getProperty("ankurah.deep") != null;
    private static final int HEAP_MIB = 56;

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void cli() {
        cli = new Cli(folder);
    }

    private List<String> done(String... words) {
        return doneWith("", words);
    }

    private List<String> doneWith(String input, String... words) {
        Result result = cli.runWithInput(input, words);
        assertThat(result.exit()).as(result.err()).isEqualTo(Exit.DONE);
        return result.out();
    }

    private static String rows(int from, int to) {
        StringBuilder rows = new StringBuilder();
        for (int i = from; i < to; i++) {
            rows.append("{\"n\":")
                    .append(i % 17)
                    .append(",\"word\":\"w")
                    .append(i)
                    .append("\"}\n");
        }
        return rows.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rocksdb", "sqlite", FreshStores.POSTGRES})
    void whatAServerWasGivenIsThereAfterAKillAndIsExportedWhileItIsWrittenTo(String kind) throws Exception {
        String store = FreshStores.of(kind, folder);
        try (TestServer server = TestServer.start(cli, "--storage", store)) {
            doneWith(rows(0, ROWS), "import", "-", "--collection", "thing", "--server", server.url());
            server.process().kill();
        }
        AtomicBoolean enough = new AtomicBoolean();
        try (TestServer server = TestServer.start(cli, "--storage", store)) {
            assertThat(done("query", "", "--collection", "thing", "--count", "--server", server.url()))
                    .containsExactly(String.valueOf(ROWS));
            Thread writer = Thread.ofPlatform().start(() -> writeUntil(enough, server));
            try {
                List<String> from = new ArrayList<>(List.of("--server", server.url()));
                assertExportIsWhole("of-server", from);
                if (kind.equals(FreshStores.POSTGRES)) {
                    // Several programs share such a store, so these need no server.
                    assertExportIsWhole("of-store", List.of("--storage", store));
                    assertThat(done("fsck", "--storage", store).getFirst()).contains("no difference");
                }
            } finally {
                enough.set(true);
                writer.join();
            }
        }
        assertThat(done("fsck", "--storage", store).getFirst()).contains("no difference");
    }

    private void writeUntil(AtomicBoolean enough, TestServer server) {
        for (int i = 0; !enough.get(); i++) {
            cli.runWithInput(rows(2 * i, 2 * i + 2), "import", "-", "--collection", "live", "--server", server.url());
        }
    }

    private void assertExportIsWhole(String name, List<String> from) {
        List<String> words = new ArrayList<>(List.of("export", name));
        words.addAll(from);
        done(words.toArray(String[]::new));
        String loaded = "sqlite:" + name + ".db";
        done("load", name, "--storage", loaded);
        assertThat(done("fsck", "--storage", loaded).getFirst()).contains("no difference");
        assertThat(done("query", "", "--collection", "thing", "--count", "--storage", loaded))
                .containsExactly(String.valueOf(ROWS));
    }

    /** A commit of a thousand rows has room, and the lines of all have not. */
    @Test
    void whatIsLargerThanTheMemoryIsExportedLoadedAndChecked() throws Exception {
        StringBuilder rows = new StringBuilder();
        String text = "x".repeat(1_000);
        for (int i = 0; i < MANY_ROWS; i++) {
            rows.append("{\"n\":").append(i).append(",\"text\":\"").append(text).append("\"}\n");
        }
        Files.writeString(folder.resolve("rows.jsonl"), rows);
        done("import", "rows.jsonl", "--collection", "thing", "--storage", "rocksdb:large");
        cli = cli.withHeap(HEAP_MIB + "m");
        done("export", "of-store", "--storage", "rocksdb:large");
        assertThat(Files.size(folder.resolve("of-store"))).isGreaterThan((long) HEAP_MIB << 20);
        try (TestServer server = TestServer.start(cli, "--storage", "rocksdb:large")) {
            done("export", "of-server", "--server", server.url());
        }
        assertThat(folder.resolve("of-server")).hasSameBinaryContentAs(folder.resolve("of-store"));
        for (String kind : DEEP ? List.of("rocksdb", "sqlite", FreshStores.POSTGRES) : List.of("sqlite")) {
            done("load", "of-server", "--storage", FreshStores.of(kind, folder));
        }
        assertThat(done("fsck", "--storage", "rocksdb:large").getFirst()).contains("no difference");
    }

    @Test
    void explainPrintsTheSameWayWithItsRowsOnStoresOfBothMakes() throws Exception {
        for (String kind : List.of("rocksdb", FreshStores.POSTGRES)) {
            String store = FreshStores.of(kind, folder);
            doneWith(rows(0, ROWS), "import", "-", "--collection", "thing", "--storage", store);
            done("index", "create", "n DESC", "--collection", "thing", "--storage", store);
            done("index", "create", "word", "--collection", "thing", "--storage", store);
            assertExplained(
                    store,
                    "n = 3 AND word > 'w2' ORDER BY n LIMIT 4",
                    "index on thing \\(n DESC\\), 1 range.*; about 18 rows; filter n = 3 AND word > 'w2'; in order; limit 4",
                    "ran: looked at [0-9]+ rows, gave 4");
            assertExplained(
                    store,
                    "n IN (3, 5) ORDER BY n DESC LIMIT 5",
                    "index on thing \\(n DESC\\), 2 ranges.*; about 36 rows.*; in order; limit 5",
                    "ran: looked at 5 rows, gave 5");
            assertExplained(
                    store,
                    "n = 3 OR word = 'w7'",
                    "indexes on thing \\(.*\\) and on thing \\(.*\\).*; about 19 rows.*; .*",
                    "ran: looked at 19 rows, gave 19");
            assertExplained(
                    store,
                    "n > 100",
                    "index on thing \\(n DESC\\), 1 range; about 0 rows; .*",
                    "ran: looked at 0 rows, gave 0");
        }
    }

    private void assertExplained(String store, String query, String way, String ran) {
        List<String> lines = done("query", query, "--collection", "thing", "--explain", "--storage", store);
        assertThat(lines).as(store).hasSize(3);
        assertThat(lines.get(0)).as("%s of %s", query, store).matches(way);
        assertThat(lines.get(1)).as("%s of %s", query, store).matches(ran);
        assertThat(lines.get(2)).startsWith("took ");
    }
}
