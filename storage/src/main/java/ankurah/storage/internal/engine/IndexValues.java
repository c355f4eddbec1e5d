package ankurah.storage.internal.engine;

import ankurah.event.Value;
import ankurah.query.Row;

/** What a row stands under in an index. */
final class IndexValues {
    private IndexValues() {}

    /** The value that filters and orders see: a JSON scalar counts as the scalar. */
    static Value of(Row row, String property) {
        Value value = row.get(property);
        if (value instanceof Value.Json json && !(json.root() instanceof Value.List || json.root() instanceof Value.Obj)) {
            return json.root();
        }
        return value;
    }
}
