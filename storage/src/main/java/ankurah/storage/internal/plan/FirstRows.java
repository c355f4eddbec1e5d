package ankurah.storage.internal.plan;

import ankurah.query.Ordering;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Gathers rows and keeps the first of them, at least one. */
final class FirstRows {
    private final Ordering ordering;
    private final int wanted;
    /** The last row on top. */
    private final PriorityQueue<Found> kept;

    private final List<Found> all = new ArrayList<>();

    FirstRows(Ordering ordering, int wanted) {
        this.ordering = ordering;
        this.wanted = wanted;
        this.kept = new PriorityQueue<>((a, b) -> ordering.compare(b.key(), a.key()));
    }

    void add(Found row) {
        if (wanted == Integer.MAX_VALUE) {
            all.add(row);
        } else if (kept.size() < wanted) {
            kept.add(row);
        } else if (ordering.compare(row.key(), kept.element().key()) < 0) {
            kept.remove();
            kept.add(row);
        }
    }

    /** The rows, the last one first, so that taking them from the end gives their order. */
    List<Found> lastFirst() {
        all.addAll(kept);
        kept.clear();
        all.sort((a, b) -> ordering.compare(b.key(), a.key()));
        return all;
    }
}
