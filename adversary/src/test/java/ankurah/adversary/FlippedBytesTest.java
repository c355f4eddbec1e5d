package ankurah.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Entity;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.internal.archive.StoreCheck;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataTypes;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.storage.StorageEngine;
import ankurah.storage.rocksdb.RocksStorage;
import ankurah.storage.sqlite.SqliteStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that gives back another byte than it was given. Whatever a node serves from it is what was written; where that cannot
 * be, it says that the store is damaged. What only {@code fsck} can find, such as a row that is missing from an index, it finds.
 */
class FlippedBytesTest {
    private static final int FLIPS = System.getProperty("ankurah.deep") == null ? 60 : 3_000;
    private static final int ROWS = 60;

    /** By the last three a store whose head was hit is told from one of ours. */
    private static final List<String> CODES = List.of(
            "storage.damaged", "storage.differs", "storage.foreign", "storage.newer_format", "storage.older_format");

    private static final Fold FOLD = new Fold(new Properties(DataTypes.builtIn()));

    @TempDir
    Path folder;

    private final long seed = Long.getLong("ankurah.seed", System.nanoTime());
    private final TreeMap<EntityId, Map<String, Value>> written = new TreeMap<>();
    private int noticed;

    @Test
    void inTheTablesOfRocksDb() throws IOException {
        flip(path -> RocksStorage.open(path), true, file -> file.endsWith(".sst"));
    }

    @Test
    void inTheLogOfRocksDb() throws IOException {
        flip(path -> RocksStorage.open(path), false, file -> file.endsWith(".log"));
    }

    @Test
    void inThePagesOfSqlite() throws IOException {
        flip(path -> SqliteStorage.open(path.resolve("data.db")), false, file -> file.endsWith(".db"));
    }

    private void write(StorageEngine engine, boolean flush) {
        try (Node node = Node.durable(engine, Policy.allowAll())) {
            List<EntityId> ids = new ArrayList<>();
            for (int i = 0; i < ROWS; i++) {
                long n = i;
                ids.add(node.context()
                        .transact(tx -> tx.create(
                                        "row", Map.of("n", Value.of(n), "text", Value.of("the text of row " + n)))
                                .id())
                        .value());
            }
            node.context().run(tx -> ids.subList(0, 10).forEach(id -> tx.set(id, "text", Value.of("changed"))));
            node.context().run(tx -> ids.subList(50, 55).forEach(tx::delete));
            node.context().query("row", "").forEach(row -> written.put(row.id(), row.values()));
            if (flush) {
                engine.purge("row", List.of(ids.getFirst()));
            }
        }
    }

    private void flip(Function<Path, StorageEngine> open, boolean flush, java.util.function.Predicate<String> which)
            throws IOException {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Path original = Files.createDirectory(folder.resolve("original"));
        write(open.apply(original), flush);
        Path same = Files.createDirectory(folder.resolve("same"));
        copy(original, same);
        look(open, same, "nothing flipped");
        assertThat(noticed).as("noticed where nothing was flipped").isZero();
        for (int i = 0; i < FLIPS; i++) {
            Path copy = Files.createDirectory(folder.resolve("copy" + i));
            copy(original, copy);
            List<Path> files = files(copy, which);
            Path file = files.get(random.nextInt(files.size()));
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length == 0) {
                continue;
            }
            int at = random.nextInt(bytes.length);
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
            look(open, copy, "seed " + seed + ", flip " + i + " at " + at + " of " + file.getFileName());
            remove(copy);
        }
        System.out.println(noticed + " of " + FLIPS + " flips noticed");
        assertThat(noticed).isPositive();
    }

    private void look(Function<Path, StorageEngine> open, Path copy, String what) {
        boolean missing = false;
        try (Node node = Node.durable(open.apply(copy), Policy.allowAll())) {
            List<Entity> rows = new ArrayList<>(node.context().query("row", ""));
            rows.addAll(node.context().query("row", "n >= 0 ORDER BY n"));
            for (Entity row : rows) {
                assertThat(row.values()).as(what).isEqualTo(written.get(row.id()));
            }
            missing = rows.size() != 2 * written.size();
            for (EntityId id : written.keySet()) {
                missing |= node.context().find(id).isEmpty();
            }
        } catch (AnkurahException damaged) {
            assertThat(damaged.code()).as(what + ": " + damaged).isIn(CODES);
            noticed++;
            return;
        }
        boolean found = false;
        try (StorageEngine engine = open.apply(copy)) {
            StoreCheck.check(engine, FOLD, Forger.SHA, (done, all) -> {});
        } catch (AnkurahException differs) {
            assertThat(differs.code()).as(what + ": " + differs).isIn(CODES);
            found = true;
            noticed++;
        }
        assertThat(found || !missing)
                .as("rows are missing and fsck finds nothing: " + what)
                .isTrue();
    }

    private static List<Path> files(Path in, java.util.function.Predicate<String> which) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.filter(file -> which.test(file.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from, name -> !name.equals("LOCK"))) {
            Files.copy(file, to.resolve(file.getFileName().toString()));
        }
    }

    private static void remove(Path of) throws IOException {
        for (Path file : files(of, name -> true)) {
            Files.delete(file);
        }
        Files.delete(of);
    }
}
