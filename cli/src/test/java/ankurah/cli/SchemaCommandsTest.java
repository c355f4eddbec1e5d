package ankurah.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.output.Output;
import ankurah.cli.internal.output.Terminal;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.event.JsonText;
import ankurah.event.Value;
import ankurah.server.Server;
import ankurah.server.ServerOptions;
import ankurah.storage.rocksdb.RocksStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** schema, schema diff and index, on data folders and servers. */
class SchemaCommandsTest {
    @TempDir
    Path folder;

    /** What a run left behind. */
    private record Result(int exit, List<String> out, String err) {}

    /** A folder is {@code @name}, a file in it too. */
    private Result run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] there = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            there[i] = words[i].startsWith("@") ? file(words[i].substring(1)).toString() : words[i];
        }
        Terminal terminal = new Terminal(new Output(out), new PrintStream(err, true, StandardCharsets.UTF_8), false);
        int exit = Main.run(terminal, there);
        return new Result(
                exit, out.toString(StandardCharsets.UTF_8).lines().toList(), err.toString(StandardCharsets.UTF_8));
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    @BeforeEach
    void fill() {
        create("@data", "album", "{\"name\":\"Showbiz\",\"year\":1999}");
        create("@data", "album", "{\"name\":\"Absolution\",\"year\":2003.5,\"label\":{\"name\":\"Taste\"}}");
        create("@data", "artist", "{\"name\":\"Muse\"}");
    }

    private void create(String data, String collection, String row) {
        assertThat(run("create", "--collection", collection, row, "--data", data)
                        .exit())
                .isEqualTo(Exit.DONE);
    }

    private void index(String columns, String collection, String data) {
        assertThat(run("index", "create", columns, "--collection", collection, "--data", data))
                .isEqualTo(new Result(Exit.DONE, List.of("index on " + collection + " (" + columns + ")"), ""));
    }

    private interface Use {
        void of(String url) throws IOException;
    }

    private void serve(String data, Use use) throws IOException {
        try (Node node = Node.durable(RocksStorage.open(file(data)), Policy.allowAll());
                Server server = Server.start(node, ServerOptions.defaults().withPort(0))) {
            use.of(server.uri().toString());
        }
    }

    @Test
    void theSchemaOfAFolderAndOfItsServerAreTheSame() throws IOException {
        List<String> table = List.of(
                "album",
                "  label  json          lww",
                "  name   string        lww",
                "  year   int, decimal  lww",
                "artist",
                "  name  string  lww");
        assertThat(run("schema", "--data", "@data").out()).isEqualTo(table);
        List<String> json = run("schema", "--data", "@data", "--json").out();
        serve("data", url -> {
            assertThat(run("schema", "--server", url).out()).isEqualTo(table);
            assertThat(run("schema", "--json", "--server", url).out()).isEqualTo(json);
        });
        assertThat(field(json, "format")).isEqualTo("\"ankurah-schema-1\"");
        assertThat(field(json, "collections", "album", "year"))
                .isEqualTo("{\"dataType\":\"lww\",\"kinds\":[\"int\",\"decimal\"]}");
    }

    private static String field(List<String> json, String... path) {
        Value value = JsonText.parse(String.join("", json));
        for (String step : path) {
            value = ((Value.Obj) value).fields().get(step);
        }
        return JsonText.print(value);
    }

    @Test
    void aDifferenceIsToldInWordsAndByTheExitCode() throws IOException {
        Files.write(
                file("saved.json"), run("schema", "--json", "--data", "@data").out());
        assertThat(run("schema", "diff", "@data", "@saved.json")).satisfies(same -> {
            assertThat(same.exit()).isEqualTo(Exit.DONE);
            assertThat(same.out()).isEmpty();
        });

        create("@other", "album", "{\"name\":5,\"tracks\":12}");
        create("@other", "label", "{\"name\":\"Taste\"}");
        index("name", "label", "@other");
        List<String> differences = List.of(
                "property 'label' of 'album' is only in A",
                "property 'name' of 'album' holds string in A, int in B",
                "property 'tracks' of 'album' is only in B",
                "property 'year' of 'album' is only in A",
                "collection 'artist' is only in A",
                "collection 'label' is only in B",
                "index on label (name) is only in B");
        Result files = run("schema", "diff", "@saved.json", "@other");
        assertThat(files.exit()).isEqualTo(Exit.FAILED);
        assertThat(files.out()).isEqualTo(differences);
        serve("data", url -> {
            assertThat(run("schema", "diff", url, "@other").out()).isEqualTo(differences);
            assertThat(run("schema", "diff", "@other", url).out())
                    .hasSameSizeAs(differences)
                    .contains("property 'name' of 'album' holds int in A, string in B");
        });
    }

    @Test
    void anotherDataTypeIsADifference() throws IOException {
        Files.writeString(
                file("other.json"),
                String.join("\n", run("schema", "--json", "--data", "@data").out())
                        .replaceFirst("\"year\":\\{\"dataType\":\"lww\"", "\"year\":{\"dataType\":\"counter\""));
        assertThat(run("schema", "diff", "@data", "@other.json").out())
                .containsExactly("property 'year' of 'album' is of the data type lww in A, of counter in B");
    }

    @Test
    void whatCannotBeReadIsNotTakenForADifference() throws IOException {
        Files.writeString(file("broken.json"), "{\"format\":");
        Files.writeString(file("newer.json"), "{\"format\":\"ankurah-schema-9\"}");
        Files.writeString(file("else.json"), "[]");
        List<List<String>> wrong = new ArrayList<>();
        wrong.add(List.of("diff", "@data", "@broken.json"));
        wrong.add(List.of("diff", "@newer.json", "@data"));
        wrong.add(List.of("diff", "@data", "@else.json"));
        wrong.add(List.of("diff", "@data", "@missing.json"));
        wrong.add(List.of("diff", "@data", "ws://127.0.0.1:1"));
        wrong.add(List.of("diff", "@data"));
        wrong.add(List.of("differ", "@data", "@data"));
        wrong.add(List.of("diff", "@data", "@data", "--json"));
        for (List<String> words : wrong) {
            List<String> all = new ArrayList<>(List.of("schema"));
            all.addAll(words);
            Result result = run(all.toArray(String[]::new));
            assertThat(result.exit()).as(words.toString()).isEqualTo(Exit.USAGE);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).hasLineCount(1);
        }
        assertThat(run("schema", "diff", "@newer.json", "@data").err())
                .contains("ankurah-schema-9", "ankurah-schema-1");
    }

    @Test
    void anIndexIsCreatedListedAndDropped() throws IOException {
        assertThat(run("index", "list", "--data", "@data").out()).isEmpty();
        index("year DESC, name", "album", "@data");
        assertThat(run("index", "list", "--data", "@data").out()).containsExactly("index on album (year DESC, name)");
        serve("data", url -> {
            assertThat(run("index", "list", "--json", "--server", url).out())
                    .containsExactly(
                            "{\"collection\":\"album\",\"columns\":\"year DESC, name\",\"declared\":true,\"state\":\"ready\"}");
            Result refused = run("index", "drop", "year", "--collection", "album", "--server", url);
            assertThat(refused.exit()).isEqualTo(Exit.USAGE);
            assertThat(refused.err()).contains("needs --data DIR");
        });
        assertThat(run("index", "list", "--collection", "artist", "--data", "@data")
                        .out())
                .isEmpty();
        Result unknown = run("index", "drop", "year", "--collection", "album", "--data", "@data");
        assertThat(unknown.exit()).isEqualTo(Exit.FAILED);
        assertThat(unknown.err()).contains("there is no index on album (year)");
        Result dropped = run("index", "drop", "year DESC, name", "--collection", "album", "--data", "@data");
        assertThat(dropped.exit()).isEqualTo(Exit.DONE);
        assertThat(dropped.err()).contains("a program whose model declares it will have it built again");
        assertThat(run("index", "list", "--data", "@data").out()).isEmpty();
    }

    @Test
    void anIndexOnWhatIsNotThereIsAMistake() {
        assertThat(run("index", "create", "year", "--collection", "albun", "--data", "@data")
                        .err())
                .contains("did you mean 'album'?");
        assertThat(run("index", "create", "year >", "--collection", "album", "--data", "@data")
                        .exit())
                .isEqualTo(Exit.USAGE);
        for (String[] words : new String[][] {
            {"index", "create", "--collection", "album", "--data", "@data"},
            {"index", "create", "year", "--data", "@data"},
            {"index", "build", "year", "--collection", "album", "--data", "@data"},
            {"index", "list", "year", "--data", "@data"},
            {"index"},
        }) {
            assertThat(run(words).exit()).as(String.join(" ", words)).isEqualTo(Exit.USAGE);
        }
    }
}
