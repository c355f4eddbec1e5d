package ankurah.storage.internal.plan;

import ankurah.query.Ordering;
import ankurah.storage.EntityState;
import ankurah.storage.RowCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All rows of a way, sorted at the first call. */
final class SortedRows implements RowCursor {
    private final Sieve sieve;
    private final Ordering ordering;
    private final int wanted;
    private @Nullable List<Found> lastFirst;

    SortedRows(Sieve sieve, Ordering ordering, int wanted) {
        this.sieve = sieve;
        this.ordering = ordering;
        this.wanted = wanted;
    }

    @Override
    public @Nullable EntityState next() {
        List<Found> rows = lastFirst;
        if (rows == null) {
            rows = sort();
            lastFirst = rows;
        }
        return rows.isEmpty() ? null : sieve.state(rows.removeLast());
    }

    private List<Found> sort() {
        FirstRows first = new FirstRows(ordering, wanted);
        while (wanted > 0 && sieve.next()) {
            first.add(sieve.found());
        }
        sieve.close();
        return first.lastFirst();
    }

    @Override
    public long looked() {
        return sieve.looked();
    }

    @Override
    public void close() {
        sieve.close();
    }
}
