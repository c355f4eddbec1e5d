package ankurah.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.client.Client;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Policy;
import ankurah.core.Receipt;
import ankurah.core.Stage;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.storage.MemoryStorage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server says by plain HTTP, whom it turns away, and how it starts and stops. */
class HttpTest {
    private final Node node = Node.durable(MemoryStorage.open(), Policy.allowAll());
    private Server server = Server.start(node, ServerOptions.defaults().withPort(0));

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private String upgrade(String... headers) throws IOException {
        try (RawSocket raw = RawSocket.connect(server)) {
            raw.request("GET /sync HTTP/1.1", headers);
            return raw.readHead();
        }
    }

    private String host() {
        return "Host: 127.0.0.1:" + server.port();
    }

    @Test
    void itTellsWhoItIsAndThatItIsWell() throws Exception {
        assertThat(get("/").body()).contains("Ankurah server", node.system().toString(), "ankurah.v1");
        assertThat(get("/health").body()).startsWith("{\"status\":\"ok\"").contains("\"position\":0");
        assertThat(get("/health").headers().firstValue("content-type")).hasValueSatisfying(type -> assertThat(type)
                .startsWith("application/json"));
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/sync").statusCode()).isEqualTo(426);
    }

    @Test
    void itAsksForItsSubprotocol() throws Exception {
        assertThat(upgrade(host())).startsWith("HTTP/1.1 400");
        assertThat(upgrade(host(), "Sec-WebSocket-Protocol: other")).startsWith("HTTP/1.1 400");
    }

    @Test
    void itTurnsAwayPagesOfOtherOriginsAndNamesThatAreNotIts() throws Exception {
        String protocol = "Sec-WebSocket-Protocol: ankurah.v1";
        assertThat(upgrade(host(), protocol)).startsWith("HTTP/1.1 101");
        assertThat(upgrade(host(), protocol, "Origin: http://localhost:5173")).startsWith("HTTP/1.1 101");
        assertThat(upgrade(host(), protocol, "Origin: https://evil.example")).startsWith("HTTP/1.1 403");
        assertThat(upgrade(host(), protocol, "Origin: null")).startsWith("HTTP/1.1 403");
        assertThat(upgrade("Host: evil.example", protocol)).startsWith("HTTP/1.1 421");
        server.close();
        server = Server.start(
                node,
                ServerOptions.defaults()
                        .withPort(0)
                        .withOrigins(Set.of("https://app.example"))
                        .withHosts(Set.of("db.example")));
        assertThat(upgrade("Host: db.example", protocol, "Origin: https://app.example")).startsWith("HTTP/1.1 101");
        assertThat(upgrade("Host: db.example", protocol, "Origin: https://db.example")).startsWith("HTTP/1.1 101");
        assertThat(upgrade(host(), protocol)).startsWith("HTTP/1.1 421");
    }

    @Test
    void aPortInUseIsNamed() {
        assertThatThrownBy(() -> Server.start(node, ServerOptions.defaults().withPort(server.port())))
                .isInstanceOf(AnkurahException.Conflict.class)
                .hasMessageContaining("127.0.0.1:" + server.port())
                .extracting(e -> ((AnkurahException) e).code())
                .isEqualTo("server.port_in_use");
        assertThatThrownBy(() -> Server.start(
                        node, ServerOptions.defaults().withHost("192.0.2.1").withPort(0)))
                .isInstanceOf(AnkurahException.Unavailable.class)
                .extracting(e -> ((AnkurahException) e).code())
                .isEqualTo("server.cannot_listen");
    }

    @Test
    void closingAnswersTheCommitsThatHaveBegun() {
        node.context().run(tx -> tx.create("thing", Map.of("n", Value.of(1L))));
        try (Node client = Client.connect(server.uri())) {
            List<Receipt<?>> receipts = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                long n = i;
                receipts.add(client.context().run(tx -> tx.create("thing", Map.of("n", Value.of(n)))));
            }
            receipts.getFirst().await(Stage.ACCEPTED, Waiting.LONG);
            int port = server.port();
            server.close();
            long stored = node.position().number();
            server = Server.start(node, ServerOptions.defaults().withPort(port));
            receipts.forEach(receipt -> receipt.await(Stage.ACCEPTED, Waiting.LONG));
            assertThat(stored).isGreaterThan(1);
            assertThat(node.position().number()).as("each commit once").isEqualTo(201);
        }
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        for (String wrong : List.of("http://x", "ws:///sync", "localhost:80", "ws://me:secret@host/sync", "ws://h/?t=1")) {
            assertThatThrownBy(() -> Client.connect(URI.create(wrong)))
                    .as(wrong)
                    .isInstanceOf(AnkurahException.Invalid.class)
                    .extracting(e -> ((AnkurahException) e).code())
                    .isEqualTo("client.address");
        }
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        int port = server.port();
        server.close();
        try (Node client = Client.connect(
                URI.create("ws://127.0.0.1:" + port),
                ankurah.client.ClientOptions.defaults()
                        .withNode(NodeOptions.defaults().withMeetMillis(200).withRetry(10, 50)))) {
            assertThatThrownBy(client::context)
                    .isInstanceOf(AnkurahException.Unavailable.class)
                    .hasMessageContaining("127.0.0.1:" + port);
        }
    }
}
