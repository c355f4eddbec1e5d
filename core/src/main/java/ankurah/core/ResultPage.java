package ankurah.core;

import ankurah.query.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a query's rows.
 *
 * @param next where the next page begins, for {@code query.withAfter(next)}; null behind the last page
 */
public record ResultPage(List<Entity> rows, @Nullable Cursor next) {
    public ResultPage {
        rows = List.copyOf(rows);
    }
}
