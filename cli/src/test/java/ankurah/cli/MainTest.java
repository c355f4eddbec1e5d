package ankurah.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.cli.internal.Exit;
import ankurah.cli.internal.output.Output;
import ankurah.cli.internal.output.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void helpAndVersionExitWithZero() {
        assertThat(run("help")).isEqualTo(Exit.DONE);
        assertThat(run()).isEqualTo(Exit.DONE);
        assertThat(run("--version")).isEqualTo(Exit.DONE);
        assertThat(text(out)).contains("usage: ankurah <command>", "import", "Exit codes", "ankurah ");
        assertThat(text(err)).isEmpty();
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : List.of(
                "demo", "serve", "import", "query", "watch", "create", "edit", "delete", "restore", "erase", "get",
                "history")) {
            out.reset();
            assertThat(run(command, "--help")).isEqualTo(Exit.DONE);
            assertThat(text(out)).contains("usage: ankurah " + command);
            out.reset();
            assertThat(run("help", command)).isEqualTo(Exit.DONE);
            assertThat(text(out)).contains("usage: ankurah " + command);
        }
    }

    @Test
    void whatIsNotUnderstoodExitsWithTwoAndOneLine() {
        misunderstood("unknown command 'qery' (did you mean 'query'?)", "qery");
        misunderstood("missing ANKQL", "query", "--collection", "track");
        misunderstood("missing --collection NAME", "query", "");
        misunderstood("unknown option '--colection'", "query", "", "--colection", "track");
        misunderstood("exclude each other", "query", "", "--collection", "t", "--server", "ws://x", "--data", "y");
        misunderstood("is no id", "get", "17");
        misunderstood("is no id", "history", "");
        misunderstood("column 3", "create", "--collection", "t", "{'a': 1}".replace("{", "{ "));
        misunderstood("expected a JSON object", "create", "--collection", "t", "[1]");
        misunderstood("reserved", "create", "--collection", "t", "{\"_deleted\": true}");
        misunderstood("--port is a number from 0 to 65535, not '65536'", "serve", "--memory", "--port", "65536");
        misunderstood("needs a --policy", "serve", "--memory", "--host", "0.0.0.0");
        misunderstood("'nowhere.json' cannot be read", "serve", "--memory", "--policy", "nowhere.json");
        misunderstood("--server is an address like", "query", "", "--collection", "t", "--server", "http://localhost");
        misunderstood("--server is an address", "query", "", "--collection", "t", "--server", "a b");
        misunderstood("--types is a list", "import", "x.csv", "--collection", "t", "--types", "a");
        misunderstood("--rename is a list", "import", "x.csv", "--collection", "t", "--rename", "a");
    }

    @Test
    void aBadQueryExitsWithTwoAndACaret() {
        assertThat(run("query", "year > > 3", "--collection", "track")).isEqualTo(Exit.USAGE);
        assertThat(text(err)).contains("year > > 3\n").containsPattern("\n *\\^");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void aQueryTextOfTenMegabytesIsRefusedAtOnce() {
        assertThat(run("query", "x = 1 OR ".repeat(10 << 17) + "x = 2", "--collection", "track"))
                .isEqualTo(Exit.USAGE);
        assertThat(text(err)).hasSizeLessThan(2_000).contains("long");
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        assertThat(run("query", "", "--collection", "track", "--server", "ws://127.0.0.1:1"))
                .isEqualTo(Exit.FAILED);
        assertThat(text(err)).contains("ws://127.0.0.1:1").hasLineCount(1);
    }

    @Test
    void aStackTraceIsShownOnlyWithDebug() {
        run("query", "", "--collection", "track", "--server", "ws://127.0.0.1:1");
        assertThat(text(err)).doesNotContain("\tat ");
        run("query", "", "--collection", "track", "--server", "ws://127.0.0.1:1", "--debug");
        assertThat(text(err)).contains("\tat ");
    }

    @Test
    void aReaderThatHasEnoughIsNoError() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Terminal terminal = new Terminal(new Output(gone), new PrintStream(err, true, StandardCharsets.UTF_8), false);
        assertThat(Main.run(terminal, "help")).isEqualTo(Exit.DONE);
        assertThat(text(err)).isEmpty();
    }

    private void misunderstood(String message, String... words) {
        out.reset();
        err.reset();
        assertThat(run(words)).as(String.join(" ", words)).isEqualTo(Exit.USAGE);
        assertThat(text(err)).contains(message).hasLineCount(1).startsWith("ankurah: ");
        assertThat(text(out)).isEmpty();
    }

    private int run(String... words) {
        Terminal terminal = new Terminal(new Output(out), new PrintStream(err, true, StandardCharsets.UTF_8), false);
        return Main.run(terminal, words);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
