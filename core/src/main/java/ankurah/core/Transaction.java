package ankurah.core;

import ankurah.core.type.TypedOperation;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes to any number of entities that happen together or not at all. Reads see the position the transaction began at
 * and its own changes; nobody else sees these before the commit. Belongs to one thread.
 *
 * <p>Nothing is locked: two transactions may change one entity, and both commit. Of two writes to one property the one
 * with the greater event id stays, which is the later one if its author had seen the other.
 *
 * <p>After {@link #commit}, {@link #rollback} or {@link #close} every call but these last two is refused with
 * {@code transaction.closed}.
 */
public interface Transaction extends Reads, AutoCloseable {
    TransactionId id();

    /**
     * Founds an entity. Its id is final at once.
     *
     * @param values by property name; null values are left out
     * @throws AnkurahException.Invalid {@code name.*} for a name that is reserved or malformed
     */
    default Entity create(String collection, Map<String, Value> values) {
        return create(collection, values, Map.of());
    }

    /**
     * Founds an entity with properties of other data types.
     *
     * @param values of plain properties by name; null values are left out
     * @param operations by property name, such as {@code Map.of("plays", Counter.add(1))}
     */
    Entity create(String collection, Map<String, Value> values, Map<String, TypedOperation<?>> operations);

    /**
     * Founds an entity with texts that several people can edit at once.
     *
     * @param texts by property name; an empty one is there and empty
     */
    Entity create(
            String collection,
            Map<String, Value> values,
            Map<String, TypedOperation<?>> operations,
            Map<String, String> texts);

    /**
     * A text to edit; reads inside the transaction see the edits. Opening one costs as much as the text is long; for
     * keystrokes use {@link Context#editor}.
     *
     * @throws AnkurahException.Invalid {@code event.data_type_differs} if the property is of another data type
     * @throws AnkurahException.NotFound {@code entity.not_found} if the entity does not exist here or is deleted
     */
    TextEdit text(EntityId entity, String property);

    /** Writes one property; {@link Value#NULL} clears it. */
    default void set(EntityId entity, String property, Value value) {
        edit(entity, Map.of(property, value));
    }

    /**
     * Writes properties, also those that already have the value.
     *
     * @throws AnkurahException.NotFound {@code entity.not_found} if the entity does not exist here or is deleted
     */
    void edit(EntityId entity, Map<String, Value> values);

    /**
     * Does something to a property by its data type, such as {@code apply(id, "plays", Counter.add(1))}. Several on one
     * property become one operation.
     *
     * @throws AnkurahException.Invalid {@code type.unknown} if the node does not know the type, {@code
     *     event.data_type_differs} if the property is of another one
     * @throws AnkurahException.NotFound {@code entity.not_found} if the entity does not exist here or is deleted
     */
    void apply(EntityId entity, String property, TypedOperation<?> operation);

    /** Takes an entity out of every query until it is restored. Its history stays. */
    void delete(EntityId entity);

    /** Undoes {@link #delete}. */
    void restore(EntityId entity);

    /**
     * Makes the changes visible and durable.
     *
     * @throws AnkurahException.Refused if the policy refuses one of them; then none is made
     */
    Receipt<@Nullable Void> commit();

    /** Drops the changes. */
    void rollback();

    /** Rolls back unless committed. */
    @Override
    void close();
}
