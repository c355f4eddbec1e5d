package ankurah.storage.testkit;

import ankurah.storage.EngineOptions;
import ankurah.storage.StorageEngine;

/** Where the data of one test lies. Opening it again after closing the engine finds what was there. */
public interface Place extends AutoCloseable {
    StorageEngine open(EngineOptions options);

    @Override
    void close();
}
