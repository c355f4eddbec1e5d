package ankurah.core.internal.live;

import ankurah.core.internal.entity.Changed;
import ankurah.event.EntityId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What happened while a query's first rows were read. Guarded by the reactor's lock. */
final class Loading {
    private static final int MOST_MISSED = 10_000;

    private final String collection;
    private final Map<EntityId, Changed> missed = new LinkedHashMap<>();
    private boolean moved;

    Loading(String collection) {
        this.collection = collection;
    }

    void note(List<Changed> changes) {
        moved = true;
        for (Changed change : changes) {
            if (missed.size() <= MOST_MISSED && change.after().collection().equals(collection)) {
                missed.put(change.after().id(), change);
            }
        }
    }

    /** Whether a newer root was published. */
    boolean moved() {
        return moved;
    }

    /** Whether {@link #missed} lacks some. */
    boolean overflowed() {
        return missed.size() > MOST_MISSED;
    }

    /** The newest change of each entity. */
    Iterable<Changed> missed() {
        return missed.values();
    }
}
