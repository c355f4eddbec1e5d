package ankurah.core.internal.live;

import ankurah.core.Scheduler;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.View;
import ankurah.event.EntityId;
import ankurah.storage.EntityState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One guard that is being read, without the reactor's lock, by whoever needed it first; others who need it wait. Where a row leads
 * depends on nothing but the newest position, so for what was published meanwhile it is enough to look once more at the rows that
 * were changed, and at those that led through an entity that was.
 *
 * <p>{@link #read} is the reader's; all else is guarded by the reactor's lock.
 */
final class GuardLoading implements Scheduler.Condition {
    private static final int MOST_MISSED = 10_000;

    final Guards.Place place;
    private final int mostLinks;
    private final List<Changed> missed = new ArrayList<>();
    private boolean begun;
    private boolean lost;
    private @Nullable Followed found;
    private volatile boolean done;

    GuardLoading(Guards.Place place, int mostLinks) {
        this.place = place;
        this.mostLinks = mostLinks;
    }

    /** True for the first one who asks. */
    boolean begin() {
        boolean first = !begun;
        begun = true;
        return first;
    }

    void read(View from) {
        found = place.load(from, mostLinks);
    }

    void note(List<Changed> changes) {
        if (missed.size() + changes.size() > MOST_MISSED) {
            lose();
        } else {
            missed.addAll(changes);
        }
    }

    /** It is worth nothing any more. */
    void lose() {
        lost = true;
        missed.clear();
    }

    /** As of the newest position; null if that cannot be told. */
    @Nullable
    Followed madeUp(View newest) {
        Followed known = found;
        if (lost || known == null) {
            return null;
        }
        Set<EntityId> rows = new LinkedHashSet<>();
        for (Changed change : missed) {
            if (change.after().collection().equals(place.collection())) {
                rows.add(change.after().id());
            }
            if (known.isLost() && known.mayHold(change)) {
                place.followOn(known, change.after(), newest);
            }
            known.addRows(change.after().id(), rows);
        }
        for (EntityId id : rows) {
            EntityState row = newest.state(place.collection(), id);
            if (row != null) {
                place.follow(known, row, newest);
            }
        }
        return known;
    }

    void end() {
        done = true;
    }

    @Override
    public boolean holds() {
        return done;
    }
}
