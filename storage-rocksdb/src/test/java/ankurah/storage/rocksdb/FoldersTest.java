package ankurah.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedEngine;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore;
import ankurah.storage.Position;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import ankurah.storage.rocksdb.internal.RocksStore;
import ankurah.storage.testkit.FaultyStore;
import ankurah.storage.testkit.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FoldersTest {
    private final FolderPlace place = new FolderPlace();
    private final Path folder = place.folder();

    @AfterEach
    void remove() {
        place.close();
    }

    @Test
    void aFolderIsMadeWithItsParents() {
        Path deep = folder.resolve("a/b/data");
        RocksStorage.open(deep).close();
        assertThat(deep.resolve("CURRENT")).exists();
    }

    @Test
    void aFolderOpenedTwiceIsInUse() {
        try (StorageEngine first = RocksStorage.open(folder)) {
            assertConflict("storage.in_use", () -> RocksStorage.open(folder));
            first.commit(new WriteGroup().meta("m", new byte[1]));
        }
        RocksStorage.open(folder).close();
    }

    @Test
    void aFolderOfSomethingElseIsLeftAsItIs() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "ten years of work");
        assertFault("storage.foreign", () -> RocksStorage.open(folder)).hasMessageContaining("thesis.txt");
        assertThat(content()).containsOnlyKeys("thesis.txt");
    }

    @Test
    void whatAFirstOpeningLeftThatWasCutOffIsNoObstacle() throws IOException {
        for (String name : List.of("LOCK", "LOG", "IDENTITY", "MANIFEST-000001", "000001.dbtmp")) {
            Files.createFile(folder.resolve(name));
        }
        RocksStorage.open(folder).close();
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertFault("storage.unwritable", () -> RocksStorage.open(file)).hasMessageContaining(file.toString());
        assertFault("storage.unwritable", () -> RocksStorage.open(file.resolve("below")));
    }

    @Test
    void aFolderThatCannotBeMadeSaysSo() {
        Path impossible = Path.of("/proc/self/ankurah");
        assertFault("storage.unwritable", () -> RocksStorage.open(impossible))
                .hasMessageContaining(impossible.toString());
    }

    @Test
    void damagedFilesAreNamedAndNothingIsOverwritten() throws IOException {
        for (String damaged : List.of("CURRENT", "MANIFEST", ".sst", ".log")) {
            Path copy = folder.resolve(damaged.replace(".", "some-"));
            fill(copy);
            Path file = damagedFile(copy, damaged);
            byte[] bytes = Files.readAllBytes(file);
            // Behind the first head: a log whose first length is wrong looks like one that ends there.
            for (int i = Math.min(40, bytes.length / 3); i < bytes.length / 2; i++) {
                bytes[i] ^= 0x5a;
            }
            Files.write(file, bytes);
            assertFault("storage.damaged", () -> readAll(copy)).hasMessageContaining(copy.toString());
            assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
        }
    }

    @Test
    void aFileThatIsGoneIsDamage() throws IOException {
        fill(folder);
        Files.delete(damagedFile(folder, ".sst"));
        assertFault("storage.damaged", () -> readAll(folder));
    }

    @Test
    void aFailedSyncStopsTheEngineAndTheFolderOpensAgain() {
        FaultyStore faulty = new FaultyStore(RocksStore.open(folder, RocksOptions.defaults()));
        try (StorageEngine engine = OrderedEngine.open(faulty, World.options(1))) {
            engine.commit(new WriteGroup().meta("before", new byte[1]));
            faulty.failNext("No space left on device", false);
            assertFault("storage.failed", () -> engine.commit(new WriteGroup().meta("lost", new byte[1])))
                    .hasMessageContaining("No space left");
            assertFault("storage.stopped", () -> engine.commit(new WriteGroup().meta("after", new byte[1])));
        }
        try (StorageEngine engine = RocksStorage.open(folder);
                StorageSnapshot now = engine.snapshot()) {
            assertThat(now.metas("").keySet()).containsExactly("before");
        }
    }

    @Test
    void closingTheStoreEndsSnapshotsAndCursorsInUse() {
        OrderedStore store = RocksStore.open(folder, RocksOptions.defaults());
        OrderedSnapshot snapshot = store.snapshot();
        OrderedCursor cursor = snapshot.scan(new byte[0], new byte[] {1}, false);
        cursor.next();
        OrderedCursor closed = snapshot.scan(new byte[0], new byte[] {1}, true);
        closed.close();
        closed.close();
        assertClosed(closed::next);
        store.close();
        store.close();
        assertClosed(cursor::next);
        assertClosed(() -> snapshot.get(new byte[1]));
        assertClosed(store::snapshot);
        cursor.close();
        snapshot.close();
    }

    private void fill(Path to) {
        RocksOptions options = RocksOptions.defaults().withEngine(World.options(1));
        try (StorageEngine engine = RocksStorage.open(to, options)) {
            World world = new World(1, Position.start(engine.identity().log()));
            for (int i = 0; i < 2_000; i++) {
                world.create("album", Map.of("n", Value.of(i), "text", Value.of("text " + i)));
            }
            engine.commit(world.group());
        }
        // The first opening leaves a log; the second makes a file of it, and leaves a log again.
        try (StorageEngine engine = RocksStorage.open(to, options)) {
            engine.commit(new WriteGroup().meta("m", new byte[5_000]));
            engine.commit(new WriteGroup().meta("m2", new byte[5_000]));
        }
    }

    private static void readAll(Path from) {
        try (StorageEngine engine = RocksStorage.open(from);
                StorageSnapshot now = engine.snapshot();
                RowCursor rows = now.query("album", Query.ALL)) {
            for (EntityState row = rows.next(); row != null; row = rows.next()) {
                assertThat(row.collection()).isEqualTo("album");
            }
        }
    }

    private static Path damagedFile(Path folder, String what) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(what))
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }
    }

    private Map<String, String> content() throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                content.put(file.getFileName().toString(), Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        return content;
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertFault(
            String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AnkurahException.Fault.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void assertConflict(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AnkurahException.Conflict.class,
                        e -> assertThat(e.code()).isEqualTo(code));
    }

    private static void assertClosed(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AnkurahException.Unavailable.class,
                        e -> assertThat(e.code()).isEqualTo("storage.closed"));
    }
}
