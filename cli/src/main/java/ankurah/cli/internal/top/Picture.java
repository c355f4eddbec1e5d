package ankurah.cli.internal.top;

import ankurah.cli.internal.output.Plain;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Two looks at a server, as lines for a person: what happened between them, and how it stands. */
final class Picture {
    private static final double MIB = 1 << 20;
    private static final int MOST_SLOW = 8;
    private static final int MOST_CONNECTIONS = 8;

    private final @Nullable Status before;
    private final Status now;

    /** @param before null at the first look; then what happened is counted from the server's start */
    Picture(@Nullable Status before, Status now) {
        this.before = before;
        this.now = now;
    }

    /** One line, for a log. */
    String line() {
        return String.format(
                Locale.ROOT,
                "ready=%b commits/s=%.1f p50=%sms p99=%sms queries/s=%.1f slow=%.0f connections=%.0f subscriptions=%.0f"
                        + " queued=%.0f lag=%.0f buffered=%.1fMiB heap=%.0fMiB",
                now.isReady(),
                rate("commits"),
                millis("commit_steps", 0.5),
                millis("commit_steps", 0.99),
                rate("queries"),
                now.total("slow"),
                now.now("connections"),
                now.now("subscriptions"),
                now.now("queued"),
                now.now("lag"),
                now.now("buffered_bytes") / MIB,
                now.now("heap_used_bytes") / MIB);
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "ankurah %s  up %s  %s",
                now.text("system").substring(0, Math.min(10, now.text("system").length())),
                duration((long) now.now("uptime_seconds")),
                now.isReady() ? "ready" : "NOT READY: " + Plain.line(now.text("reason"))));
        lines.add(String.format(
                Locale.ROOT,
                "commits     %8.1f /s   p50 %s ms   p99 %s ms   refused %.1f /s   merges %.1f /s   position %.0f",
                rate("commits"),
                millis("commit_steps", 0.5),
                millis("commit_steps", 0.99),
                rate("refused"),
                rate("merges"),
                now.now("position")));
        lines.add(String.format(
                Locale.ROOT,
                "queries     %8.1f /s   p50 %s ms   p99 %s ms   rows %.0f /s   slow %.0f in all",
                rate("queries") + rate("live_reads"),
                millis("query_steps", 0.5),
                millis("query_steps", 0.99),
                rate("rows"),
                now.total("slow")));
        lines.add(String.format(
                Locale.ROOT,
                "clients     %8.0f      opened %.1f /s   subscriptions %.0f   live queries %.0f",
                now.now("connections"),
                rate("connections"),
                now.now("subscriptions"),
                now.now("live_queries")));
        lines.add(String.format(
                Locale.ROOT,
                "queues      gate %.0f   messages %.0f   network %.1f MiB   lag %.0f commits",
                now.now("queued"),
                now.now("waiting"),
                now.now("buffered_bytes") / MIB,
                now.now("lag")));
        lines.add(String.format(
                Locale.ROOT,
                "memory      %.0f of %.0f MiB   threads %.0f",
                now.now("heap_used_bytes") / MIB,
                now.now("heap_max_bytes") / MIB,
                now.now("threads")));
        addBuilding(lines);
        addSlow(lines);
        addConnections(lines);
        return lines;
    }

    private void addBuilding(List<String> lines) {
        for (Value item : now.list("building")) {
            if (item instanceof Value.Obj index) {
                lines.add(String.format(
                        Locale.ROOT,
                        "building    %s: %.0f of about %.0f rows",
                        Plain.line(Status.text(index, "index")),
                        Status.number(index, "rows"),
                        Status.number(index, "of_rows")));
            }
        }
    }

    private void addSlow(List<String> lines) {
        List<Value> slow = now.list("slow");
        if (!slow.isEmpty()) {
            lines.add("");
            lines.add(
                    String.format(Locale.ROOT, "%7s %9s %9s %9s  %s", "slow", "total ms", "most ms", "rows", "query"));
        }
        for (Value item : slow.subList(0, Math.min(MOST_SLOW, slow.size()))) {
            if (item instanceof Value.Obj one) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%7.0f %9.0f %9.1f %9.0f  %s: %s",
                        Status.number(one, "count"),
                        Status.number(one, "total_millis"),
                        Status.number(one, "most_millis"),
                        Status.number(one, "rows"),
                        Plain.line(Status.text(one, "collection")),
                        Plain.line(Status.text(one, "query"))));
                lines.add(" ".repeat(38) + "-> " + Plain.line(Status.text(one, "plan")));
            }
        }
    }

    private void addConnections(List<String> lines) {
        List<Value> connections = now.list("connections");
        if (!connections.isEmpty()) {
            lines.add("");
            lines.add(
                    String.format(Locale.ROOT, "%7s %9s %9s %9s  %s", "client", "lag", "network", "subs", "principal"));
        }
        for (Value item : connections.subList(0, Math.min(MOST_CONNECTIONS, connections.size()))) {
            if (item instanceof Value.Obj one) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%7.0f %9.0f %9.0f %9.0f  %s",
                        Status.number(one, "connection"),
                        Status.number(one, "lag"),
                        Status.number(one, "buffered_bytes"),
                        Status.number(one, "subscriptions"),
                        Plain.line(Status.text(one, "principal"))));
            }
        }
    }

    private double rate(String name) {
        double since = before == null ? 0 : before.total(name);
        double seconds = before == null ? now.now("uptime_seconds") : (now.nanos() - before.nanos()) / 1e9;
        // Less than before was another process.
        return seconds <= 0 ? 0 : Math.max(0, now.total(name) - since) / seconds;
    }

    private String millis(String steps, double part) {
        long[] counts = now.steps(steps);
        long[] old = before == null ? new long[counts.length] : before.steps(steps);
        long all = 0;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = Math.max(0, counts[i] - (i < old.length ? old[i] : 0));
            all += counts[i];
        }
        if (all == 0) {
            return "-";
        }
        long sum = 0;
        int at = 0;
        while (at < counts.length - 1 && sum + counts[at] < part * all) {
            sum += counts[at];
            at++;
        }
        double end = now.stepMillis(at);
        return Double.isInfinite(end) ? "long" : String.format(Locale.ROOT, end < 1 ? "%.2f" : "%.0f", end);
    }

    private static String duration(long seconds) {
        return seconds < 3_600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }
}
