package ankurah.storage.rocksdb;

import ankurah.storage.EngineOptions;
import ankurah.storage.StorageEngine;
import ankurah.storage.testkit.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder that is removed when the test is over. */
final class FolderPlace implements Place {
    private final Path folder;

    FolderPlace() {
        try {
            folder = Files.createTempDirectory("ankurah-storage-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    @Override
    public StorageEngine open(EngineOptions options) {
        return RocksStorage.open(folder, RocksOptions.defaults().withEngine(options));
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
