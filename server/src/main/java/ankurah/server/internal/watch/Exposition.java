package ankurah.server.internal.watch;

import java.util.Map;

/** The figures in the text format of Prometheus, version 0.0.4. */
public final class Exposition {
    public static final String TYPE = "text/plain; version=0.0.4";

    private final StringBuilder out = new StringBuilder(8_192);

    private Exposition() {}

    public static String of(Figures figures, Gauges now) {
        Exposition text = new Exposition();
        text.counters(figures);
        text.gauges(now);
        return text.out.toString();
    }

    private void counters(Figures f) {
        counter("ankurah_commits_total", "Commits that were stored and shown", f.commits.sum());
        counter("ankurah_commits_resent_total", "Commits that were there already", f.resent.sum());
        counters("ankurah_commits_refused_total", "Commits that were refused", "code", f.refusals);
        counters("ankurah_events_total", "Events of the commits that were stored", "collection", f.events);
        counters("ankurah_merges_total", "Events that joined others not seen", "collection", f.merges);
        spans("ankurah_commit_seconds", "From the arrival of a commit to when it is stored and shown", f.commitTime);
        counters("ankurah_queries_total", "Queries that were answered once", "collection", f.queries);
        counters("ankurah_live_reads_total", "Queries that live ones began with", "collection", f.liveReads);
        counter("ankurah_query_rows_total", "Rows that queries gave", f.rows.sum());
        counter("ankurah_slow_queries_total", "Queries that took longer than they should", f.slow.sum());
        spans("ankurah_query_seconds", "How long queries took", f.queryTime);
        counter("ankurah_index_builds_total", "Indexes that were built", f.indexes.sum());
        counter("ankurah_connections_opened_total", "Connections that were opened", f.connected.sum());
        counters("ankurah_connections_ended_total", "Connections that the server ended", "code", f.ended);
        counters("ankurah_subscriptions_opened_total", "Subscriptions that were opened", "collection", f.subscribed);
    }

    private void gauges(Gauges now) {
        gauge("ankurah_connections", "Open connections", now.connections());
        gauge("ankurah_subscriptions", "Open subscriptions of all connections", now.subscriptions());
        gauge(
                "ankurah_live_queries",
                "Live queries that are kept current, lingering ones with them",
                now.liveQueries());
        gauge("ankurah_gate_queue", "Commits that wait for their turn", now.queued());
        gauge("ankurah_lag_commits", "How far the slowest connection is behind", now.lag());
        gauge("ankurah_messages_waiting", "Messages of clients that were not looked at yet", now.waiting());
        gauge("ankurah_buffered_bytes", "What waits for the network", now.bufferedBytes());
        gauge("ankurah_position", "The number of the newest commit", now.position());
        gauge("ankurah_heap_used_bytes", "Memory in use by the JVM's heap", now.heapUsed());
        gauge("ankurah_heap_max_bytes", "What the heap may grow to", now.heapMax());
        gauge("ankurah_threads", "Threads of the platform", now.threads());
        head("ankurah_uptime_seconds", "Since the process started", "gauge");
        out.append("ankurah_uptime_seconds ").append(now.uptimeSeconds()).append('\n');
    }

    private void head(String name, String help, String type) {
        out.append("# HELP ").append(name).append(' ').append(help).append("\n# TYPE ");
        out.append(name).append(' ').append(type).append('\n');
    }

    private void counter(String name, String help, long value) {
        head(name, help, "counter");
        out.append(name).append(' ').append(value).append('\n');
    }

    private void gauge(String name, String help, long value) {
        head(name, help, "gauge");
        out.append(name).append(' ').append(value).append('\n');
    }

    private void counters(String name, String help, String label, Labelled counts) {
        head(name, help, "counter");
        for (Map.Entry<String, Long> one : counts.counts().entrySet()) {
            out.append(name).append('{').append(label).append("=\"");
            escape(one.getKey());
            out.append("\"} ").append(one.getValue()).append('\n');
        }
    }

    private void spans(String name, String help, Spans spans) {
        head(name, help, "histogram");
        long[] counts = spans.counts();
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i];
            double end = Spans.seconds(i);
            out.append(name).append("_bucket{le=\"");
            out.append(Double.isInfinite(end) ? "+Inf" : Double.toString(end));
            out.append("\"} ").append(sum).append('\n');
        }
        out.append(name).append("_sum ").append(spans.totalSeconds()).append('\n');
        out.append(name).append("_count ").append(sum).append('\n');
    }

    private void escape(String label) {
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '"' -> out.append("\\\"");
                case '\n' -> out.append("\\n");
                default -> out.append(c);
            }
        }
    }
}
