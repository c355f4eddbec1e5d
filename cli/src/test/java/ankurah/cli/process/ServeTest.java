package ankurah.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.cli.internal.Exit;
import ankurah.cli.process.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void cli() {
        cli = new Cli(folder);
    }

    @Test
    void askedToTerminateItEndsInOrderWithZero() {
        try (TestServer server = TestServer.start(cli, "--data", "data")) {
            assertThat(create(server, "{\"n\":1}").exit()).isEqualTo(Exit.DONE);
            assertThat(server.process().terminate()).isEqualTo(Exit.DONE);
            assertThat(server.process().errors()).contains("no --policy").hasLineCount(1);
        }
        assertThat(cli.run("query", "", "--collection", "t", "--data", "data").out())
                .hasSize(1);
    }

    @Test
    void interruptedItEndsWith130() {
        try (TestServer server = TestServer.start(cli, "--memory")) {
            assertThat(server.process().interrupt()).isEqualTo(Exit.INTERRUPTED);
        }
    }

    @Test
    void killedItLosesNothingAcknowledged() {
        try (TestServer server = TestServer.start(cli, "--data", "data")) {
            assertThat(create(server, "{\"n\":1}").exit()).isEqualTo(Exit.DONE);
            server.process().kill();
        }
        try (TestServer again = TestServer.start(cli, "--data", "data")) {
            assertThat(cli.run("query", "n = 1", "--collection", "t", "--server", again.url())
                            .out())
                    .hasSize(1);
        }
    }

    @Test
    void aFolderInUseSaysToUseTheServer() {
        try (TestServer server = TestServer.start(cli, "--data", "data")) {
            create(server, "{\"n\":1}");
            for (List<String> words : List.of(
                    List.of("query", "", "--collection", "t", "--data", "data"),
                    List.of("serve", "--data", "data", "--port", "0"))) {
                Result result = cli.run(words.toArray(String[]::new));
                assertThat(result.exit()).isEqualTo(Exit.FAILED);
                assertThat(result.err().lines().toList().getLast()).contains("use --server");
            }
        }
    }

    @Test
    void aPortInUseIsSaidSo() {
        try (TestServer server = TestServer.start(cli, "--memory")) {
            Result result = cli.run("serve", "--memory", "--port", Integer.toString(server.port()));
            assertThat(result.exit()).isEqualTo(Exit.FAILED);
            assertThat(result.err().lines().toList().getLast()).contains(Integer.toString(server.port()));
            assertThat(result.out()).isEmpty();
        }
    }

    @Test
    void aPolicyFileSaysWhatMayBeReadAndWritten() throws IOException {
        Files.writeString(
                folder.resolve("policy.json"),
                "{\"collections\":{\"open\":{\"read\":true,\"write\":true},\"drop\":{\"write\":true},\"*\":{\"read\":true}}}");
        try (TestServer server = TestServer.start(cli, "--memory", "--policy", "policy.json")) {
            assertThat(cli.run("create", "--collection", "open", "{\"n\":1}", "--server", server.url())
                            .exit())
                    .isEqualTo(Exit.DONE);
            Result refused = cli.run("create", "--collection", "other", "{\"n\":1}", "--server", server.url());
            assertThat(refused.exit()).isEqualTo(Exit.FAILED);
            assertThat(refused.err()).contains("policy", "'other'").hasLineCount(1);
            assertThat(cli.run("create", "--collection", "drop", "{\"n\":1}", "--server", server.url())
                            .exit())
                    .isEqualTo(Exit.DONE);
            assertThat(cli.run("query", "", "--collection", "drop", "--server", server.url())
                            .out())
                    .isEmpty();
            assertThat(cli.run("query", "", "--collection", "open", "--server", server.url())
                            .out())
                    .hasSize(1);
        }
    }

    @Test
    void aPolicyFileThatIsMisunderstoodStartsNothing() throws IOException {
        for (String wrong : List.of(
                "{",
                "[]",
                "{}",
                "{\"collections\":[]}",
                "{\"collections\":{\"a\":{\"raed\":true}}}",
                "{\"collections\":{\"a\":{\"read\":1}}}",
                "{\"collections\":{},\"more\":1}")) {
            Files.writeString(folder.resolve("policy.json"), wrong);
            Result result = cli.run("serve", "--memory", "--port", "0", "--policy", "policy.json");
            assertThat(result.exit()).as(wrong).isEqualTo(Exit.USAGE);
            assertThat(result.err()).contains("policy.json").hasLineCount(1);
        }
    }

    @Test
    void aDamagedFolderIsSaidSoAndNotChanged() throws IOException {
        try (TestServer server = TestServer.start(cli, "--data", "data")) {
            create(server, "{\"n\":1}");
            server.process().terminate();
        }
        for (Path file : files("MANIFEST-")) {
            Files.writeString(file, "garbage");
        }
        Result result = cli.run("serve", "--data", "data", "--port", "0");
        assertThat(result.exit()).isEqualTo(Exit.FAILED);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().toList().getLast()).contains("data");
        for (Path file : files("MANIFEST-")) {
            assertThat(file).hasContent("garbage");
        }
    }

    @Test
    void aFolderOfSomethingElseIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/novel.txt"), "It was a dark and stormy night");
        Result result = cli.run("serve", "--data", "data", "--port", "0");
        assertThat(result.exit()).isEqualTo(Exit.FAILED);
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            assertThat(files).hasSize(1);
        }
        Files.writeString(folder.resolve("file"), "not a folder");
        assertThat(cli.run("serve", "--data", "file", "--port", "0").exit()).isEqualTo(Exit.FAILED);
        Result missing = cli.run("query", "", "--collection", "t", "--data", "nowhere");
        assertThat(missing.exit()).isEqualTo(Exit.FAILED);
        assertThat(missing.err()).contains("nowhere").hasLineCount(1);
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    private List<Path> files(String prefix) throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("data"))) {
            return all.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }

    private Result create(TestServer server, String json) {
        return cli.run("create", "--collection", "t", json, "--server", server.url());
    }
}
