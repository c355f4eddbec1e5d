package ankurah.server.internal.watch;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by a label that comes from outside: of so many labels at most, and {@value #OTHER} for all further ones. */
public final class Labelled {
    static final String OTHER = "_other";
    static final int MOST = 200;

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void add(String label, long count) {
        LongAdder known = counts.get(label);
        if (known == null) {
            known = counts.computeIfAbsent(counts.size() < MOST ? label : OTHER, name -> new LongAdder());
        }
        known.add(count);
    }

    public long total() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** By label, in the order of the labels. */
    public Map<String, Long> counts() {
        Map<String, Long> now = new TreeMap<>();
        counts.forEach((label, count) -> now.put(label, count.sum()));
        return now;
    }
}
