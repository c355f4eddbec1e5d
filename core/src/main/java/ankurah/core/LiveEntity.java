package ankurah.core;

import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.signals.Signal;
import java.util.Optional;

/**
 * An entity that follows every commit until it is closed, tracked property by property: an effect or computed value of the
 * {@link Node#signals node's graph} that reads one property depends on that one alone. Reads in the graph come from its
 * position, others are as new as the newest commit. A signal of the whole entity, empty while it is deleted or may not be
 * seen.
 */
public interface LiveEntity extends Signal<Optional<Entity>>, AutoCloseable {
    EntityId id();

    /** The value of a property; {@link Value#NULL} when the entity has none, or is not there. */
    Value get(String property);

    /** Whether it is there: not deleted, and to be seen. */
    boolean exists();

    /**
     * What a function makes of the entity. An effect that reads this depends on what comes out, not on the entity: it runs
     * again when that is not equal to what it was.
     *
     * @throws ankurah.event.AnkurahException.NotFound {@code entity.not_found} while it is not there
     */
    <T> T read(RowFunction<T> function);

    /** The live query under it. */
    LiveQuery query();

    /** Ends it; it stays as it is. May be called again. */
    @Override
    void close();
}
