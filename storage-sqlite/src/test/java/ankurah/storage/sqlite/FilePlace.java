package ankurah.storage.sqlite;

import ankurah.storage.EngineOptions;
import ankurah.storage.OrderedStore.Durability;
import ankurah.storage.StorageEngine;
import ankurah.storage.testkit.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder with one file, removed when the test is over. */
final class FilePlace implements Place {
    private final Path folder;
    private final Durability durability;

    FilePlace() {
        this(Durability.SYNCED);
    }

    /** Where nobody pulls the plug, waiting for the disk shows nothing. */
    static FilePlace unsynced() {
        return new FilePlace(Durability.BUFFERED);
    }

    private FilePlace(Durability durability) {
        this.durability = durability;
        try {
            folder = Files.createTempDirectory("ankurah-sqlite-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return folder.resolve("data.db");
    }

    @Override
    public StorageEngine open(EngineOptions options) {
        return SqliteStorage.open(file(), SqliteOptions.defaults().withEngine(options.withDurability(durability)));
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
