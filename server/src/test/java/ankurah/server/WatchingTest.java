package ankurah.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.client.Client;
import ankurah.core.Context;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.Stage;
import ankurah.core.Transaction;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.JsonText;
import ankurah.event.Value;
import ankurah.storage.IndexSpec;
import ankurah.storage.MemoryStorage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be seen of a running server, checked against what it is known to have done. */
class WatchingTest {
    private static final String TOKEN = "a token that is long enough";

    @TempDir
    Path folder;

    private final Node node = Node.durable(MemoryStorage.open(), Policy.allowAll());
    private Server server = start(MonitorOptions.defaults().withSlowMillis(0));

    private Server start(MonitorOptions monitor) {
        return Server.start(node, ServerOptions.defaults().withPort(0).withMonitor(monitor));
    }

    private void restart(MonitorOptions monitor) {
        server.close();
        server = start(monitor);
    }

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
            for (int i = 0; i < headers.length; i += 2) {
                request.header(headers[i], headers[i + 1]);
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /** A figure of /metrics by its name and labels. */
    private double metric(String series) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    private interface Check {
        boolean holds() throws Exception;
    }

    private static void until(String what, Check check) {
        Waiting.until(what, () -> {
            try {
                return check.holds();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Seven commits of a client with nine events, one refused, one merged, two queries and a subscription. */
    private void traffic(Node client) {
        Context context = client.context();
        EntityId[] first = new EntityId[1];
        context.run(tx -> {
                    first[0] =
                            tx.create("album", Map.of("year", Value.of(2001L))).id();
                    tx.create("album", Map.of("year", Value.of(2002L)));
                    tx.create("artist", Map.of("name", Value.of("Muse")));
                })
                .await(Stage.ACCEPTED, Waiting.LONG);
        for (long i = 0; i < 4; i++) {
            Value year = Value.of(1990 + i);
            context.run(tx -> tx.create("album", Map.of("year", year))).await(Stage.ACCEPTED, Waiting.LONG);
        }
        merge(first[0]);
        assertThat(context.query("album", "year < ?", Value.of(1992L))).hasSize(2);
        assertThat(context.query("album", "year IN (1990, 1991, 1992)")).hasSize(3);
        LiveQuery live = context.live("album", "year > 2000");
        live.awaitLive(Waiting.LONG);
        assertThat(live.result()).hasSize(2);
    }

    /** Two transactions that began at the same state: the second to end joins what it has not seen. */
    private void merge(EntityId id) {
        Context local = node.context();
        try (Transaction one = local.begin();
                Transaction other = local.begin()) {
            one.edit(id, Map.of("title", Value.of("one")));
            other.edit(id, Map.of("title", Value.of("other")));
            one.commit();
            other.commit();
        }
    }

    @Test
    void metricsTellWhatHappened() throws Exception {
        try (Node client = Client.connect(server.uri())) {
            traffic(client);
            assertThat(metric("ankurah_commits_total")).isEqualTo(7);
            assertThat(metric("ankurah_events_total{collection=\"album\"}")).isEqualTo(8);
            assertThat(metric("ankurah_events_total{collection=\"artist\"}")).isEqualTo(1);
            assertThat(metric("ankurah_merges_total{collection=\"album\"}")).isEqualTo(1);
            assertThat(metric("ankurah_commit_seconds_count")).isEqualTo(7);
            assertThat(metric("ankurah_commit_seconds_bucket{le=\"+Inf\"}")).isEqualTo(7);
            assertThat(metric("ankurah_connections")).isEqualTo(1);
            assertThat(metric("ankurah_connections_opened_total")).isEqualTo(1);
            assertThat(metric("ankurah_subscriptions_opened_total{collection=\"album\"}"))
                    .isGreaterThanOrEqualTo(1);
            assertThat(metric("ankurah_position")).isEqualTo(7);
            assertThat(metric("ankurah_heap_used_bytes")).isPositive();
        }
        until("the connection has ended", () -> metric("ankurah_connections") == 0);
        until("the subscriptions have ended", () -> metric("ankurah_subscriptions") == 0);
    }

    @Test
    void theTextIsWhatPrometheusReads() throws Exception {
        node.context().run(tx -> tx.create("album", Map.of("year", Value.of(1L))));
        HttpResponse<String> answer = get("/metrics");
        assertThat(answer.headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        Predicate<String> known = Pattern.compile("# (HELP [a-z_]+ .+|TYPE [a-z_]+ (counter|gauge|histogram))"
                        + "|[a-z_]+(\\{[a-z]+=\"[^\"\\n]*\"\\})? -?[0-9.E+-]+")
                .asMatchPredicate();
        assertThat(answer.body().lines()).allMatch(known);
        assertThat(answer.body()).endsWith("\n");
    }

    @Test
    void howManySeriesThereAreIsBounded() throws Exception {
        for (int i = 0; i < 300; i++) {
            String collection = "made_" + i;
            node.context().run(tx -> tx.create(collection, Map.of("n", Value.of(1L))));
        }
        List<String> series = get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("ankurah_events_total{"))
                .toList();
        assertThat(series).hasSizeLessThanOrEqualTo(201).contains("ankurah_events_total{collection=\"_other\"} 100");
    }

    @Test
    void micrometerReadsTheSameFigures() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new ServerMeters(server).bindTo(registry);
        try (Node client = Client.connect(server.uri())) {
            traffic(client);
            assertThat(registry.get("ankurah.commits").functionCounter().count())
                    .isEqualTo(metric("ankurah_commits_total"));
            assertThat(registry.get("ankurah.events").functionCounter().count()).isEqualTo(9);
            assertThat(registry.get("ankurah.connections").gauge().value()).isEqualTo(1);
            assertThat(registry.get("ankurah.position").gauge().value()).isEqualTo(7);
        }
    }

    @Test
    void aRecordingHasCommitsMergesQueriesSubscriptionsIndexesAndConnections() throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            try (Node client = Client.connect(server.uri())) {
                traffic(client);
                IndexSpec index = IndexSpec.on("album", "year");
                node.indexes().declare(index);
                assertThat(node.indexes().await(index, Waiting.LONG.toMillis())).isTrue();
                until("it is told", () -> metric("ankurah_index_builds_total") == 1);
            }
            until("the connection has ended", () -> metric("ankurah_connections") == 0);
            until("its subscriptions too", () -> metric("ankurah_subscriptions") == 0);
            recording.stop();
            Path file = folder.resolve("recording.jfr");
            recording.dump(file);
            List<RecordedEvent> events = RecordingFile.readAllEvents(file);
            assertThat(named(events, "ankurah.Commit")).hasSize(7).allSatisfy(event -> {
                assertThat(event.getString("commitId")).isNotEmpty();
                assertThat(event.getDuration("took")).isPositive();
            });
            assertThat(named(events, "ankurah.Commit"))
                    .anySatisfy(
                            event -> assertThat(event.getString("collections")).isEqualTo("album artist"))
                    .anySatisfy(event -> assertThat(event.getLong("connection")).isEqualTo(1));
            assertThat(named(events, "ankurah.Merge")).hasSize(1);
            assertThat(named(events, "ankurah.Query"))
                    .anySatisfy(event -> assertThat(event.getString("query")).isEqualTo("year < ?"));
            assertThat(named(events, "ankurah.Subscription"))
                    .anySatisfy(event -> assertThat(event.getString("what")).isEqualTo("opened"))
                    .anySatisfy(event -> assertThat(event.getString("what")).isEqualTo("closed"));
            assertThat(named(events, "ankurah.IndexBuild"))
                    .anySatisfy(event -> assertThat(event.getString("index")).isEqualTo("album (year)"));
            assertThat(named(events, "ankurah.Connection"))
                    .extracting(event -> event.getString("what"))
                    .contains("opened", "signed in", "ended");
            assertThat(events.toString()).doesNotContain("1992");
        }
    }

    private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .toList();
    }

    @Test
    void slowQueriesAreToldWithoutWhatWasAskedFor() throws Exception {
        node.context().run(tx -> tx.create("album", Map.of("title", Value.of("x"))));
        for (String secret : List.of("mine", "yours")) {
            var unused = node.context().query("album", "title = ? AND n IN (1, 2, 3)", Value.of(secret));
        }
        String status = get("/status").body();
        assertThat(status)
                .contains("\"query\":\"title = ? AND n IN (?, ..)\"", "\"count\":2", "\"plan\":\"all rows of album")
                .doesNotContain("mine", "yours");
        assertThat(JsonText.parse(status)).isInstanceOf(Value.Obj.class);
        restart(MonitorOptions.defaults().withSlowMillis(0).withValues(true));
        var unused = node.context().query("album", "title = 'shown'");
        assertThat(get("/status").body()).contains("title = 'shown'");
    }

    @Test
    void itIsReadyAsLongAsItsStoreIs() throws Exception {
        node.context().run(tx -> tx.create("album", Map.of("title", Value.of("x"))));
        HttpResponse<String> ready = get("/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(ready.body()).isEqualTo("{\"ready\":true}\n");
        node.close();
        until("it has looked again", () -> get("/ready").statusCode() == 503);
        assertThat(get("/ready").body()).contains("\"ready\":false", "\"code\":\"node.closed\"", "\"reason\":\"");
        assertThat(get("/ready", "X-Forwarded-For", "192.0.2.1").body())
                .contains("\"code\":\"node.closed\"")
                .doesNotContain("reason");
    }

    @Test
    void figuresAreForProgramsOnThisMachineOrForTheToken() throws Exception {
        for (String path : List.of("/metrics", "/status")) {
            assertThat(get(path).statusCode()).isEqualTo(200);
            assertThat(get(path, "X-Forwarded-For", "192.0.2.1").statusCode()).isEqualTo(403);
            assertThat(get(path, "Forwarded", "for=192.0.2.1").statusCode()).isEqualTo(403);
            assertThat(get(path, "Origin", "http://localhost:1").statusCode()).isEqualTo(403);
            assertThat(get(path, "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(403);
        }
        restart(MonitorOptions.defaults().withToken(TOKEN));
        for (String path : List.of("/metrics", "/status")) {
            assertThat(get(path).statusCode()).isEqualTo(401);
            assertThat(get(path, "Authorization", "Bearer " + TOKEN + "x").statusCode())
                    .isEqualTo(401);
            assertThat(get(path, "Authorization", TOKEN).statusCode()).isEqualTo(401);
            assertThat(get(path, "Authorization", "Bearer " + TOKEN).statusCode())
                    .isEqualTo(200);
        }
        assertThatThrownBy(() -> MonitorOptions.defaults().withToken("short"))
                .isInstanceOf(AnkurahException.Invalid.class);
    }

    @Test
    void whoLeavesIsObservedNoMore() throws Exception {
        server.close();
        assertThat(node.backend().reactor().observation().isOn()).isFalse();
        server = start(MonitorOptions.defaults());
        assertThat(metric("ankurah_commits_total")).isZero();
    }
}
