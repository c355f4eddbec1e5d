package ankurah.server.internal.watch;

import ankurah.core.Principal;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.sync.SessionStatus;
import ankurah.core.sync.SyncServer;
import ankurah.event.AnkurahException;
import ankurah.storage.IndexStatus;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** All of it as one JSON object, which is what {@code ankurah top} shows. docs/operations.md has its fields. */
final class StatusText {
    private static final int MOST_CONNECTIONS = 50;
    private static final int MOST_SLOW = 20;

    private final DurableBackend backend;
    private final SyncServer sync;
    private final Figures figures;
    private final SlowQueries slow;
    private final boolean showValues;

    StatusText(DurableBackend backend, SyncServer sync, Figures figures, SlowQueries slow, boolean showValues) {
        this.backend = backend;
        this.sync = sync;
        this.figures = figures;
        this.slow = slow;
        this.showValues = showValues;
    }

    String of(Readiness.Verdict ready) {
        Gauges now = Gauges.of(backend, sync);
        return new Json()
                        .with("format", "ankurah-status-1")
                        .with("system", backend.system().toString())
                        .with("ready", ready.isReady())
                        .with("reason", ready.reason())
                        .withJson("now", now(now))
                        .withJson("total", total())
                        .withJson("connections", list(sync.sessions()))
                        .withJson(
                                "slow",
                                array(slow.worst(MOST_SLOW).stream()
                                        .map(this::slow)
                                        .toList()))
                        .withJson("building", array(building()))
                        .toString()
                + "\n";
    }

    private static String now(Gauges now) {
        return new Json()
                .with("uptime_seconds", now.uptimeSeconds())
                .with("position", now.position())
                .with("connections", now.connections())
                .with("subscriptions", now.subscriptions())
                .with("live_queries", now.liveQueries())
                .with("queued", now.queued())
                .with("waiting", now.waiting())
                .with("lag", now.lag())
                .with("buffered_bytes", now.bufferedBytes())
                .with("heap_used_bytes", now.heapUsed())
                .with("heap_max_bytes", now.heapMax())
                .with("threads", now.threads())
                .toString();
    }

    private String total() {
        return new Json()
                .with("commits", figures.commits.sum())
                .with("refused", figures.refusals.total())
                .with("events", figures.events.total())
                .with("merges", figures.merges.total())
                .with("queries", figures.queries.total())
                .with("live_reads", figures.liveReads.total())
                .with("rows", figures.rows.sum())
                .with("slow", figures.slow.sum())
                .with("index_builds", figures.indexes.sum())
                .with("connections", figures.connected.sum())
                .with("subscriptions", figures.subscribed.total())
                .withJson("commit_steps", Arrays.toString(figures.commitTime.counts()))
                .withJson("query_steps", Arrays.toString(figures.queryTime.counts()))
                .withJson("step_seconds", steps())
                .toString();
    }

    /** Where the steps end, but for the last, which does not. */
    private static String steps() {
        StringBuilder ends = new StringBuilder("[");
        for (int i = 0; i < Spans.steps() - 1; i++) {
            ends.append(i == 0 ? "" : ",").append(Spans.seconds(i));
        }
        return ends.append(']').toString();
    }

    /** Those that are furthest behind, and then those with most. */
    private static String list(List<SessionStatus> sessions) {
        return array(sessions.stream()
                .sorted(Comparator.comparingLong(SessionStatus::behind)
                        .thenComparingLong(SessionStatus::bufferedBytes)
                        .thenComparingInt(SessionStatus::subscriptions)
                        .reversed())
                .limit(MOST_CONNECTIONS)
                .map(StatusText::connection)
                .toList());
    }

    private static String connection(SessionStatus session) {
        String principal = session.principal();
        return new Json()
                .with("connection", session.number())
                .with("principal", principal == null ? "" : principal)
                .with("open_seconds", session.openMillis() / 1_000)
                .with("subscriptions", session.subscriptions())
                .with("lag", session.behind())
                .with("waiting", session.waiting())
                .with("buffered_bytes", session.bufferedBytes())
                .toString();
    }

    private String slow(SlowQueries.Slow one) {
        return new Json()
                .with("collection", one.collection())
                .with("query", one.text())
                .with("count", one.count())
                .with("total_millis", one.totalMillis())
                .with("most_millis", one.mostMillis())
                .with("rows", one.rows())
                .with("plan", plan(one))
                .toString();
    }

    /** As it would be answered now. */
    private String plan(SlowQueries.Slow one) {
        Principal by = one.by();
        try {
            return QueryWords.of(
                    backend.explain(by == null ? Principal.SYSTEM : by, one.collection(), one.query(), false),
                    showValues);
        } catch (AnkurahException unknown) {
            return "not known: " + unknown.code();
        }
    }

    private List<String> building() {
        return backend.indexes().list().stream()
                .filter(index -> index.phase() == IndexStatus.Phase.BUILDING)
                .map(index -> new Json()
                        .with("index", index.spec().toString())
                        .with("rows", index.rows())
                        .with("of_rows", index.ofRows())
                        .toString())
                .toList();
    }

    private static String array(List<String> items) {
        return items.stream().collect(Collectors.joining(",", "[", "]"));
    }
}
