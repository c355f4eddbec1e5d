package ankurah.storage.rocksdb.internal;

import ankurah.storage.rocksdb.RocksOptions;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WALRecoveryMode;

/** RocksDB's options, and the native objects they refer to. */
final class Settings implements AutoCloseable {
    private static final int BLOCK_BYTES = 8 << 10;
    private static final int BLOOM_BITS = 10;
    private static final int CACHE_SHARD_BITS = 3;
    private static final double SHARE_OF_DIRECTORIES = 0.5;
    private static final int DIRECTORY_BLOCK_BYTES = 4 << 10;
    private static final int MAX_LOG_FILES = 2;
    private static final int WRITE_BUFFERS = 3;

    private final LRUCache cache;
    private final BloomFilter bloom = new BloomFilter(BLOOM_BITS);
    private final Options options;

    Settings(RocksOptions chosen) {
        // Few shards: a block has to fit into one. The rows and entries of a query lie far apart, so what tells where
        // they
        // are is kept before what they are.
        cache = new LRUCache(chosen.cacheBytes(), CACHE_SHARD_BITS, false, SHARE_OF_DIRECTORIES);
        options = new Options()
                .setCreateIfMissing(true)
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setLevelCompactionDynamicLevelBytes(true)
                .setWriteBufferSize(chosen.writeBufferBytes())
                .setMaxWriteBufferNumber(WRITE_BUFFERS)
                .setMaxTotalWalSize(WRITE_BUFFERS * chosen.writeBufferBytes())
                // A torn last record is a write nobody was told of; anything else that is unreadable is damage.
                .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(MAX_LOG_FILES)
                .setTableFormatConfig(new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setBlockSize(BLOCK_BYTES)
                        .setFilterPolicy(bloom)
                        // In parts, since those of a whole file are megabytes of which a read needs a few bytes.
                        .setIndexType(IndexType.kTwoLevelIndexSearch)
                        .setPartitionFilters(true)
                        .setMetadataBlockSize(DIRECTORY_BLOCK_BYTES)
                        .setCacheIndexAndFilterBlocks(true)
                        .setCacheIndexAndFilterBlocksWithHighPriority(true)
                        .setPinTopLevelIndexAndFilter(true)
                        .setPinL0FilterAndIndexBlocksInCache(true));
    }

    Options options() {
        return options;
    }

    @Override
    public void close() {
        options.close();
        bloom.close();
        cache.close();
    }
}
