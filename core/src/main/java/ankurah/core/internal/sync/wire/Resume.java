package ankurah.core.internal.sync.wire;

import ankurah.event.Hash256;
import ankurah.query.SortKey;
import ankurah.storage.Position;
import org.jspecify.annotations.Nullable;

/**
 * What a client that comes back already holds of a subscription.
 *
 * @param position where its rows were exact
 * @param authority under which they were sent
 * @param last under LIMIT, the key of the last row when the window was full
 */
public record Resume(
        Position position, Hash256 authority, @Nullable SortKey last) {}
