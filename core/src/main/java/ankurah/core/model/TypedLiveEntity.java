package ankurah.core.model;

import ankurah.core.LiveEntity;
import ankurah.event.EntityId;
import ankurah.signals.Signal;
import java.util.Optional;
import java.util.function.Function;

/**
 * An entity of a model that follows every commit until it is closed; see {@link LiveEntity}. A signal of its view, empty
 * while it is deleted or may not be seen.
 *
 * @param <V> the view of the model
 */
public final class TypedLiveEntity<V extends View<?>> implements Signal<Optional<V>>, AutoCloseable {
    private final ModelCollection<?, V, ?> collection;
    private final LiveEntity live;

    TypedLiveEntity(ModelCollection<?, V, ?> collection, LiveEntity live) {
        this.collection = collection;
        this.live = live;
    }

    public EntityId id() {
        return live.id();
    }

    @Override
    public Optional<V> get() {
        return live.get().map(collection::view);
    }

    @Override
    public Optional<V> peek() {
        return live.peek().map(collection::view);
    }

    public boolean exists() {
        return live.exists();
    }

    /**
     * A property, or anything made of the view: {@code album.read(AlbumView::year)}. An effect that reads this runs again
     * when it is not equal to what it was.
     *
     * @throws ankurah.event.AnkurahException.NotFound {@code entity.not_found} while the entity is not there
     */
    public <T> T read(Function<V, T> function) {
        return live.read(row -> function.apply(collection.view(row)));
    }

    /** What lies under it. */
    public LiveEntity untyped() {
        return live;
    }

    /** Ends it; it stays as it is. May be called again. */
    @Override
    public void close() {
        live.close();
    }
}
