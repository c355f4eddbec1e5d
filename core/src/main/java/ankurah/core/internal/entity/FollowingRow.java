package ankurah.core.internal.entity;

import ankurah.core.EntityLookup;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.Row;
import ankurah.storage.EntityState;
import org.jspecify.annotations.Nullable;

/**
 * A row whose references lead to the rows of the same position that the reader may see.
 *
 * @param trail hears where they were followed to; null if nobody wants to know
 */
public record FollowingRow(
        EntityState state,
        EntityLookup view,
        RowFilter filter,
        @Nullable Trail trail) implements Row {

    /** Hears of entities that an answer depends on. */
    public interface Trail {
        /** @param found null if there is no such entity, or not yet */
        void followed(EntityId target, @Nullable EntityState found);
    }

    public FollowingRow(EntityState state, EntityLookup view, RowFilter filter) {
        this(state, view, filter, null);
    }

    @Override
    public EntityId id() {
        return state.id();
    }

    @Override
    public Value get(String property) {
        return state.get(property);
    }

    @Override
    public @Nullable Row follow(EntityId target) {
        EntityState found = view.state(target);
        if (trail != null) {
            trail.followed(target, found);
        }
        if (found == null || found.isDeleted() || !filter.admitsTarget(found, view, trail)) {
            return null;
        }
        return new FollowingRow(found, view, filter, trail);
    }
}
