package ankurah.storage;

import ankurah.storage.testkit.GeneratedQueries;
import ankurah.storage.testkit.LyingStore;
import ankurah.storage.testkit.Place;

/** Whatever way a planner that is lied to takes, the answer is the same. */
class WrongEstimatesTest extends GeneratedQueries {
    @Override
    protected Place newPlace() {
        MemoryStore store = new MemoryStore();
        return new Place() {
            @Override
            public StorageEngine open(EngineOptions options) {
                return OrderedEngine.open(new LyingStore(store, 1), options);
            }

            @Override
            public void close() {}
        };
    }
}
