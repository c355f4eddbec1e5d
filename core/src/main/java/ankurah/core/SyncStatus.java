package ankurah.core;

import ankurah.event.AnkurahException;
import org.jspecify.annotations.Nullable;

/**
 * How a node stands to its system, for a user interface to show.
 *
 * @param state where the connection is
 * @param target what it connects to
 * @param pendingCommits how many commits of this node the shared position has not reached
 * @param error why it is not connected, if that is known; {@code sync.other_system} when another system's server answers there
 * @param sinceMillis since when the state is this one, in Unix milliseconds of this machine's clock; trying to connect
 *     again is no other state than being offline
 * @param retryMillis when offline, how long from then until the next attempt
 */
public record SyncStatus(
        ConnectionStatus.State state,
        String target,
        int pendingCommits,
        @Nullable AnkurahException error,
        long sinceMillis,
        long retryMillis) {

    /** Of a node that is its own authority. */
    public static final SyncStatus DURABLE =
            new SyncStatus(ConnectionStatus.State.CONNECTED, "this node", 0, null, 0, 0);
}
