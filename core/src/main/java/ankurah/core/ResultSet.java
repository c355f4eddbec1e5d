package ankurah.core;

import ankurah.event.EntityId;
import java.util.List;
import java.util.Optional;

/** The rows of a query at one position, in its order. It never changes; the next one shares what did not change. */
public interface ResultSet extends Iterable<Entity> {
    int size();

    default boolean isEmpty() {
        return size() == 0;
    }

    /** @throws IndexOutOfBoundsException if there is no such row */
    Entity get(int index);

    boolean contains(EntityId id);

    Optional<Entity> find(EntityId id);

    /** Where a row stands, or -1. */
    int indexOf(EntityId id);

    List<Entity> toList();
}
