package ankurah.core.internal.entity;

import ankurah.query.Ordering;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.RowCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a snapshot merged with newer ones, both in the query's order. A stored row that has a newer state, or that
 * the reader may not see, is passed over, so the limit is applied here, after both.
 */
final class MergedCursor implements RowCursor {
    private final View view;
    private final RowFilter filter;
    private final Ordering ordering;
    private final List<Selected> newer;
    private final RowCursor stored;
    private int left;
    private int nextNewer;
    private @Nullable Selected nextStored;

    MergedCursor(View view, String collection, Query bound, RowFilter filter, List<Selected> newer) {
        this.view = view;
        this.filter = filter;
        this.ordering = Ordering.of(bound.orderBy());
        this.newer = newer;
        Integer limit = bound.limit();
        this.left = limit == null ? Integer.MAX_VALUE : limit;
        this.stored = view.snapshot().query(collection, bound.withLimit(storedLimit(limit)));
        this.nextStored = readStored();
    }

    /** Each newer state hides at most one stored row; how many the filter hides is not known before. */
    private @Nullable Integer storedLimit(@Nullable Integer limit) {
        if (limit == null || !filter.admitsAll()) {
            return null;
        }
        long enough = (long) limit + view.overlay().states().size();
        return enough > Integer.MAX_VALUE ? null : (Integer) (int) enough;
    }

    @Override
    public @Nullable EntityState next() {
        if (left == 0) {
            return null;
        }
        left--;
        Selected fromStore = nextStored;
        Selected fromNewer = nextNewer < newer.size() ? newer.get(nextNewer) : null;
        if (fromNewer != null && (fromStore == null || ordering.compare(fromNewer.key(), fromStore.key()) < 0)) {
            nextNewer++;
            return fromNewer.state();
        }
        if (fromStore == null) {
            return null;
        }
        nextStored = readStored();
        return fromStore.state();
    }

    private @Nullable Selected readStored() {
        for (EntityState row = stored.next(); row != null; row = stored.next()) {
            if (view.overlay().state(row.id()) == null && filter.admits(row, view)) {
                return new Selected(ordering.key(row), row);
            }
        }
        return null;
    }

    @Override
    public void close() {
        stored.close();
    }
}
