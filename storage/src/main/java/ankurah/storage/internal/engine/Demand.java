package ankurah.storage.internal.engine;

import ankurah.query.OrderBy;
import ankurah.storage.IndexLimits;
import ankurah.storage.IndexSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides which indexes are made on demand. Each query that ran tells which index it would have liked and how many rows it
 * looked at in vain for want of it. When the rows looked at in vain for one index outweigh what building it costs, it is
 * made. So, whatever queries come, no more than about twice the least possible work is done: the rule by which one rents
 * skis until the rent paid equals their price, and then buys.
 *
 * <p>Bounded: when too many different indexes are wished for, all is forgotten and counted anew. Readers add without a
 * lock.
 */
public final class Demand {
    /** What indexing a row costs, in rows looked at: reading it, making the key, writing and later merging the entry. */
    private static final long BUILT_ROW = 8;

    private static final int MOST_WISHES = 64;

    private final Map<IndexSpec, AtomicLong> inVain = new ConcurrentHashMap<>();
    private final Map<IndexSpec, Boolean> wanted = new ConcurrentHashMap<>();

    /**
     * Counts rows that were looked at in vain.
     *
     * @param rows about how many rows the collection has
     * @return whether the index is wanted from now on
     */
    public boolean note(IndexSpec spec, long lookedInVain, long rows) {
        AtomicLong sum = inVain.get(spec);
        if (sum == null) {
            if (inVain.size() >= MOST_WISHES) {
                inVain.clear();
            }
            sum = inVain.computeIfAbsent(spec, s -> new AtomicLong());
        }
        if (sum.addAndGet(lookedInVain) < rows * BUILT_ROW) {
            return false;
        }
        inVain.remove(spec);
        return wanted.put(spec, true) == null;
    }

    /**
     * The same, unless there is such an index already, or none is to be made for so few rows.
     *
     * @param there the indexes of the collection
     */
    public boolean note(IndexLimits limits, List<Index> there, IndexSpec spec, long lookedInVain, long rows) {
        boolean made = there.stream().anyMatch(index -> index.isWritten() && serves(index.spec(), spec));
        return limits.onDemand() > 0 && rows >= limits.onDemandRows() && !made && note(spec, lookedInVain, rows);
    }

    public boolean hasWanted() {
        return !wanted.isEmpty();
    }

    public List<IndexSpec> takeWanted() {
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<IndexSpec> taken = new ArrayList<>(wanted.keySet());
        taken.forEach(wanted::remove);
        return taken;
    }

    /** Whether the first columns of an index are those of another one. */
    public static boolean serves(IndexSpec index, IndexSpec wished) {
        List<OrderBy> columns = index.columns();
        int count = wished.columns().size();
        return columns.size() >= count && columns.subList(0, count).equals(wished.columns());
    }
}
