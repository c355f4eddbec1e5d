package ankurah.query;

import ankurah.event.EntityId;
import ankurah.event.Value;
import java.util.List;

/** Where a row stands in an order: the values of its columns, then its id. */
public record SortKey(List<Value> values, EntityId id) {
    public SortKey {
        values = List.copyOf(values);
    }
}
