package ankurah.adversary;

import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.internal.archive.ArchiveLoad;
import ankurah.core.internal.archive.Exporter;
import ankurah.core.internal.archive.Heading;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataTypes;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Sha256;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.query.OrderBy;
import ankurah.storage.EngineOptions;
import ankurah.storage.IndexSpec;
import ankurah.storage.StorageEngine;
import ankurah.storage.rocksdb.RocksOptions;
import ankurah.storage.rocksdb.RocksStorage;
import ankurah.storage.sqlite.SqliteOptions;
import ankurah.storage.sqlite.SqliteStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process that does one thing to a store over and over, says what it was told is done, and is killed. */
final class Victim {
    static final Properties PROPERTIES = new Properties(DataTypes.builtIn());

    private Victim() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[1]);
        switch (args[2]) {
            case "commit" -> commit(args[0], folder);
            case "open" -> {
                while (true) {
                    Node.durable(open(args[0], folder), Policy.allowAll()).close();
                    say("opened");
                }
            }
            case "close" -> {
                for (long i = 0; true; i++) {
                    try (Node node = Node.durable(open(args[0], folder), Policy.allowAll())) {
                        add(node, Map.of("n", Value.of(i)));
                    }
                }
            }
            case "columns" -> {
                try (Node node = Node.durable(open(args[0], folder), Policy.allowAll())) {
                    for (long i = 0; true; i++) {
                        add(node, Map.of("property" + i, Value.of(i)));
                    }
                }
            }
            case "index" -> index(args[0], folder);
            case "purge" -> purge(args[0], folder);
            case "export" -> {
                try (StorageEngine engine = open(args[0], folder)) {
                    while (true) {
                        Exporter.export(engine, PROPERTIES, Sha256.jdk(), line -> {});
                        say("exported");
                    }
                }
            }
            case "load" -> load(args[0], folder, Files.readAllLines(Path.of(args[3])));
            default -> throw new IllegalArgumentException(args[2]);
        }
    }

    static StorageEngine open(String engine, Path folder) {
        return engine.equals("rocksdb") ? RocksStorage.open(folder) : SqliteStorage.open(folder.resolve("data.db"));
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Ends by itself when the disk is full, and says how it was told. */
    private static void commit(String engine, Path folder) {
        try (Node node = Node.durable(open(engine, folder), Policy.allowAll())) {
            for (int i = 0; i < 1_000_000; i++) {
                long n = i;
                EntityId made = node.context()
                        .transact(tx -> tx.create("row", Map.of("n", Value.of(n), "text", Value.of("x".repeat(2_000))))
                                .id())
                        .value();
                say("stored " + made);
            }
        } catch (AnkurahException told) {
            say("failed " + told.code());
        }
    }

    private static void add(Node node, Map<String, Value> values) {
        say("stored "
                + node.context().transact(tx -> tx.create("added", values).id()).value());
    }

    private static void index(String engine, Path folder) {
        try (StorageEngine store = open(engine, folder)) {
            IndexSpec index = IndexSpec.of("row", OrderBy.ascending("n"), OrderBy.descending("text"));
            while (true) {
                store.declareIndex(index);
                while (store.workOnIndexes()) {
                    say("built some");
                }
                say("built");
                store.dropIndex(index);
                while (store.workOnIndexes()) {
                    say("dropped some");
                }
                say("dropped");
            }
        }
    }

    private static void purge(String engine, Path folder) {
        try (Node node = Node.durable(open(engine, folder), Policy.allowAll())) {
            StorageEngine store = ((ankurah.core.internal.gate.DurableBackend) node.backend()).storage();
            List<EntityId> ids = new ArrayList<>();
            node.context().query("row", AnkQl.parse("LIMIT 20")).forEach(row -> ids.add(row.id()));
            while (true) {
                store.purge("row", ids);
                say("purged");
            }
        }
    }

    private static void load(String engine, Path folder, List<String> lines) {
        List<byte[]> bytes = lines.stream()
                .map(line -> line.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toList();
        Heading heading = Heading.read(bytes.getFirst());
        EngineOptions options =
                EngineOptions.defaults().withSystem(heading.system()).withLog(heading.log());
        StorageEngine store = engine.equals("rocksdb")
                ? RocksStorage.open(folder, RocksOptions.defaults().withEngine(options))
                : SqliteStorage.open(
                        folder.resolve("data.db"), SqliteOptions.defaults().withEngine(options));
        ArchiveLoad load = ArchiveLoad.begin(store, bytes.getFirst(), new Fold(PROPERTIES), Sha256.jdk());
        for (byte[] line : bytes.subList(1, bytes.size())) {
            load.take(line);
            say("took one");
        }
        load.finish();
        say("loaded");
    }
}
