package ankurah.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.cli.internal.Exit;
import ankurah.cli.process.Cli.Result;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that may write no more: the limit on the size of its files stands for a disk that is full. */
class FullDiskTest {
    private static final int MOST_FILE_KIBIBYTES = 1_024;

    @TempDir
    Path folder;

    @Test
    void whoWritesIsToldWhoReadsIsServedAndNothingAcknowledgedIsLost() throws IOException, InterruptedException {
        Cli cli = new Cli(folder);
        Cli limited = cli.withFilesOfAtMost(MOST_FILE_KIBIBYTES);
        String text = "x".repeat(50_000);
        int stored = 0;
        try (TestServer server = TestServer.start(limited, "--data", "data")) {
            Result result = create(cli, server, stored, text);
            while (result.exit() == Exit.DONE) {
                stored++;
                assertThat(stored).as("the limit is reached").isLessThan(100);
                result = create(cli, server, stored, text);
            }
            assertThat(stored).isPositive();
            assertThat(result.exit()).isEqualTo(Exit.FAILED);
            assertThat(result.err()).contains("File too large", "data").hasLineCount(1);
            assertThat(create(cli, server, stored, "y").err()).contains("File too large");
            assertThat(cli.run("query", "n >= 0", "--collection", "t", "--server", server.url())
                            .out())
                    .hasSize(stored);
            assertThat(health(server).statusCode()).isEqualTo(503);
            assertThat(health(server).body()).contains("\"status\":\"stopped\"");
        }
        try (TestServer again = TestServer.start(cli, "--data", "data")) {
            assertThat(health(again).statusCode()).isEqualTo(200);
            assertThat(create(cli, again, stored + 1, "z").exit()).isEqualTo(Exit.DONE);
            assertThat(cli.run("query", "n < " + stored, "--collection", "t", "--server", again.url())
                            .out())
                    .hasSize(stored);
        }
        assertThat(Refold.check(folder.resolve("data"))).isBetween(stored + 1, stored + 2);
    }

    private static Result create(Cli cli, TestServer server, int n, String text) {
        String row = "{\"n\":" + n + ",\"text\":\"" + text + "\"}";
        return cli.run("create", "--collection", "t", row, "--server", server.url());
    }

    private static HttpResponse<String> health(TestServer server) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/health");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
