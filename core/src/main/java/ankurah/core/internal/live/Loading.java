package ankurah.core.internal.live;

import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.RowFilter;
import ankurah.event.EntityId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What happened while a query's first rows were read. Guarded by the reactor's lock. */
final class Loading {
    private static final int MOST_MISSED = 10_000;

    final Selection selection;
    private final Map<EntityId, Changed> missed = new LinkedHashMap<>();
    private boolean moved;
    private boolean renewed;

    Loading(Selection selection) {
        this.selection = selection;
    }

    void note(List<Changed> changes, Guards.Turned turned, Set<RowFilter> renewedFilters) {
        moved = true;
        renewed |= renewedFilters.contains(selection.filter);
        for (Guards.Place place : turned.lost()) {
            renewed |= place.collection().equals(selection.collection) && selection.guarded.contains(place.path());
        }
        if (!selection.guarded.isEmpty()) {
            turned.rows().forEach(this::note);
        }
        changes.forEach(this::note);
    }

    private void note(Changed change) {
        boolean counts =
                !selection.deep.isEmpty() || change.after().collection().equals(selection.collection);
        if (counts && missed.size() <= MOST_MISSED) {
            missed.merge(change.after().id(), change, Changed::then);
        }
    }

    /** Whether a newer root was published. */
    boolean moved() {
        return moved;
    }

    /** Whether {@link #missed(Followed)} does not tell all of it. */
    boolean isLost() {
        return renewed || missed.size() > MOST_MISSED;
    }

    /** What happened, as it concerns rows that depend on {@code followed}. */
    Concern missed(@Nullable Followed followed) {
        Concern concern = new Concern();
        for (Changed change : missed.values()) {
            if (change.after().collection().equals(selection.collection)) {
                concern.rows.add(change);
            }
            if (followed != null && followed.mayHold(change)) {
                concern.targets.add(change);
            }
        }
        return concern;
    }
}
