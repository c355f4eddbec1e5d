package ankurah.core.model;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.HistoryEntry;
import ankurah.event.EntityId;
import java.util.List;

/**
 * An entity as its model shows it, as it was at one position: all its reads come from one state, and it never changes. Who
 * wants to follow it opens a live query.
 *
 * @param <T> the model
 */
public abstract class View<T> {
    private final Entity entity;

    protected View(Entity entity) {
        this.entity = entity;
    }

    public final EntityId id() {
        return entity.id();
    }

    /** What lies under the view: values as they are stored, and the head. */
    public final Entity entity() {
        return entity;
    }

    public abstract Ref<T> ref();

    /** The events that led to it, and those that came since: see {@link Context#history(EntityId)}. */
    public final List<HistoryEntry> history(Context context) {
        return context.history(id());
    }

    /** The whole record. */
    public abstract T value();

    /** Whether the other view shows the same state of the same entity. */
    @Override
    public final boolean equals(Object other) {
        return this == other || other instanceof View<?> that && entity.equals(that.entity);
    }

    @Override
    public final int hashCode() {
        return entity.id().hashCode();
    }

    @Override
    public final String toString() {
        return entity.collection() + " " + entity.id() + " " + entity.values();
    }
}
