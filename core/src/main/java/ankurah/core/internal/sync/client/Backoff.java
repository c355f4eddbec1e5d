package ankurah.core.internal.sync.client;

import ankurah.core.NodeOptions;
import ankurah.event.RandomSource;

/**
 * How long to wait before the next attempt to connect: a random part of a bound that doubles with each failure ("full
 * jitter", Brooker, 2015), so that a thousand clients of a server that comes back do not all come at once. A connection
 * that is lost sooner than the last wait could have taken is a failure too: a server that greets and then hangs up would
 * otherwise be asked again without end.
 */
final class Backoff {
    private final int firstMillis;
    private final int maxMillis;
    private final RandomSource random;
    private int failures;
    private long boundMillis;

    Backoff(NodeOptions options, RandomSource random) {
        this.firstMillis = options.firstRetryMillis();
        this.maxMillis = options.maxRetryMillis();
        this.random = random;
    }

    /** A connection has ended that lasted so long. */
    void lasted(long millis) {
        if (millis >= boundMillis) {
            failures = 0;
        }
    }

    long nextMillis() {
        boundMillis = Math.min(maxMillis, (long) firstMillis << Math.min(failures, 20));
        failures++;
        byte[] drawn = random.bytes(4);
        long value = 0;
        for (byte octet : drawn) {
            value = value << 8 | octet & 0xff;
        }
        return value % (boundMillis + 1);
    }
}
