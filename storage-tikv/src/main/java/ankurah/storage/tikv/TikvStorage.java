package ankurah.storage.tikv;

import ankurah.storage.OrderedEngine;
import ankurah.storage.StorageEngine;
import ankurah.storage.tikv.internal.TikvStore;

/** A storage engine in a TiKV cluster. One program at a time has a namespace of the cluster open. */
public final class TikvStorage {
    private TikvStorage() {}

    /** Opens the namespace {@code default}, or makes it. Addresses are {@code host:port} of placement drivers, with commas. */
    public static StorageEngine open(String pdAddresses) {
        return open(pdAddresses, TikvOptions.defaults());
    }

    /**
     * Opens a namespace of the cluster, or makes it.
     *
     * @throws ankurah.event.AnkurahException.Conflict {@code storage.in_use} if another program has it open, or died less
     *     than a lease ago; {@code storage.newer_format}, {@code storage.other_system}
     * @throws ankurah.event.AnkurahException.Unavailable {@code storage.unreachable} if the cluster does not answer
     * @throws ankurah.event.AnkurahException.Fault {@code storage.foreign}, {@code storage.damaged}
     */
    public static StorageEngine open(String pdAddresses, TikvOptions options) {
        return OrderedEngine.open(TikvStore.open(pdAddresses, options), options.engine());
    }
}
