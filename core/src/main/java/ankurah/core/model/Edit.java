package ankurah.core.model;

import ankurah.core.Transaction;
import ankurah.core.type.TypedOperation;
import ankurah.event.EntityId;
import ankurah.event.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entity as its model lets it be changed, in one transaction and for no longer. Each call writes; what is written shows
 * in the transaction at once and to all others with its commit.
 *
 * @param <V> the view of the model
 */
public abstract class Edit<V extends View<?>> {
    private final ModelCollection<?, V, ?> collection;
    private final Transaction tx;
    private final EntityId id;

    protected Edit(ModelCollection<?, V, ?> collection, Transaction tx, EntityId id) {
        this.collection = collection;
        this.tx = tx;
        this.id = id;
        tx.declare(collection.model());
    }

    public final EntityId id() {
        return id;
    }

    /** The entity as it is in the transaction now. */
    public final V view() {
        return collection.view(tx.get(id));
    }

    /** Takes the entity out of every query until it is restored. Its history stays. */
    public final void delete() {
        tx.delete(id);
    }

    protected final <P> void write(Property.Required<P> property, P value) {
        write(property.stored(), property.encode(value));
    }

    protected final <P> void write(Property.Optional<P> property, @Nullable P value) {
        write(property.stored(), property.encode(value));
    }

    protected final <E extends Edit<?>> CounterEdit<E> counter(E self, Property.Counting property) {
        return new CounterEdit<>(self, property);
    }

    protected final <E extends Edit<?>, P> SetEdit<E, P> members(E self, Property.Members<P> property) {
        return new SetEdit<>(self, property);
    }

    protected final <E extends Edit<?>> DocumentEdit<E> document(E self, Property.Document property) {
        return new DocumentEdit<>(self, property);
    }

    protected final void edit(Property.Prose property, TextEdits edits) {
        edits.on(tx.text(id, property.stored()));
    }

    final void apply(Property<?> property, TypedOperation<?> operation) {
        tx.apply(id, property.stored(), operation);
    }

    private void write(String stored, Value value) {
        tx.edit(id, Map.of(stored, value));
    }
}
