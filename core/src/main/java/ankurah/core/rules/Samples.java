package ankurah.core.rules;

import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.Row;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows that refer to each other, to ask rules about in tests: no node, no store. */
public final class Samples {
    private final Map<EntityId, Fake> rows = new HashMap<>();
    private int last;

    /** A row of its own, which others may refer to by {@link Sample#row}{@code .id()}. */
    public Sample row(String collection, Map<String, Value> values) {
        byte[] id = new byte[32];
        last++;
        id[28] = (byte) (last >> 16);
        id[29] = (byte) (last >> 8);
        id[30] = (byte) last;
        Fake row = new Fake(EntityId.fromBytes(id), Map.copyOf(values));
        rows.put(row.id, row);
        return sample(collection, row);
    }

    /** The same row with some values changed; a null clears. Others that refer to it go on seeing it as it was. */
    public Sample changed(Sample row, Map<String, Value> values) {
        Map<String, Value> after = new TreeMap<>();
        row.properties().forEach(property -> after.put(property, row.row().get(property)));
        after.putAll(values);
        return sample(row.collection(), new Fake(row.row().id(), Map.copyOf(after)));
    }

    private static Sample sample(String collection, Fake row) {
        return new Sample(collection, row, row.values.keySet(), collection + " " + row.values);
    }

    private final class Fake implements Row {
        private final EntityId id;
        private final Map<String, Value> values;

        Fake(EntityId id, Map<String, Value> values) {
            this.id = id;
            this.values = values;
        }

        @Override
        public EntityId id() {
            return id;
        }

        @Override
        public Value get(String property) {
            return values.getOrDefault(property, Value.NULL);
        }

        @Override
        public @Nullable Row follow(EntityId target) {
            return rows.get(target);
        }
    }
}
