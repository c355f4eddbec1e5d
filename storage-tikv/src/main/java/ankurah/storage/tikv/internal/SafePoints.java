package ankurah.storage.tikv.internal;

import ankurah.event.AnkurahException;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the cluster from throwing away what open snapshots show, for up to an hour. Where it does not agree to that, and after
 * the hour, each read asks afterwards whether what it read was still whole.
 */
final class SafePoints {
    private static final System.Logger LOG = System.getLogger("ankurah.storage.tikv");
    private static final long MOST_MILLIS = TimeUnit.HOURS.toMillis(1);
    private static final int HOLD_SECONDS = 180;
    private static final long RENEW_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final Pd pd;
    private final String service;
    /** How many snapshots are open at each timestamp. */
    private final TreeMap<Long, Integer> open = new TreeMap<>();

    /** Of the last group that was committed. Only grows. */
    private long newest;

    private volatile long heldFrom = Long.MAX_VALUE;
    private volatile long heldUntilNanos = System.nanoTime();
    private long nextNanos = System.nanoTime();

    SafePoints(Pd pd, String service) {
        this.pd = pd;
        this.service = service;
    }

    /** From now on snapshots see what was committed then. */
    synchronized void publish(long commit) {
        newest = Math.max(newest, commit);
    }

    /** The timestamp of a new snapshot, which is kept until {@link #leave}. */
    synchronized long enter() {
        open.merge(newest, 1, Integer::sum);
        return newest;
    }

    synchronized void leave(long timestamp) {
        open.computeIfPresent(timestamp, (at, count) -> count == 1 ? null : count - 1);
    }

    synchronized long oldest() {
        return open.isEmpty() ? newest : open.firstKey();
    }

    /** Now and then, by one thread. */
    void renew(Patience patience) {
        if (System.nanoTime() - nextNanos >= 0) {
            hold(oldest(), pd.timestamp(patience), patience);
        }
    }

    void hold(long wanted, long now, Patience patience) {
        long from = Math.max(wanted, Pd.atMillis(Pd.millis(now) - MOST_MILLIS));
        long sent = System.nanoTime();
        try {
            if (pd.hold(service, HOLD_SECONDS, from, patience) <= from) {
                heldFrom = from;
                heldUntilNanos = sent + TimeUnit.SECONDS.toNanos(HOLD_SECONDS);
                nextNanos = sent + RENEW_NANOS;
                return;
            }
        } catch (AnkurahException e) {
            LOG.log(System.Logger.Level.DEBUG, "old versions are not held", e);
        }
        heldUntilNanos = sent;
    }

    /**
     * After a read.
     *
     * @throws AnkurahException.Unavailable {@code storage.snapshot_expired} if it may have missed what was thrown away
     */
    void check(long timestamp, Patience patience) {
        if (timestamp >= heldFrom && heldUntilNanos - System.nanoTime() > 0) {
            return;
        }
        long safePoint = pd.safePoint(patience);
        if (timestamp < safePoint) {
            throw Failures.expired(patience.store(), timestamp, safePoint);
        }
    }

    /** Others may throw away what they like. */
    void release(Patience patience) {
        pd.hold(service, 0, 0, patience);
    }
}
