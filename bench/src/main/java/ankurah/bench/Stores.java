package ankurah.bench;

import ankurah.storage.EngineOptions;
import ankurah.storage.IndexLimits;
import ankurah.storage.MemoryStorage;
import ankurah.storage.OrderedStore.Durability;
import ankurah.storage.StorageEngine;
import ankurah.storage.rocksdb.RocksOptions;
import ankurah.storage.rocksdb.RocksStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** The storage engines under measurement, each over a new and empty store that goes away afterwards. */
public enum Stores {
    MEMORY,
    EMBEDDED,
    EMBEDDED_UNSYNCED;

    /** An open store and its folder. */
    record Opened(StorageEngine engine, Path folder) {
        void delete() {
            try (var paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Opened open() {
        try {
            Path folder = Files.createTempDirectory("ankurah-bench");
            return new Opened(open(folder), folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No index comes by itself in the middle of a measurement. */
    private StorageEngine open(Path folder) {
        EngineOptions options = EngineOptions.defaults().withIndexes(IndexLimits.DECLARED_ONLY);
        return switch (this) {
            case MEMORY -> MemoryStorage.open(options);
            case EMBEDDED -> RocksStorage.open(folder, RocksOptions.defaults().withEngine(options));
            case EMBEDDED_UNSYNCED ->
                RocksStorage.open(
                        folder, RocksOptions.defaults().withEngine(options.withDurability(Durability.BUFFERED)));
        };
    }
}
