package ankurah.core.model;

import ankurah.core.Context;
import ankurah.core.Entity;
import ankurah.core.Reads;
import ankurah.core.Transaction;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.query.AnkQl;
import ankurah.query.Predicate;
import ankurah.query.Query;
import java.util.Optional;

/**
 * The rows of one model. Generated code extends it, and its static methods lead here.
 *
 * @param <T> the model
 * @param <V> its view
 * @param <E> its edit
 */
public abstract class ModelCollection<T, V extends View<T>, E extends Edit<V>> {
    private final ModelDescriptor model;
    private final ModelPaths paths;

    protected ModelCollection(ModelDescriptor model) {
        this.model = model;
        this.paths = new ModelPaths(model);
    }

    public final ModelDescriptor model() {
        return model;
    }

    protected abstract Values write(T value, Values into);

    /** An entity of this collection as its view. */
    protected abstract V view(Entity entity);

    /** An entity of this collection as its edit. */
    protected abstract E edit(Transaction tx, EntityId id);

    /** Founds an entity, whose id is final at once. */
    public final V create(Transaction tx, T value) {
        tx.declare(model);
        Values values = write(value, Values.forEntity());
        return view(tx.create(model.collection(), values.toMap(), values.operations(), values.texts()));
    }

    /** @throws AnkurahException.NotFound {@code entity.not_found} where {@link #find} is empty */
    public final V get(Reads reads, Ref<T> ref) {
        return find(reads, ref)
                .orElseThrow(() -> new AnkurahException.NotFound(
                        "entity.not_found",
                        "there is no " + model.name() + " " + ref.id()
                                + ", or it is deleted, or it may not be seen, or it is something else"));
    }

    /** The entity, if it exists, is one of this model, is not deleted, and may be seen. */
    public final Optional<V> find(Reads reads, Ref<T> ref) {
        reads.declare(model);
        return reads.find(ref.id())
                .filter(entity -> entity.collection().equals(model.collection()))
                .map(this::view);
    }

    /**
     * An entity that follows every commit until it is closed.
     *
     * @throws AnkurahException.NotFound {@code entity.not_found} if it is not there now
     */
    public final TypedLiveEntity<V> observe(Context ctx, Ref<T> ref) {
        return new TypedLiveEntity<>(this, ctx.observe(get(ctx, ref).id()));
    }

    /** @throws AnkurahException.NotFound {@code entity.not_found} if there is none */
    public final E edit(Transaction tx, Ref<T> ref) {
        return edit(tx, get(tx, ref).id());
    }

    /** Undoes a {@link Edit#delete}. */
    public final V restore(Transaction tx, Ref<T> ref) {
        tx.declare(model);
        tx.restore(ref.id());
        return get(tx, ref);
    }

    public final TypedQuery<V> all() {
        return new TypedQuery<>(this, Query.ALL);
    }

    /** @throws AnkurahException.Invalid {@code query.unknown_property} for a field of another model */
    public final TypedQuery<V> where(Predicate predicate) {
        return all().and(predicate);
    }

    /**
     * A query as AnkQL, with the names that programs see.
     *
     * @param values one for each {@code ?}: anything a property may be, or a view
     * @throws AnkurahException.Invalid {@code query.*} for a text that is not AnkQL or names what the model has not
     */
    public final TypedQuery<V> where(String ankql, Object... values) {
        return new TypedQuery<>(this, paths.fromText(AnkQl.parse(ankql)).bind(Arguments.of(values)));
    }

    final Query checked(Query query) {
        return paths.fromFields(query);
    }
}
