package ankurah.storage.rocksdb;

import ankurah.storage.OrderedEngine;
import ankurah.storage.StorageEngine;
import ankurah.storage.rocksdb.internal.RocksStore;
import java.nio.file.Path;

/** A storage engine in a folder of this machine, on RocksDB. One process at a time has the folder open. */
public final class RocksStorage {
    private RocksStorage() {}

    /** Opens the folder, or makes it. Groups are synced to the disk before their commit returns. */
    public static StorageEngine open(Path folder) {
        return open(folder, RocksOptions.defaults());
    }

    /**
     * Opens the folder, or makes it.
     *
     * @throws ankurah.event.AnkurahException.Conflict {@code storage.in_use} if another process, or this one, has it open
     * @throws ankurah.event.AnkurahException.Fault {@code storage.foreign} if it holds something else,
     *     {@code storage.damaged} if its files are not what was written, {@code storage.unwritable} if it cannot be made
     *     or written to; nothing in it is changed
     * @throws ankurah.event.AnkurahException.Conflict {@code storage.newer_format} if a later version wrote it
     */
    public static StorageEngine open(Path folder, RocksOptions options) {
        return OrderedEngine.open(RocksStore.open(folder, options), options.engine());
    }
}
