package ankurah.core.internal.sync.client;

import ankurah.event.Hash256;
import ankurah.query.SortKey;
import ankurah.storage.Position;
import org.jspecify.annotations.Nullable;

/**
 * What the store says of a subscription beside its rows.
 *
 * @param at where its rows were exact; null if that is the position of the whole store
 * @param authority under which they were sent
 * @param last under LIMIT, the key of the last row there when the window was full
 * @param used when it was last read through, as a number that only grows
 * @param bytes about how much room its rows take; known when nobody reads through it
 */
record StoredSubscription(
        long id,
        Selection selection,
        @Nullable Position at,
        Hash256 authority,
        @Nullable SortKey last,
        long used,
        long bytes) {

    StoredSubscription at(Position position) {
        return new StoredSubscription(id, selection, position, authority, last, used, bytes);
    }
}
