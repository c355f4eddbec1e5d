/** Embedded storage on RocksDB. */
@NullMarked
package ankurah.storage.rocksdb;

import org.jspecify.annotations.NullMarked;
