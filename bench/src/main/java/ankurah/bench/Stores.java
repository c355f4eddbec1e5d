package ankurah.bench;

import ankurah.storage.EngineOptions;
import ankurah.storage.IndexLimits;
import ankurah.storage.MemoryStorage;
import ankurah.storage.OrderedStore.Durability;
import ankurah.storage.StorageEngine;
import ankurah.storage.postgres.PostgresOptions;
import ankurah.storage.postgres.PostgresStorage;
import ankurah.storage.postgres.testkit.PostgresServer;
import ankurah.storage.rocksdb.RocksOptions;
import ankurah.storage.rocksdb.RocksStorage;
import ankurah.storage.sqlite.SqliteOptions;
import ankurah.storage.sqlite.SqliteStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** The storage engines under measurement, each over a new and empty store that goes away afterwards. */
public enum Stores {
    MEMORY,
    EMBEDDED,
    EMBEDDED_UNSYNCED,
    SQLITE,
    /** Over a server of its own, which syncs every commit. */
    POSTGRES;

    /** Started when it is first asked for, and stopped with the process. */
    private static final class Shared {
        static final PostgresServer SERVER = PostgresServer.start("synchronous_commit=on");
    }

    /** The processor time of that server. */
    public static java.time.Duration postgresTime() {
        return Shared.SERVER.processorTime();
    }

    /** What a JDBC peer of {@link #POSTGRES} connects to. */
    public static String postgres() {
        return Shared.SERVER.url();
    }

    /** An open store and its folder. */
    public record Opened(StorageEngine engine, Path folder) {
        public void delete() {
            try (var paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public Opened open() {
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
            case SQLITE ->
                SqliteStorage.open(
                        folder.resolve("store.db"), SqliteOptions.defaults().withEngine(options));
            case POSTGRES ->
                PostgresStorage.open(
                        postgres(),
                        PostgresOptions.defaults().withEngine(options).withSchema(PostgresServer.newSchema()));
            case EMBEDDED_UNSYNCED ->
                RocksStorage.open(
                        folder, RocksOptions.defaults().withEngine(options.withDurability(Durability.BUFFERED)));
        };
    }
}
