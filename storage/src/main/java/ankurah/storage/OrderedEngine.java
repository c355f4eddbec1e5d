package ankurah.storage;

import ankurah.storage.internal.engine.KeyValueEngine;

/** The storage engine over any {@link OrderedStore}. */
public final class OrderedEngine {
    private OrderedEngine() {}

    /**
     * Opens the store, or makes a new one where there is nothing. Index builds that were cut off go on when {@link
     * StorageEngine#workOnIndexes} is called. The engine owns the store and closes it, also when this fails.
     *
     * @throws ankurah.event.AnkurahException.Fault {@code storage.foreign} if the store holds something else,
     *     {@code storage.damaged} if it holds ours and cannot be read
     * @throws ankurah.event.AnkurahException.Conflict {@code storage.newer_format} if a later version wrote it,
     *     {@code storage.other_system} if it belongs to another system than the options require
     */
    public static StorageEngine open(OrderedStore store, EngineOptions options) {
        return KeyValueEngine.open(store, options);
    }
}
