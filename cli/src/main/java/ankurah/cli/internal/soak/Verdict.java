package ankurah.cli.internal.soak;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What must be true afterwards. */
final class Verdict {
    private static final double MIB = 1 << 20;
    private static final double MOST_GROWTH = 1.15;
    private static final long ALLOWED_BYTES = 12L << 20;
    private static final int ALLOWED_THREADS = 8;

    private final Plan plan;
    private final Figures figures;
    private final List<Worker> workers;
    private final List<String> wrong = new ArrayList<>();
    private final StringBuilder note = new StringBuilder();

    Verdict(Plan plan, Figures figures, List<Worker> workers) {
        this.plan = plan;
        this.figures = figures;
        this.workers = workers;
    }

    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** @param server reads what the server has */
    void check(Context server) {
        if (figures.acknowledged.get() == 0) {
            wrong.add("nothing was acknowledged, so nothing was tested");
        }
        for (int team = 0; team < plan.teams(); team++) {
            converges(server, team);
        }
        for (Worker worker : workers) {
            once(server, worker);
        }
    }

    /** Others' last commits may still be on their way. */
    private void converges(Context server, int team) {
        List<Entity> rows = rows(server, Worker.ITEM, "team = ?", team);
        List<Entity> first = rows(server, Worker.ITEM, "team = ? ORDER BY rank DESC LIMIT 5", team);
        for (Worker worker : workers) {
            if (worker.team == team) {
                if (!Waits.maybe(() -> same(rows, worker.shown()))) {
                    wrong.add("client " + worker.number + " shows other rows of its team than the server has");
                }
                if (!Waits.maybe(() -> worker.shownFirst().equals(first))) {
                    wrong.add("client " + worker.number + " shows another first five than the server has");
                }
            }
        }
    }

    private static List<Entity> rows(Context server, String collection, String query, long number) {
        return Waits.patiently(() -> server.query(collection, query, Value.of(number)));
    }

    private static boolean same(List<Entity> some, List<Entity> others) {
        return byId(some).equals(byId(others));
    }

    private static List<Entity> byId(List<Entity> rows) {
        return rows.stream().sorted(Comparator.comparing(Entity::id)).toList();
    }

    private void once(Context server, Worker worker) {
        BitSet there = new BitSet();
        List<Entity> marks = rows(server, Worker.MARK, "by = ?", worker.number);
        for (Entity row : marks) {
            int mark = (int) number(row.get("mark"));
            if (there.get(mark)) {
                wrong.add("commit " + mark + " of client " + worker.number + " made two rows");
            }
            if (mark >= worker.tried()) {
                wrong.add("commit " + mark + " of client " + worker.number + " was never made");
            }
            there.set(mark);
        }
        BitSet lost = (BitSet) worker.acknowledged.clone();
        lost.andNot(there);
        if (!lost.isEmpty()) {
            wrong.add("acknowledged and lost, of client " + worker.number + ": " + lost);
        }
        long counted = 0;
        for (Entity row : rows(server, Worker.TALLY, "by = ?", worker.number)) {
            counted += number(row.get("count"));
        }
        if (counted != marks.size()) {
            wrong.add("client " + worker.number + " made " + marks.size() + " commits, which count as " + counted);
        }
    }

    private static long number(Value value) {
        return value instanceof Value.Int whole ? whole.value() : 0;
    }

    /**
     * Two looks make no third.
     *
     * @param measures while the clients were at work and the server lived on
     * @param base before they came, and {@code idle} after they left
     */
    void checkMemory(
            List<ServerProcess.Measure> measures, ServerProcess.Measure base, Supplier<ServerProcess.Measure> idle) {
        int third = measures.size() / 3;
        if (third > 0) {
            double first = median(measures.subList(0, third));
            double last = median(measures.subList(measures.size() - third, measures.size()));
            note(String.format(
                    Locale.ROOT,
                    "server's heap at work, medians: first third %.1f MiB, last third %.1f MiB",
                    first / MIB,
                    last / MIB));
            if (last > first * MOST_GROWTH + ALLOWED_BYTES) {
                wrong.add(String.format(
                        Locale.ROOT, "the server's heap grew from %.1f to %.1f MiB", first / MIB, last / MIB));
            }
        }
        ServerProcess.Measure end = idle.get();
        note.append("server idle: before ")
                .append(base)
                .append("; after ")
                .append(end)
                .append('\n');
        if (end.connections() > 0) {
            wrong.add(end.connections() + " connections are still open though all clients have left");
        }
        if (end.liveQueries() > 0) {
            wrong.add(end.liveQueries() + " live queries are still kept though all clients have left");
        }
        // Pools have grown by the time all have come, and then must not grow on.
        long threads = measures.subList(0, third).stream()
                .mapToLong(ServerProcess.Measure::threads)
                .max()
                .orElse(Long.MAX_VALUE - ALLOWED_THREADS);
        if (end.threads() > threads + ALLOWED_THREADS) {
            wrong.add("the server has " + end.threads() + " threads, and had " + threads);
        }
    }

    private void note(String line) {
        note.append(line).append('\n');
    }

    /** How memory stood. */
    String memory() {
        return note.toString();
    }

    /** What is made between a collection and the look, or is on its way to clients that come back, makes single looks high. */
    private static double median(List<ServerProcess.Measure> measures) {
        long[] sorted = measures.stream()
                .mapToLong(ServerProcess.Measure::heapBytes)
                .sorted()
                .toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0;
    }
}
