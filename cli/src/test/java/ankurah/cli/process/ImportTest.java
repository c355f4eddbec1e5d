package ankurah.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.cli.internal.Exit;
import ankurah.cli.process.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
    private static final String CHINOOK =
            Path.of("../examples/data/chinook.json").toAbsolutePath().toString();

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void cli() {
        cli = new Cli(folder);
    }

    @Test
    void chinooksTracksComeInOnceAndThenChangeNothing() {
        Result first = importTracks();
        assertThat(first.err()).isEmpty();
        assertThat(first.out().getLast())
                .matches("imported 3503 rows into track in \\d+\\.\\d\\d s \\(3503 new, 0 changed, 0 unchanged\\)");
        assertThat(query("", "track")).hasSize(3503);
        assertThat(Json.column(query("TrackId < 4", "track"), "TrackId")).containsExactly("1", "2", "3");

        assertThat(importTracks().out().getLast()).contains("(0 new, 0 changed, 3503 unchanged)");

        String id = Json.field(query("TrackId = 7", "track").getFirst(), "id");
        cli.run("edit", id, "{\"Name\":\"renamed\",\"Mood\":\"good\"}", "--data", "data");
        assertThat(importTracks().out().getLast()).contains("(0 new, 1 changed, 3502 unchanged)");
        assertThat(Json.field(query("TrackId = 7", "track").getFirst(), "Mood")).isEqualTo("good");
        assertThat(cli.run("history", id, "--data", "data").out()).hasSize(3);
    }

    @Test
    void withoutAKeyRowsAreAddedEachTime() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "n\n1\n2\n");
        assertThat(load("a.csv").out()).singleElement().asString().matches("imported 2 rows into t in \\d+\\.\\d\\d s");
        load("a.csv");
        assertThat(Json.column(query("", "t"), "n")).containsExactly("1", "2", "1", "2");
    }

    @Test
    void aServerTakesRowsAsAFolderDoes() throws IOException {
        Files.writeString(
                folder.resolve("a.jsonl"),
                String.join(
                        "\n",
                        IntStream.range(0, 2500)
                                .mapToObj(i -> "{\"k\":" + i + "}")
                                .toList()));
        try (TestServer server = TestServer.start(cli, "--data", "served")) {
            Result first = cli.run("import", "a.jsonl", "--collection", "t", "--key", "k", "--server", server.url());
            assertThat(first.out().getLast()).contains("(2500 new, 0 changed, 0 unchanged)");
            Result second = cli.run("import", "a.jsonl", "--collection", "t", "--key", "k", "--server", server.url());
            assertThat(second.out().getLast()).contains("(0 new, 0 changed, 2500 unchanged)");
            Files.writeString(folder.resolve("b.csv"), "k,more\n7,yes\n2500,no\n");
            Result third = cli.run("import", "b.csv", "--collection", "t", "--key", "k", "--server", server.url());
            assertThat(third.out().getLast()).contains("(1 new, 1 changed, 0 unchanged)");
            List<String> rows = cli.run("query", "", "--collection", "t", "--server", server.url())
                    .out();
            assertThat(Json.column(rows, "k"))
                    .containsExactlyElementsOf(IntStream.rangeClosed(0, 2500)
                            .mapToObj(Integer::toString)
                            .toList());
            Result nearest = cli.run("query", "", "--collection", "tt", "--server", server.url());
            assertThat(nearest.err()).contains("'t'");
        }
    }

    @Test
    void aKeyThatComesTwiceChangesTheFirstRow() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "k,v\n1,a\n1,b\n" + rows(10, 1500) + "1,c\n");
        assertThat(load("a.csv", "--key", "k").out().getLast()).contains("(1491 new, 2 changed, 0 unchanged)");
        assertThat(Json.column(query("k = 1", "t"), "v")).containsExactly("c");
        assertThat(query("", "t")).hasSize(1491);
    }

    @Test
    void aBadRowIsNamedAndNothingOfItsBatchIsStored() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "k,v\n" + rows(0, 2500) + "2500\n" + rows(2501, 4000));
        Result bad = load("a.csv");
        assertThat(bad.exit()).isEqualTo(Exit.FAILED);
        assertThat(bad.out()).isEmpty();
        assertThat(bad.err())
                .contains("a.csv, line 2502", "2000 rows before it")
                .hasLineCount(1);
        assertThat(query("", "t")).hasSize(2000);
    }

    @Test
    void aRowWithoutItsKeyIsNamed() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "k,v\n1,2\n,3\n");
        Result bad = load("a.csv", "--key", "k");
        assertThat(bad.exit()).isEqualTo(Exit.FAILED);
        assertThat(bad.err()).contains("line 3", "'k'", "--key").hasLineCount(1);
        assertThat(load("a.csv", "--key", "kk").err()).contains("line 2", "'kk'");
    }

    @Test
    void aValueTooLargeForAnEventIsNamedByItsLine() throws IOException {
        Files.writeString(folder.resolve("a.jsonl"), "{\"v\":1}\n{\"v\":\"" + "x".repeat(2 << 20) + "\"}\n");
        Result bad = load("a.jsonl");
        assertThat(bad.exit()).isEqualTo(Exit.FAILED);
        assertThat(bad.err()).contains("line 2").hasLineCount(1);
    }

    @Test
    void garbageIsRefusedWithoutATrace() throws IOException {
        Files.write(folder.resolve("a.json"), new byte[] {1, 2, 3, (byte) 0xff, 0, '{'});
        Files.write(folder.resolve("a.csv"), new byte[] {'a', '\n', (byte) 0xff, '\n'});
        Files.writeString(folder.resolve("b.json"), "{\"Track\": [{\"a\": 1}]");
        for (String file : List.of("a.json", "a.csv", "b.json", "missing.csv")) {
            Result bad = load(file);
            assertThat(bad.exit()).as(file).isEqualTo(Exit.FAILED);
            assertThat(bad.err()).as(file).contains(file).hasLineCount(1);
        }
    }

    @Test
    void standardInputIsAFileToo() {
        Result result =
                cli.runWithInput("{\"n\":1}\n{\"n\":2}\n", "import", "-", "--collection", "t", "--data", "data");
        assertThat(result.out().getLast()).contains("imported 2 rows");
        assertThat(query("n > 1", "t")).hasSize(1);
    }

    private static String rows(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            text.append(i).append(",v").append(i).append('\n');
        }
        return text.toString();
    }

    private Result importTracks() {
        return cli.run(
                "import", CHINOOK, "--array", "Track", "--collection", "track", "--key", "TrackId", "--data", "data");
    }

    private Result load(String file, String... more) {
        String[] words = new String[6 + more.length];
        System.arraycopy(new String[] {"import", file, "--collection", "t", "--data", "data"}, 0, words, 0, 6);
        System.arraycopy(more, 0, words, 6, more.length);
        return cli.run(words);
    }

    private List<String> query(String ankql, String collection) {
        Result result = cli.run("query", ankql, "--collection", collection, "--data", "data");
        assertThat(result.err()).isEmpty();
        return result.out();
    }
}
