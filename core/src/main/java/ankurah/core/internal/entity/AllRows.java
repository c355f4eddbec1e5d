package ankurah.core.internal.entity;

import ankurah.core.EntityLookup;
import ankurah.storage.EntityState;
import org.jspecify.annotations.Nullable;

/**
 * The filter that hides nothing. It is no constant of {@link RowFilter}, because in the browser build a call on an interface
 * counts as if it had made the interface's constants, which it has not.
 */
public final class AllRows implements RowFilter {
    public static final RowFilter FILTER = new AllRows();

    private AllRows() {}

    @Override
    public boolean admits(EntityState row, EntityLookup others, FollowingRow.@Nullable Trail trail) {
        return true;
    }

    @Override
    public boolean admitsAll() {
        return true;
    }
}
