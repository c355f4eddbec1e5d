package ankurah.storage.internal.plan;

import ankurah.query.Ordering;
import ankurah.storage.EntityState;
import ankurah.storage.RowCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a way that has the order of the query, as it comes. Where the way leaves open how rows follow each other,
 * those of one group are gathered and sorted before the first of them is given.
 */
final class WalkedRows implements RowCursor {
    private final Sieve sieve;
    private final Ordering ordering;
    private int wanted;
    private List<Found> lastFirst = List.of();
    /** Whether the sieve stands on a row that was not given yet: the one behind a gathered group. */
    private boolean ahead;

    WalkedRows(Sieve sieve, Ordering ordering, int wanted) {
        this.sieve = sieve;
        this.ordering = ordering;
        this.wanted = wanted;
    }

    @Override
    public @Nullable EntityState next() {
        if (wanted == 0) {
            return null;
        }
        if (lastFirst.isEmpty()) {
            if (!ahead && !sieve.next()) {
                wanted = 0;
                return null;
            }
            ahead = false;
            if (sieve.isPlaced()) {
                wanted--;
                return sieve.state();
            }
            lastFirst = gather();
        }
        wanted--;
        return sieve.state(lastFirst.removeLast());
    }

    /** The rows of the group in which the sieve stands. It then stands behind them. */
    private List<Found> gather() {
        FirstRows first = new FirstRows(ordering, wanted);
        int group = sieve.group();
        first.add(sieve.found());
        while (sieve.next()) {
            if (sieve.group() != group) {
                ahead = true;
                break;
            }
            first.add(sieve.found());
        }
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
