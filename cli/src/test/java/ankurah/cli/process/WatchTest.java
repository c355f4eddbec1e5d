package ankurah.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.cli.internal.Exit;
import ankurah.cli.process.Cli.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {
    private static final String READY = "{\"change\":\"ready\"}";

    @TempDir
    Path folder;

    private Cli cli;

    @BeforeEach
    void cli() {
        cli = new Cli(folder);
    }

    @Test
    void everyChangeIsALine() {
        try (TestServer server = TestServer.start(cli, "--memory")) {
            String a = create(server, 5);
            try (Running watch = watch(server)) {
                assertThat(watch.nextLine()).isEqualTo(line("initial", a, 5));
                assertThat(watch.nextLine()).isEqualTo(READY);

                String b = create(server, 3);
                assertThat(watch.nextLine()).isEqualTo(line("added", b, 3));
                edit(server, b, 4);
                assertThat(watch.nextLine()).isEqualTo(line("updated", b, 4));
                edit(server, b, 6);
                assertThat(watch.nextLine()).contains("\"change\":\"moved\"", "\"n\":6");
                edit(server, b, 0);
                assertThat(watch.nextLine()).isEqualTo("{\"change\":\"removed\",\"id\":\"" + b + "\"}");
                cli.run("delete", a, "--server", server.url());
                assertThat(watch.nextLine()).isEqualTo("{\"change\":\"removed\",\"id\":\"" + a + "\"}");
                cli.run("restore", a, "--server", server.url());
                assertThat(watch.nextLine()).isEqualTo(line("added", a, 5));

                assertThat(watch.interrupt()).isEqualTo(Exit.INTERRUPTED);
                assertThat(watch.errors()).isEmpty();
            }
        }
    }

    @Test
    void aServerThatComesBackIsFollowedAndNothingIsMissed() {
        TestServer server = TestServer.start(cli, "--data", "data");
        try {
            create(server, 1);
            try (Running watch = watch(server)) {
                watch.awaitLine(READY::equals);
                server.process().kill();
                assertThat(watch.nextLine()).startsWith("{\"change\":\"status\",\"status\":\"offline\"");
                String missed = Json.field(
                        cli.run("create", "--collection", "t", "{\"n\":2}", "--data", "data")
                                .out()
                                .getFirst(),
                        "id");
                server = TestServer.start(cli, server.port(), "--data", "data");
                assertThat(watch.awaitLine(text -> !text.contains("status"))).isEqualTo(line("added", missed, 2));
                edit(server, missed, 3);
                assertThat(watch.awaitLine(text -> !text.contains("status"))).contains(missed, "\"n\":3");
            }
        } finally {
            server.close();
        }
    }

    @Test
    void anUnknownCollectionOrABadQueryIsRefused() {
        try (TestServer server = TestServer.start(cli, "--memory")) {
            create(server, 1);
            Result unknown = cli.run("watch", "", "--collection", "tt", "--server", server.url());
            assertThat(unknown.exit()).isEqualTo(Exit.FAILED);
            assertThat(unknown.err()).contains("'t'").hasLineCount(1);
            Result bad = cli.run("watch", "n >", "--collection", "t", "--server", server.url());
            assertThat(bad.exit()).isEqualTo(Exit.USAGE);
            assertThat(bad.err()).contains("^");
        }
    }

    private Running watch(TestServer server) {
        return cli.start("watch", "n > 0 ORDER BY n", "--collection", "t", "--server", server.url());
    }

    private String create(TestServer server, int n) {
        Result result = cli.run("create", "--collection", "t", "{\"n\":" + n + "}", "--server", server.url());
        assertThat(result.err()).isEmpty();
        return Json.field(result.out().getFirst(), "id");
    }

    private void edit(TestServer server, String id, int n) {
        assertThat(cli.run("edit", id, "{\"n\":" + n + "}", "--server", server.url())
                        .err())
                .isEmpty();
    }

    private static String line(String change, String id, int n) {
        return "{\"change\":\"" + change + "\",\"id\":\"" + id + "\",\"row\":{\"id\":\"" + id + "\",\"n\":" + n + "}}";
    }
}
