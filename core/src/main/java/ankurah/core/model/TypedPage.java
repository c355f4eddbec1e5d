package ankurah.core.model;

import ankurah.query.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a query's rows.
 *
 * @param next where the next page begins, for {@link TypedQuery#after}; null behind the last page
 */
public record TypedPage<V>(List<V> rows, @Nullable Cursor next) {
    public TypedPage {
        rows = List.copyOf(rows);
    }
}
