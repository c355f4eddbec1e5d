package ankurah.core.internal.sync.wire;

import ankurah.event.EntityId;
import ankurah.event.Hash256;
import ankurah.query.SortKey;
import ankurah.storage.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client that comes back already holds of a subscription.
 *
 * @param position where its rows were exact
 * @param authority under which they were sent
 * @param last under LIMIT, the key of the last row when the window was full
 * @param held its rows, where the server could not work out which they are; null if it can
 */
public record Resume(
        Position position,
        Hash256 authority,
        @Nullable SortKey last,
        @Nullable List<EntityId> held) {

    public Resume {
        held = held == null ? null : List.copyOf(held);
    }
}
