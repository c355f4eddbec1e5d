package ankurah.core;

import ankurah.event.AnkurahException;
import org.jspecify.annotations.Nullable;

/**
 * How an ephemeral node stands to its server.
 *
 * @param target what it connects to
 * @param error why it is offline, if that is known; {@code sync.other_system} when another system's server answers there
 * @param retryMillis when offline, how long until the next attempt
 */
public record ConnectionStatus(
        State state, String target, @Nullable AnkurahException error, long retryMillis) {

    /** Where the connection is. */
    public enum State {
        CONNECTING,
        CONNECTED,
        OFFLINE
    }
}
