package ankurah.server;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.client.Client;
import ankurah.core.Context;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.Principal;
import ankurah.core.rules.Rules;
import ankurah.event.EntityId;
import ankurah.event.JsonText;
import ankurah.event.Value;
import ankurah.storage.MemoryStorage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is to be seen inside a server, and by whom. */
class InspectTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&</script>";
    private static final String POLICY = """
            {"collections": {"note": {"read": "owner = $principal.id", "write": true}}}""";

    private final Node node = Node.durable(MemoryStorage.open(), Rules.parse(POLICY));
    private final Context all = node.context(Principal.of("ann"));
    private final HttpClient http = HttpClient.newHttpClient();
    private Server server =
            serve(Inspection.HERE.and(principal -> principal.id().equals("ann")));

    private Server serve(Inspection inspection) {
        return Server.start(
                node,
                ServerOptions.defaults()
                        .withPort(0)
                        .withAuthenticator(name -> name == null ? Principal.ANONYMOUS : Principal.of(name))
                        .withInspection(inspection));
    }

    @AfterEach
    void end() {
        http.close();
        server.close();
        node.close();
    }

    private EntityId note(String owner, String text) {
        return all.transact(tx -> tx.create("note", Map.of("owner", Value.of(owner), "text", Value.of(text)))
                        .id())
                .value();
    }

    private HttpResponse<String> ask(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/inspect" + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Map<String, Value> answer(String path, String... headers) {
        HttpResponse<String> response = ask(path, headers);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return ((Value.Obj) JsonText.parse(response.body())).fields();
    }

    private static List<Map<String, Value>> list(Map<String, Value> fields, String name) {
        return ((Value.List) fields.get(name))
                .items().stream().map(item -> ((Value.Obj) item).fields()).toList();
    }

    private void refused(String... headers) {
        HttpResponse<String> response = ask("/overview.json", headers);
        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.body()).contains("\"code\":\"server.inspect\"").doesNotContain("note");
    }

    @Test
    void whoeverIsOnThisMachineSeesCollectionsQueriesAndConnections() {
        note("ann", "one");
        note("bob", "two");
        try (Node client = Client.connect(server.uri());
                LiveQuery live = client.context().live("note", "owner = ?", Value.of("nobody"))) {
            live.awaitLive(Waiting.LONG);
            EntityId third = note("nobody", "three");
            Map<String, Value> seen = answer("/overview.json");
            assertThat(seen).containsEntry("position", Value.of(3)).containsEntry("everything", Value.of(true));
            assertThat(list(seen, "collections").getFirst())
                    .containsEntry("name", Value.of("note"))
                    .containsEntry("rows", Value.of(3));
            assertThat(list(seen, "queries").getFirst())
                    .containsEntry("collection", Value.of("note"))
                    .containsEntry("readers", Value.of(1))
                    .containsEntry("reads", Value.of(1));
            assertThat(list(seen, "connections").getFirst())
                    .containsEntry("principal", Value.of(""))
                    .containsKeys("position", "behind", "buffered", "backlogRows");
            assertThat(((Value.Str) list(answer("/log.json?most=1"), "commits")
                                    .getFirst()
                                    .get("commit"))
                            .value())
                    .isNotEmpty();
            assertThat(ask("/log.json?most=1").body()).contains(third.toString());
        }
    }

    @Test
    void theReasonOfTheLastRunNamesTheRow() {
        note("bob", "zero");
        try (LiveQuery live = all.live("note", "owner = 'ann'")) {
            EntityId id = note("ann", "one");
            Waiting.until("it is there", () -> live.result().size() == 1);
            Map<String, Value> query = list(answer("/overview.json"), "queries").getFirst();
            assertThat(((Value.Str) query.get("reason")).value()).contains(id.toString());
            assertThat(query).containsEntry("steps", Value.of(1)).containsEntry("told", Value.of(1));
        }
    }

    @Test
    void theLogHasPages() {
        for (int i = 0; i < 25; i++) {
            note("ann", "n" + i);
        }
        Map<String, Value> newest = answer("/log.json?most=10");
        assertThat(list(newest, "commits"))
                .hasSize(10)
                .first()
                .extracting("number")
                .isEqualTo(Value.of(25));
        assertThat(newest).containsEntry("first", Value.of(16));
        List<Map<String, Value>> last = list(answer("/log.json?most=10&before=6"), "commits");
        assertThat(last).hasSize(5).last().extracting("number").isEqualTo(Value.of(1));
        assertThat(ask("/log.json?before=x").statusCode()).isEqualTo(400);
    }

    @Test
    void anEntityHasItsEventsAndTheirParents() {
        EntityId id = note("ann", HOSTILE);
        all.run(tx -> tx.set(id, "text", Value.of("plain")));
        Map<String, Value> entity = answer("/entity.json?id=" + id);
        List<Map<String, Value>> events = list(entity, "shown");
        assertThat(events).hasSize(2);
        assertThat(events.getLast().get("parents"))
                .isEqualTo(new Value.List(List.of(events.getFirst().get("id"))));
        assertThat(((Value.Obj) events.getFirst().get("changes")).fields()).containsEntry("text", Value.of(HOSTILE));
        assertThat(ask("/entity.json?id=nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void aPrincipalThatMayLookSeesTheRowsThatHeMayRead() {
        EntityId own = note("ann", "own");
        EntityId other = note("bob", "a secret");
        String[] ann = {"Authorization", "Bearer ann"};
        assertThat(ask("/log.json", ann).body()).contains(own.toString()).doesNotContain("a secret");
        assertThat(answer("/entity.json?id=" + own, ann)).containsEntry("id", Value.of(own.toString()));
        HttpResponse<String> hidden = ask("/entity.json?id=" + other, ann);
        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(hidden.body()).contains("entity.not_found");
        assertThat(answer("/overview.json", ann)).containsEntry("everything", Value.of(false));
    }

    @Test
    void othersAreRefused() {
        note("ann", "one");
        refused("Authorization", "Bearer bob");
        refused("Authorization", "Basic YW5uOg==");
        refused("X-Forwarded-For", "10.1.1.1");
        refused("Sec-Fetch-Site", "cross-site");
        server.close();
        server = serve(Inspection.NOBODY);
        assertThat(ask("").statusCode()).isEqualTo(404);
        assertThat(ask("/overview.json").statusCode()).isEqualTo(404);
    }

    @Test
    void thePageHasNoDataInItAndAllowsNoScriptsButItsOwn() {
        note("ann", HOSTILE);
        for (String path : List.of("", "/inspect.js", "/graph.js", "/inspect.css")) {
            HttpResponse<String> page = ask(path);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).doesNotContain("onerror", "innerHTML", "https://");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
    }
}
