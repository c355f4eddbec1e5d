package ankurah.storage;

import ankurah.storage.testkit.Place;

/** A memory store that outlives its engines. */
final class MemoryPlace implements Place {
    private final MemoryStore store = new MemoryStore();

    @Override
    public StorageEngine open(EngineOptions options) {
        return OrderedEngine.open(store, options);
    }

    @Override
    public void close() {}
}
