package ankurah.core.sync;

import org.jspecify.annotations.Nullable;

/**
 * How a client's connection stands at its server.
 *
 * @param connection its number, counted from the server's start
 * @param principal who it is; null before it has shown that
 * @param openMillis since when it is open
 * @param subscriptions how many it has open
 * @param lag how many commits it is behind of what it waits for
 * @param waiting messages of the client that were not looked at yet
 * @param bufferedBytes what waits for the network
 */
public record SessionStatus(
        long connection,
        @Nullable String principal,
        long openMillis,
        int subscriptions,
        long lag,
        int waiting,
        long bufferedBytes) {}
