package ankurah.server;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.internal.archive.ArchiveLines;
import ankurah.event.Sha256;
import ankurah.event.Value;
import ankurah.storage.MemoryStorage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets everything a server holds, and who does not. */
class ExportTest {
    private static final String OURS = "Ankurah-Export: 1";

    private final Node node = Node.durable(MemoryStorage.open(), Policy.allowAll());
    private final Server server =
            Server.start(node, ServerOptions.defaults().withPort(0).withExport(true));

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    private String ask(String... headers) throws IOException {
        try (RawSocket raw = RawSocket.connect(server)) {
            raw.request("GET /export HTTP/1.1", headers);
            return raw.readHead();
        }
    }

    private String host() {
        return "Host: 127.0.0.1:" + server.port();
    }

    private HttpRequest request() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/export"))
                .header("Ankurah-Export", "1")
                .build();
    }

    @Test
    void aProgramOnThisMachineGetsAllOfIt() throws Exception {
        for (int i = 0; i < 50; i++) {
            long n = i;
            node.context().run(tx -> tx.create("thing", Map.of("n", Value.of(n))));
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            String body =
                    http.send(request(), HttpResponse.BodyHandlers.ofString()).body();
            ArchiveLines lines = new ArchiveLines(Sha256.jdk());
            body.lines().forEach(line -> lines.take(line.getBytes(StandardCharsets.UTF_8)));
            assertThat(lines.isDone()).isTrue();
            assertThat(lines.commits()).isEqualTo(50);
        }
    }

    @Test
    void aPageAProxyAndAnotherNameGetNothing() throws Exception {
        assertThat(ask(host(), OURS)).startsWith("HTTP/1.1 200");
        assertThat(ask(host())).startsWith("HTTP/1.1 403");
        assertThat(ask(host(), OURS, "Origin: http://localhost:5173")).startsWith("HTTP/1.1 403");
        assertThat(ask(host(), OURS, "Origin: null")).startsWith("HTTP/1.1 403");
        assertThat(ask("Host: evil.example", OURS)).startsWith("HTTP/1.1 421");
        for (String proxy : List.of("X-Forwarded-For: 10.1.1.1", "Forwarded: for=10.1.1.1", "Via: 1.1 there")) {
            assertThat(ask(host(), OURS, proxy)).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void aServerThatWasNotAskedToHasNoSuchPage() throws Exception {
        try (Server other = Server.start(node, ServerOptions.defaults().withPort(0));
                RawSocket raw = RawSocket.connect(other)) {
            raw.request("GET /export HTTP/1.1", "Host: 127.0.0.1:" + other.port(), OURS);
            assertThat(raw.readHead()).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void aReaderThatDoesNotReadHoldsUpNobodyAndTheNextOneIsAskedToWait() throws Exception {
        String large = "x".repeat(100_000);
        for (int i = 0; i < 200; i++) {
            node.context().run(tx -> tx.create("thing", Map.of("text", Value.of(large))));
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<InputStream> slow = http.send(request(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(slow.statusCode()).isEqualTo(200);
            node.context().run(tx -> tx.create("thing", Map.of("text", Value.of("in between"))));
            assertThat(http.send(request(), HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(503);
            try (InputStream body = slow.body()) {
                String all = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                assertThat(all).doesNotContain("in between").contains("\"manifest\"");
            }
        }
    }
}
