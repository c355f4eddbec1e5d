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
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that gives back another byte than it was given. Whatever a node serves from it is what was written; where that cannot
 * be, it says that the store is damaged. What only {@code fsck} can find, such as a row that is missing from an index, it finds.
 */
class FlippedBytesTest {
    private static final int FLIPS = System.getProperty("ankurah.deep") == null ? 60 : 3_000;
    private static final int ROWS = 60;

    private static final Fold FOLD = new Fold(new Properties(DataTypes.builtIn()));

    @TempDir
    Path folder;

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

    private void flip(Function<Path, StorageEngine> open, boolean flush, Predicate<String> which) throws IOException {
        Path original = Files.createDirectory(folder.resolve("original"));
        write(open.apply(original), flush);
        Flips flips = new Flips(original, which);
        flips.none(copy -> look(open, copy, "nothing flipped"));
        assertThat(noticed).as("noticed where nothing was flipped").isZero();
        flips.each(FLIPS, (copy, what) -> look(open, copy, what));
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
            assertThat(damaged.code()).as(what + ": " + damaged).isIn(Flips.CODES);
            noticed++;
            return;
        }
        boolean found = false;
        try (StorageEngine engine = open.apply(copy)) {
            StoreCheck.check(engine, FOLD, Forger.SHA, (done, all) -> {});
        } catch (AnkurahException differs) {
            assertThat(differs.code()).as(what + ": " + differs).isIn(Flips.CODES);
            found = true;
            noticed++;
        }
        assertThat(found || !missing)
                .as("rows are missing and fsck finds nothing: " + what)
                .isTrue();
    }
}
