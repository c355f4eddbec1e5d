package ankurah.core.internal.live;

import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.RowFilter;
import ankurah.event.EntityId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What happened while a query's first rows were read. Guarded by the reactor's lock. */
final class Loading {
    private static final int MOST_MISSED = 10_000;

    private final Selection selection;
    private final Map<EntityId, Changed> missed = new LinkedHashMap<>();
    private boolean moved;
    private boolean renewed;

    Loading(Selection selection) {
        this.selection = selection;
    }

    void note(List<Changed> changes, Set<RowFilter> renewedFilters) {
        moved = true;
        renewed |= renewedFilters.contains(selection.filter);
        for (Changed change : changes) {
            if (missed.size() <= MOST_MISSED && change.after().collection().equals(selection.collection)) {
                missed.put(change.after().id(), change);
            }
        }
    }

    /** Whether a newer root was published. */
    boolean moved() {
        return moved;
    }

    /** Whether {@link #missed} does not tell all of it. */
    boolean isLost() {
        return renewed || missed.size() > MOST_MISSED;
    }

    /** The newest change of each entity. */
    Iterable<Changed> missed() {
        return missed.values();
    }
}
