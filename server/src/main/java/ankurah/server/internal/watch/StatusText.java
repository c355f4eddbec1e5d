package ankurah.server.internal.watch;

import ankurah.core.Principal;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.sync.SessionStatus;
import ankurah.core.sync.SyncServer;
import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.server.internal.Json;
import ankurah.storage.IndexStatus;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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
                        .put("format", "ankurah-status-1")
                        .put("system", backend.system().toString())
                        .put("ready", ready.isReady())
                        .put("reason", ready.reason())
                        .put("now", now(now))
                        .put("total", total())
                        .put("connections", list(sync.sessions()))
                        .put(
                                "slow",
                                slow.worst(MOST_SLOW).stream().map(this::slow).toList())
                        .put("building", building())
                        .text()
                + "\n";
    }

    private static Json now(Gauges now) {
        return new Json()
                .put("uptime_seconds", now.uptimeSeconds())
                .put("position", now.position())
                .put("connections", now.connections())
                .put("subscriptions", now.subscriptions())
                .put("live_queries", now.liveQueries())
                .put("queued", now.queued())
                .put("waiting", now.waiting())
                .put("lag", now.lag())
                .put("buffered_bytes", now.bufferedBytes())
                .put("heap_used_bytes", now.heapUsed())
                .put("heap_max_bytes", now.heapMax())
                .put("threads", now.threads());
    }

    private Json total() {
        return new Json()
                .put("commits", figures.commits.sum())
                .put("refused", figures.refusals.total())
                .put("events", figures.events.total())
                .put("merges", figures.merges.total())
                .put("queries", figures.queries.total())
                .put("live_reads", figures.liveReads.total())
                .put("rows", figures.rows.sum())
                .put("slow", figures.slow.sum())
                .put("index_builds", figures.indexes.sum())
                .put("connections", figures.connected.sum())
                .put("subscriptions", figures.subscribed.total())
                .put("commit_steps", counts(figures.commitTime.counts()))
                .put("query_steps", counts(figures.queryTime.counts()))
                .put("step_seconds", steps());
    }

    /** Where the steps end, but for the last, which does not. */
    private static Value steps() {
        return new Value.List(IntStream.range(0, Spans.steps() - 1)
                .mapToObj(step -> Value.of(Spans.seconds(step)))
                .toList());
    }

    private static Value counts(long[] counts) {
        return new Value.List(Arrays.stream(counts).mapToObj(Value::of).toList());
    }

    /** Those that are furthest behind, and then those with most. */
    private static List<Json> list(List<SessionStatus> sessions) {
        return sessions.stream()
                .sorted(Comparator.comparingLong(SessionStatus::behind)
                        .thenComparingLong(SessionStatus::bufferedBytes)
                        .thenComparingInt(SessionStatus::subscriptions)
                        .reversed())
                .limit(MOST_CONNECTIONS)
                .map(StatusText::connection)
                .toList();
    }

    private static Json connection(SessionStatus session) {
        String principal = session.principal();
        return new Json()
                .put("connection", session.number())
                .put("principal", principal == null ? "" : principal)
                .put("open_seconds", session.openMillis() / 1_000)
                .put("subscriptions", session.subscriptions())
                .put("lag", session.behind())
                .put("waiting", session.waiting())
                .put("buffered_bytes", session.bufferedBytes());
    }

    private Json slow(SlowQueries.Slow one) {
        return new Json()
                .put("collection", one.collection())
                .put("query", one.text())
                .put("count", one.count())
                .put("total_millis", one.totalMillis())
                .put("most_millis", one.mostMillis())
                .put("rows", one.rows())
                .put("plan", plan(one));
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

    private List<Json> building() {
        return backend.indexes().list().stream()
                .filter(index -> index.phase() == IndexStatus.Phase.BUILDING)
                .map(index -> new Json()
                        .put("index", index.spec().toString())
                        .put("rows", index.rows())
                        .put("of_rows", index.ofRows()))
                .toList();
    }
}
