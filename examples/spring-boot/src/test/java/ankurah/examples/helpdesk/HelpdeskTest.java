package ankurah.examples.helpdesk;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.client.Client;
import ankurah.core.Node;
import ankurah.core.Stage;
import ankurah.core.model.TypedLiveQuery;
import ankurah.server.Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;

/** The whole application, called over HTTP and by a live client. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"helpdesk.data=", "helpdesk.sync-port=0"})
class HelpdeskTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    private Server sync;

    @Autowired
    private Environment environment;

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + environment.getProperty("local.server.port") + path))
                .header("Content-Type", "application/json")
                .timeout(SOON);
    }

    private static HttpResponse<String> send(HttpClient http, HttpRequest request)
            throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest post(String path, String json) {
        return request(path).POST(HttpRequest.BodyPublishers.ofString(json)).build();
    }

    @Test
    void whatIsWrittenOverRestIsSeenByLiveClientsAndTheOtherWayRound() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient();
                Node node = Client.connect(sync.uri());
                TypedLiveQuery<TicketView> live =
                        Tickets.all().live(node.context()).awaitLive(SOON)) {
            assertThat(send(http, post("/tickets", "{\"title\": \"Printer on fire\", \"priority\": 9}"))
                            .statusCode())
                    .isEqualTo(201);
            TicketView seen = await(live);
            assertThat(seen.title()).isEqualTo("Printer on fire");

            String ticket = "/tickets/" + seen.id();
            try (BufferedReader stream = stream(http)) {
                assertThat(nextRows(stream)).contains("\"votes\":0");
                node.context().run(tx -> seen.edit(tx).votes().add(2)).await(Stage.ACCEPTED, SOON);
                assertThat(nextRows(stream)).contains("\"votes\":2");
                assertThat(send(http, post(ticket + "/votes", "")).body()).contains("\"votes\":3");
                assertThat(nextRows(stream)).contains("\"votes\":3");
                HttpRequest done = request(ticket)
                        .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"open\": false}"))
                        .build();
                assertThat(send(http, done).body()).contains("\"open\":false").contains("Printer on fire");
                assertThat(nextRows(stream)).isEqualTo("data:[]");
            }
            assertThat(send(http, request(ticket).DELETE().build()).statusCode())
                    .isEqualTo(204);
            HttpResponse<String> none = send(http, request(ticket).GET().build());
            assertThat(none.statusCode()).isEqualTo(404);
            assertThat(none.body()).contains("\"code\":\"entity.not_found\"");
        }
    }

    @Test
    void mistakesAreToldWithTheirCodes() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> nameless = send(http, post("/tickets", "{\"priority\": 1}"));
            assertThat(nameless.statusCode()).isEqualTo(400);
            assertThat(nameless.body()).contains("\"code\":\"ticket.title\"");
            HttpResponse<String> malformed =
                    send(http, request("/tickets/no-id").GET().build());
            assertThat(malformed.statusCode()).isEqualTo(400);
            assertThat(malformed.body()).contains("\"code\":\"id.malformed\"");
        }
    }

    private static TicketView await(TypedLiveQuery<TicketView> live) throws InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (live.result().isEmpty()) {
            assertThat(System.nanoTime()).as("a row has come in time").isLessThan(deadline);
            Thread.sleep(2);
        }
        return live.result().get(0);
    }

    private BufferedReader stream(HttpClient http) throws IOException, InterruptedException {
        HttpRequest request = request("/tickets/live").GET().build();
        return new BufferedReader(new InputStreamReader(
                http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8));
    }

    private static String nextRows(BufferedReader stream) throws IOException {
        String line = stream.readLine();
        while (line != null && !line.startsWith("data:")) {
            line = stream.readLine();
        }
        return String.valueOf(line);
    }
}
