package ankurah.storage;

/** A storage engine on the heap, for tests, for browsers without a store, and for data that need not last. */
public final class MemoryStorage {
    private MemoryStorage() {}

    /** A new, empty store. */
    public static StorageEngine open() {
        return open(EngineOptions.defaults());
    }

    /** A new, empty store. */
    public static StorageEngine open(EngineOptions options) {
        return OrderedEngine.open(new MemoryStore(), options);
    }
}
