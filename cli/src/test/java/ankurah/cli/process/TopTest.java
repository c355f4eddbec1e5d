package ankurah.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.cli.internal.Exit;
import ankurah.cli.process.Cli.Result;
import ankurah.event.JsonText;
import ankurah.event.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopTest {
    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void cli() {
        cli = new Cli(folder);
    }

    @Test
    void itShowsHowAServerIs() {
        try (TestServer server = TestServer.start(cli, "--memory", "--slow", "0")) {
            cli.run("create", "--collection", "t", "{\"n\":1}", "--server", server.url());
            cli.run("query", "n = 1", "--collection", "t", "--server", server.url());
            Result once = cli.run("top", server.url(), "--once");
            assertThat(once.exit()).isEqualTo(Exit.DONE);
            assertThat(once.out().getFirst()).startsWith("ankurah ").endsWith("ready");
            assertThat(once.out())
                    .anyMatch(line -> line.startsWith("commits ") && line.contains("position 1"))
                    .anyMatch(line -> line.startsWith("clients "))
                    .anyMatch(line -> line.startsWith("memory "))
                    .anyMatch(line -> line.contains("t: n = ?"))
                    .noneMatch(line -> line.contains("n = 1") || line.contains("\u001b"));
            Result json = cli.run("top", server.url().replace("ws:", "http:"), "--json");
            assertThat(JsonText.parse(json.out().getFirst())).isInstanceOf(Value.Obj.class);
            try (Running lines = cli.start("top", server.url(), "--every", "50")) {
                assertThat(lines.nextLine()).startsWith("ready=true commits/s=");
                assertThat(lines.nextLine()).contains(" commits/s=0.0 ", " connections=0 ");
                assertThat(lines.interrupt()).isEqualTo(Exit.INTERRUPTED);
            }
        }
    }

    @Test
    void withATokenOnlyTheTokenCounts() throws IOException {
        Files.writeString(folder.resolve("token"), "a token for the monitor\n");
        try (TestServer server = TestServer.start(cli, "--memory", "--monitor-token", "@token")) {
            Result without = cli.run("top", server.url(), "--once");
            assertThat(without.exit()).isEqualTo(Exit.FAILED);
            assertThat(without.err()).contains("server.monitor").hasLineCount(1);
            assertThat(cli.run("top", server.url(), "--once", "--token", "@token")
                            .exit())
                    .isEqualTo(Exit.DONE);
        }
    }

    @Test
    void aServerThatIsNotThereIsSaidSo() {
        Result nobody = cli.run("top", "ws://127.0.0.1:1", "--once");
        assertThat(nobody.exit()).isEqualTo(Exit.FAILED);
        assertThat(nobody.err()).contains("no server answers").hasLineCount(1);
        assertThat(cli.run("top", "somewhere").exit()).isEqualTo(Exit.USAGE);
    }

    @Test
    void theLogTellsOfConnectionsAndRefusals() throws IOException {
        Files.writeString(folder.resolve("policy.json"), "{\"collections\":{\"t\":{\"read\":true}}}");
        try (TestServer server = TestServer.start(cli, "--memory", "--log", "--policy", "policy.json")) {
            assertThat(cli.run("create", "--collection", "t", "{\"n\":1}", "--server", server.url())
                            .exit())
                    .isEqualTo(Exit.FAILED);
            server.process().awaitError("connected connection=1");
            server.process().awaitError("code=policy.refused");
            server.process().awaitError("disconnected connection=1");
        }
    }
}
