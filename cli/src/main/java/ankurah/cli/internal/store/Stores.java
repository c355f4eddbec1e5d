package ankurah.cli.internal.store;

import ankurah.cli.internal.Failure;
import ankurah.event.AnkurahException;
import ankurah.storage.EngineOptions;
import ankurah.storage.MemoryStorage;
import ankurah.storage.StorageEngine;
import ankurah.storage.rocksdb.RocksOptions;
import ankurah.storage.rocksdb.RocksStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Opens stores by what a person types: {@code rocksdb:data}, {@code memory:}. One line for each kind there is. */
public final class Stores {
    /** What stands in front of a folder's name, and may be left out where a folder is asked for. */
    public static final String ROCKSDB = "rocksdb:";

    private static final List<Opener> OPENERS = List.of(
            new Opener(ROCKSDB, "rocksdb:DIR", Stores::rocks),
            new Opener("memory:", "memory:", (name, rest, options, create) -> MemoryStorage.open(options)),
            new Opener("sqlite:", "sqlite:FILE", Stores::notYet),
            new Opener("postgresql://", "postgresql://HOST/DATABASE", Stores::notYet));

    /**
     * One kind of store.
     *
     * @param prefix what its names begin with
     * @param form how a name looks
     */
    private record Opener(String prefix, String form, Opens opens) {}

    @FunctionalInterface
    private interface Opens {
        /**
         * @param name as it was typed
         * @param rest what stands behind the prefix
         * @param create whether one that is not there is made
         */
        StorageEngine open(String name, String rest, EngineOptions options, boolean create);
    }

    private Stores() {}

    /** The forms of all names, for a help text. */
    public static String forms() {
        return OPENERS.stream().map(Opener::form).collect(Collectors.joining(", "));
    }

    /**
     * @param create whether a store that is not there is made
     * @throws Failure with exit code 2 for a name of no kind, and 1 for a store that is not there or in use
     */
    public static StorageEngine open(String name, EngineOptions options, boolean create) {
        for (Opener opener : OPENERS) {
            if (name.startsWith(opener.prefix())) {
                return opener.opens().open(name, name.substring(opener.prefix().length()), options, create);
            }
        }
        throw Failure.usage("'" + name + "' names no store; there are " + forms());
    }

    private static StorageEngine rocks(String name, String folder, EngineOptions options, boolean create) {
        if (folder.isEmpty()) {
            throw Failure.usage("'" + name + "' lacks the folder: rocksdb:DIR");
        }
        Path path = Path.of(folder);
        if (!create && !Files.isDirectory(path)) {
            throw Failure.failed("there is no data folder '" + folder + "'");
        }
        try {
            return RocksStorage.open(path, RocksOptions.defaults().withEngine(options));
        } catch (AnkurahException.Conflict | AnkurahException.Unavailable refused) {
            boolean inUse = refused.code().equals("storage.in_use");
            throw Failure.failed(refused.getMessage() + (inUse ? "; if it is a server, use --server" : ""), refused);
        }
    }

    private static StorageEngine notYet(String name, String rest, EngineOptions options, boolean create) {
        throw Failure.failed(
                "this program was built without the store for '" + name + "'; there are rocksdb:DIR and memory:");
    }
}
