package ankurah.core.model;

import ankurah.core.Reads;
import ankurah.event.EntityId;
import java.util.Optional;

/**
 * The id of an entity whose model is known. Made by generated code alone, whose references also know the type of view:
 * {@code album.artist().get(ctx)} is an {@code ArtistView}.
 *
 * @param <T> the model
 */
public abstract class Ref<T> implements Comparable<Ref<T>> {
    private final EntityId id;

    protected Ref(EntityId id) {
        this.id = id;
    }

    public final EntityId id() {
        return id;
    }

    /**
     * The entity referred to.
     *
     * @throws ankurah.event.AnkurahException.NotFound {@code entity.not_found} where {@link #find} is empty
     */
    public abstract View<T> get(Reads reads);

    /** The entity referred to, if it exists, is not deleted, and may be seen. */
    public abstract Optional<? extends View<T>> find(Reads reads);

    /** In the order in which the entities were created. */
    @Override
    public final int compareTo(Ref<T> other) {
        return id.compareTo(other.id);
    }

    @Override
    public final boolean equals(Object other) {
        return this == other || other instanceof Ref<?> that && id.equals(that.id);
    }

    @Override
    public final int hashCode() {
        return id.hashCode();
    }

    /** The id's text. */
    @Override
    public final String toString() {
        return id.toString();
    }

    /** Makes the references of one model. */
    @FunctionalInterface
    public interface Factory<T> {
        Ref<T> of(EntityId id);
    }
}
