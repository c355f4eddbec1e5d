package ankurah.core.rules;

import ankurah.core.Entity;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.Row;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A row to ask rules about.
 *
 * @param properties those that it has
 */
public record Sample(String collection, Row row, Set<String> properties, String name) {

    public Sample {
        properties = Set.copyOf(properties);
    }

    /** A row that refers to nothing. */
    public static Sample of(String collection, Map<String, Value> values) {
        return new Samples().row(collection, values);
    }

    /** A row of a database, and where the rows are that it refers to. */
    public static Sample of(Entity entity, Function<EntityId, @Nullable Entity> others) {
        return new Sample(
                entity.collection(),
                new Stored(entity, others),
                entity.values().keySet(),
                entity.collection() + " " + entity.id());
    }

    /** The same row with these values instead of all of its own. */
    public Sample with(Map<String, Value> values) {
        return new Sample(collection, new Changed(row, Map.copyOf(values)), values.keySet(), name);
    }

    private record Changed(Row before, Map<String, Value> values) implements Row {
        @Override
        public EntityId id() {
            return before.id();
        }

        @Override
        public Value get(String property) {
            return values.getOrDefault(property, Value.NULL);
        }

        @Override
        public @Nullable Row follow(EntityId target) {
            return before.follow(target);
        }
    }

    private record Stored(Entity entity, Function<EntityId, @Nullable Entity> others) implements Row {
        @Override
        public EntityId id() {
            return entity.id();
        }

        @Override
        public Value get(String property) {
            return entity.get(property);
        }

        @Override
        public @Nullable Row follow(EntityId target) {
            Entity found = others.apply(target);
            return found == null ? null : new Stored(found, others);
        }
    }
}
