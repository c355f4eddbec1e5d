package ankurah.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.cli.internal.Exit;
import ankurah.cli.process.Cli.Result;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** create, edit, delete, restore, get, history and query, against a server process on RocksDB. */
class EntityCommandsTest {
    @TempDir
    static Path folder;

    private static Cli cli;
    private static TestServer server;

    @BeforeAll
    static void start() {
        cli = new Cli(folder);
        server = TestServer.start(cli, "--data", "data");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void textsAreEditedInTheOrderGivenInOneCommit() {
        String id = Json.field(only(run("create", "--collection", "liner", "{\"year\":2001}")), "id");
        String edited = only(
                run("edit", id, "--insert", "name:0:Absolution: live", "--insert=name:0:The ", "--delete", "name:4:2"));
        assertThat(edited).isEqualTo("{\"id\":\"" + id + "\",\"name\":\"The solution: live\",\"year\":2001}");
        assertThat(only(run("edit", id, "{\"year\":2002}", "--delete", "name:12:6")))
                .contains("\"name\":\"The solution\"");
        assertThat(only(run("query", "name LIKE 'The s%'", "--collection", "liner")))
                .contains(id);
        assertThat(String.join("\n", run("history", id).out())).contains("\"properties\":[\"name\"],\"inserted\":[");
        assertThat(run("edit", id, "--insert", "name:99:x").exit()).isEqualTo(Exit.FAILED);
        assertThat(run("edit", id, "--insert", "year:0:x").exit()).isEqualTo(Exit.FAILED);
        for (String wrong : new String[] {"name", "name:0", ":0:x", "name:-1:x", "name:a:x"}) {
            assertThat(run("edit", id, "--insert", wrong).exit()).isEqualTo(Exit.USAGE);
        }
        assertThat(run("edit", id, "--delete", "name:0:many").exit()).isEqualTo(Exit.USAGE);
        assertThat(run("edit", id).exit()).isEqualTo(Exit.USAGE);
    }

    @Test
    void anEntityLivesFromCreateToRestore() {
        String created =
                only(run("create", "--collection", "album", "{\"name\":\"Absolution\",\"year\":2003,\"n\":null}"));
        String id = Json.field(created, "id");
        assertThat(created).isEqualTo("{\"id\":\"" + id + "\",\"name\":\"Absolution\",\"year\":2003}");
        assertThat(only(run("get", id))).isEqualTo(created);
        assertThat(only(run("get", id.toLowerCase(java.util.Locale.ROOT)))).isEqualTo(created);

        String edited = only(run("edit", id, "{\"year\":2004,\"data\":{\"b\":[1,2.5],\"a\":\"x\"},\"name\":null}"));
        assertThat(edited).isEqualTo("{\"id\":\"" + id + "\",\"data\":{\"a\":\"x\",\"b\":[1,2.5]},\"year\":2004}");
        assertThat(only(run("query", "data.b.1 = 2.5 AND name IS NULL", "--collection", "album")))
                .isEqualTo(edited);

        assertThat(Json.field(only(run("delete", id)), "id")).isEqualTo(id);
        Result gone = run("get", id);
        assertThat(gone.exit()).isEqualTo(Exit.FAILED);
        assertThat(gone.err()).contains(id).hasLineCount(1);
        assertThat(run("query", "year = 2004", "--collection", "album").out()).isEmpty();
        assertThat(run("edit", id, "{\"year\":1}").exit()).isEqualTo(Exit.FAILED);

        assertThat(only(run("restore", id))).isEqualTo(edited);
        assertThat(only(run("get", id))).isEqualTo(edited);

        List<String> history = run("history", id).out();
        assertThat(Json.field(history.get(0), "id")).isEqualTo(id);
        assertThat(Json.column(history, "changes"))
                .containsExactly(
                        "{\"name\":\"Absolution\",\"year\":2003}",
                        "{\"data\":{\"a\":\"x\",\"b\":[1,2.5]},\"name\":null,\"year\":2004}",
                        "{\"_deleted\":true}",
                        "{\"_deleted\":false}");
        assertThat(Json.field(history.get(0), "parents")).isEqualTo("[]");
        for (int i = 1; i < history.size(); i++) {
            assertThat(Json.field(history.get(i), "parents"))
                    .isEqualTo("[\"" + Json.field(history.get(i - 1), "id") + "\"]");
        }
        assertThat(Json.column(history, "time")).isSorted().allMatch(time -> time.endsWith("Z"));
    }

    @Test
    void typesSayWhatValuesAre() {
        String id = Json.field(
                only(run(
                        "create",
                        "--collection",
                        "event",
                        "{\"at\":\"2024-02-29T12:00:00+02:00\",\"day\":\"2024-02-29\",\"ref\":null,\"n\":1}",
                        "--types",
                        "at:instant,day:date,n:float")),
                "id");
        assertThat(only(run("get", id)))
                .isEqualTo("{\"id\":\"" + id + "\",\"at\":\"2024-02-29T10:00:00Z\",\"day\":\"2024-02-29\",\"n\":1.0}");
        assertThat(run("query", "at > '2024-02-29T09:59:59Z' AND day < '2024-03-01'", "--collection", "event")
                        .out())
                .hasSize(1);
        Result wrong = run("create", "--collection", "event", "{\"day\":\"today\"}", "--types", "day:date");
        assertThat(wrong.exit()).isEqualTo(Exit.USAGE);
        assertThat(wrong.err()).contains("'today' is no date");
    }

    @Test
    void whatDoesNotExistIsSaidSo() {
        String nobody = "0".repeat(51) + "0";
        for (String command : List.of("get", "delete", "restore", "erase", "history")) {
            Result result = run(command, nobody);
            assertThat(result.exit()).as(command).isEqualTo(Exit.FAILED);
            assertThat(result.err()).as(command).contains(nobody).hasLineCount(1);
            assertThat(result.out()).isEmpty();
        }
        assertThat(run("edit", nobody, "{\"a\":1}").exit()).isEqualTo(Exit.FAILED);
    }

    @Test
    void anUnknownCollectionNamesTheNearest() {
        run("create", "--collection", "composer", "{\"name\":\"Bach\"}");
        Result result = run("query", "", "--collection", "compozer");
        assertThat(result.exit()).isEqualTo(Exit.FAILED);
        assertThat(result.err()).contains("compozer", "composer").hasLineCount(1);
    }

    @Test
    void explainSaysHowAQueryIsAnswered() {
        run("create", "--collection", "plan", "{\"name\":\"a\"}");
        Result result = run("query", "name = 'a'", "--collection", "plan", "--explain");
        assertThat(result.exit()).isEqualTo(Exit.DONE);
        assertThat(result.out())
                .hasSize(3)
                .startsWith(
                        "all rows of plan by id; about 1 row; filter name = 'a'; in order",
                        "ran: looked at 1 row, gave 1");
        assertThat(result.out().get(2)).matches("took [0-9]+\\.[0-9]{3} ms");
    }

    @Test
    void countPrintsHowManyRowsThereAre() {
        run("create", "--collection", "counted", "{\"n\":1}");
        run("create", "--collection", "counted", "{\"n\":2}");
        assertThat(run("query", "", "--collection", "counted", "--count").out()).containsExactly("2");
        assertThat(run("query", "n > 1", "--collection", "counted", "--count").out())
                .containsExactly("1");
    }

    private static Result run(String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--server";
        all[words.length + 1] = server.url();
        return cli.run(all);
    }

    private static String only(Result result) {
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isEqualTo(Exit.DONE);
        assertThat(result.out()).hasSize(1);
        return result.out().getFirst();
    }
}
