package ankurah.server.internal.watch;

import ankurah.core.Principal;
import ankurah.core.observe.Observed;
import ankurah.core.observe.Observer;
import ankurah.query.Query;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The queries that took longest, put together by what they are when their values are left out. At most {@value #MOST} of them:
 * a further one takes the place of the one that cost least.
 */
public final class SlowQueries implements Observer {
    static final int MOST = 100;
    private static final System.Logger LOG = System.getLogger("ankurah.server");

    private final long slowNanos;
    private final boolean showValues;
    private final Figures figures;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** One kind of query. */
    private static final class Entry {
        final String collection;
        final String text;
        final Query query;
        final @Nullable Principal by;
        long count;
        long nanos;
        long most;
        long rows;

        Entry(Observed.Queried first, String text) {
            this.collection = first.collection();
            this.text = text;
            this.query = first.query();
            this.by = first.by();
        }
    }

    /**
     * One kind of slow query.
     *
     * @param query as it was asked by whom the first time; not to be shown
     * @param rows how many it gave in all
     */
    public record Slow(
            String collection,
            String text,
            Query query,
            @Nullable Principal by,
            long count,
            double totalMillis,
            double mostMillis,
            long rows) {}

    /** @param slowMillis from how many on a query is slow */
    public SlowQueries(int slowMillis, boolean showValues, Figures figures) {
        this.slowNanos = slowMillis * 1_000_000L;
        this.showValues = showValues;
        this.figures = figures;
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void observe(Observed what) {
        if (what instanceof Observed.Queried queried && queried.nanos() >= slowNanos) {
            figures.slow.increment();
            String text = QueryWords.of(queried.query(), showValues);
            note(queried, text);
            LOG.log(
                    Level.INFO,
                    () -> LogLine.of(queried.kind() == Observed.Kind.LIVE ? "slow live query" : "slow query")
                            .with("collection", queried.collection())
                            .with("query", text)
                            .with("rows", queried.rows())
                            .with("connection", queried.connection())
                            .with("millis", queried.nanos() / 1_000_000)
                            .toString());
        }
    }

    private void note(Observed.Queried queried, String text) {
        String key = queried.collection() + "\n" + text;
        synchronized (entries) {
            Entry entry = entries.get(key);
            if (entry == null) {
                if (entries.size() >= MOST) {
                    forgetCheapest();
                }
                entry = new Entry(queried, text);
                entries.put(key, entry);
            }
            entry.count++;
            entry.nanos += queried.nanos();
            entry.most = Math.max(entry.most, queried.nanos());
            entry.rows += queried.rows();
        }
    }

    private void forgetCheapest() {
        String cheapest = null;
        long least = Long.MAX_VALUE;
        for (Map.Entry<String, Entry> one : entries.entrySet()) {
            if (one.getValue().nanos < least) {
                least = one.getValue().nanos;
                cheapest = one.getKey();
            }
        }
        entries.remove(cheapest);
    }

    /** Those that cost most in all, first. */
    public List<Slow> worst(int most) {
        synchronized (entries) {
            return entries.values().stream()
                    .sorted(Comparator.comparingLong((Entry entry) -> entry.nanos)
                            .reversed())
                    .limit(most)
                    .map(SlowQueries::shown)
                    .toList();
        }
    }

    private static Slow shown(Entry entry) {
        return new Slow(
                entry.collection,
                entry.text,
                entry.query,
                entry.by,
                entry.count,
                entry.nanos / 1e6,
                entry.most / 1e6,
                entry.rows);
    }
}
