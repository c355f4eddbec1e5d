package ankurah.storage.sqlite;

import ankurah.event.AnkurahException;
import ankurah.storage.EngineOptions;
import ankurah.storage.OrderedStore.Durability;

/**
 * How a file is opened.
 *
 * @param engine durability and where ids come from
 * @param snapshots how many snapshots may be open at once; each has a connection of its own
 * @param waitMillis how long a snapshot waits for one of them to be closed, and a write for another program that has the
 *     file locked
 * @param cacheBytes how much of the file the writer keeps in memory; readers share what the system caches
 */
public record SqliteOptions(EngineOptions engine, int snapshots, int waitMillis, long cacheBytes) {

    /** @throws AnkurahException.Invalid {@code storage.options} for fewer than 1 snapshot, or less than nothing */
    public SqliteOptions {
        if (snapshots < 1 || waitMillis < 0 || cacheBytes < 0) {
            throw new AnkurahException.Invalid(
                    "storage.options",
                    "at least 1 snapshot, and 0 or more milliseconds and bytes; not " + snapshots + ", " + waitMillis
                            + ", " + cacheBytes);
        }
    }

    public static SqliteOptions defaults() {
        return new SqliteOptions(EngineOptions.defaults(), 64, 5_000, 32L << 20);
    }

    public SqliteOptions withEngine(EngineOptions changed) {
        return new SqliteOptions(changed, snapshots, waitMillis, cacheBytes);
    }

    public SqliteOptions withDurability(Durability durability) {
        return withEngine(engine.withDurability(durability));
    }

    public SqliteOptions withSnapshots(int most) {
        return new SqliteOptions(engine, most, waitMillis, cacheBytes);
    }

    public SqliteOptions withWaitMillis(int millis) {
        return new SqliteOptions(engine, snapshots, millis, cacheBytes);
    }

    public SqliteOptions withCacheBytes(long bytes) {
        return new SqliteOptions(engine, snapshots, waitMillis, bytes);
    }
}
