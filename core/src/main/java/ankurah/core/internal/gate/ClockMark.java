package ankurah.core.internal.gate;

import ankurah.event.HybridClock;
import ankurah.event.HybridTime;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;

/**
 * Keeps the clock ahead of all it stamped or admitted, across restarts. What is stored is a mark a little ahead of the
 * clock, so it is written about once a second and not with each commit; after a restart the clock goes on from the mark.
 */
public final class ClockMark {
    private static final String KEY = "clock";
    private static final long AHEAD = HybridTime.ofMillis(1000);

    private final HybridClock clock;
    private long mark;
    private long latestStored;

    private ClockMark(HybridClock clock, long mark) {
        this.clock = clock;
        this.mark = mark;
        this.latestStored = mark;
    }

    /** No event that is stored is dated later. */
    long latestStored() {
        return latestStored;
    }

    public static ClockMark load(StorageSnapshot snapshot, HybridClock clock) {
        long mark = stored(snapshot);
        clock.observe(mark);
        return new ClockMark(clock, mark);
    }

    /** The mark in a store; 0 if there is none. */
    public static long stored(StorageSnapshot snapshot) {
        byte[] stored = snapshot.meta(KEY);
        return stored == null ? 0 : new CborReader(stored).integer();
    }

    /** @param latest the greatest time of an event in the group */
    public void save(long latest, WriteGroup group) {
        clock.observe(latest);
        latestStored = Math.max(latestStored, latest);
        if (latest > mark) {
            mark = latest > Long.MAX_VALUE - AHEAD ? Long.MAX_VALUE : latest + AHEAD;
            group.meta(KEY, new CborWriter(9).integer(mark).toBytes());
        }
    }

    /** Another program has stored events of a shared store. */
    void took(long latest) {
        clock.observe(latest);
        latestStored = Math.max(latestStored, latest);
    }

    /** Reads the mark again, which another program may have moved, or which was not stored after all. */
    void reload(StorageSnapshot snapshot) {
        mark = stored(snapshot);
    }

    /** Writes a mark that came from another store. */
    public static void write(long mark, WriteGroup group) {
        group.meta(KEY, new CborWriter(9).integer(mark).toBytes());
    }

    /** The clock was set back, because it had been wrong. */
    public void restart(WriteGroup group) {
        mark = 0;
        save(clock.latest(), group);
    }
}
