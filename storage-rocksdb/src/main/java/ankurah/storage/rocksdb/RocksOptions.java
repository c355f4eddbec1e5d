package ankurah.storage.rocksdb;

import ankurah.storage.EngineOptions;
import ankurah.storage.OrderedStore.Durability;

/**
 * How a data folder is opened.
 *
 * @param engine durability and where ids come from
 * @param cacheBytes how much is kept of what was read from files, decompressed
 * @param writeBufferBytes how much is gathered in memory before a file is written; up to three times as much is held
 */
public record RocksOptions(EngineOptions engine, long cacheBytes, long writeBufferBytes) {

    public static RocksOptions defaults() {
        return new RocksOptions(EngineOptions.defaults(), 64L << 20, 32L << 20);
    }

    public RocksOptions withEngine(EngineOptions changed) {
        return new RocksOptions(changed, cacheBytes, writeBufferBytes);
    }

    public RocksOptions withDurability(Durability durability) {
        return withEngine(engine.withDurability(durability));
    }

    public RocksOptions withCacheBytes(long bytes) {
        return new RocksOptions(engine, bytes, writeBufferBytes);
    }
}
