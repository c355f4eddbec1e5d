package ankurah.core.internal.entity;

import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.Row;
import ankurah.storage.EntityState;
import org.jspecify.annotations.Nullable;

/** A row whose references lead to the rows of the same view that the reader may see. */
public record FollowingRow(EntityState state, View view, RowFilter filter) implements Row {
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
        if (found == null || found.isDeleted() || !filter.admitsTarget(found)) {
            return null;
        }
        return new FollowingRow(found, view, filter);
    }
}
