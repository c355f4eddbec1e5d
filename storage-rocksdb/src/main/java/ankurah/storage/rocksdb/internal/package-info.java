/** RocksDB as an ordered store. */
@NullMarked
package ankurah.storage.rocksdb.internal;

import org.jspecify.annotations.NullMarked;
