package ankurah.server;

import ankurah.event.AnkurahException;
import org.jspecify.annotations.Nullable;

/**
 * What is to be seen of a running server, and by whom.
 *
 * @param token who shows it as a bearer token may read {@code /metrics} and {@code /status}, and nobody else; null for
 *     programs on the server's machine
 * @param slowMillis from how many milliseconds on a query is recorded as slow
 * @param showValues whether slow queries and recordings have the values that were asked for, which are data
 */
public record MonitorOptions(@Nullable String token, int slowMillis, boolean showValues) {
    private static final int LEAST_TOKEN = 16;

    public MonitorOptions {
        if (token != null && token.length() < LEAST_TOKEN) {
            throw new AnkurahException.Invalid(
                    "server.monitor", "a token for /metrics has at least " + LEAST_TOKEN + " characters");
        }
        if (slowMillis < 0) {
            throw new AnkurahException.Invalid("server.monitor", "a query cannot be slow after " + slowMillis + " ms");
        }
    }

    /** This machine alone, slow from 100 ms on, without values. */
    public static MonitorOptions defaults() {
        return new MonitorOptions(null, 100, false);
    }

    public MonitorOptions withToken(String shown) {
        return new MonitorOptions(shown, slowMillis, showValues);
    }

    public MonitorOptions withSlowMillis(int changed) {
        return new MonitorOptions(token, changed, showValues);
    }

    public MonitorOptions withValues(boolean shown) {
        return new MonitorOptions(token, slowMillis, shown);
    }
}
