package ankurah.storage.internal.engine;

import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.Evaluator;
import ankurah.query.OrderBy;
import ankurah.query.Row;
import ankurah.storage.internal.key.Keys;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of index entries. An entry follows from its row alone; where a path leads through a reference into another row,
 * whose changes nobody would notice here, the row stands outside of the index's order, and queries leave such an index be.
 */
public final class EntryKeys {
    private EntryKeys() {}

    public static byte[] of(Index index, Row row) {
        EntityId id = row.id();
        Alone alone = new Alone(row);
        List<OrderBy> columns = index.spec().columns();
        List<Value> values = new ArrayList<>(columns.size());
        for (OrderBy column : columns) {
            values.add(Evaluator.value(column.path(), alone));
        }
        return alone.asked
                ? Keys.indexOutsideEntry(index.number(), id)
                : Keys.indexEntry(index.number(), columns, values, id);
    }

    /** A row without others. */
    private static final class Alone implements Row {
        private final Row row;
        private boolean asked;

        Alone(Row row) {
            this.row = row;
        }

        @Override
        public EntityId id() {
            return row.id();
        }

        @Override
        public Value get(String property) {
            return row.get(property);
        }

        @Override
        public @Nullable Row follow(EntityId target) {
            asked = true;
            return null;
        }
    }
}
