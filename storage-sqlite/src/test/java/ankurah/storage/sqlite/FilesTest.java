package ankurah.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ankurah.event.AnkurahException;
import ankurah.event.AnkurahException.Category;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.storage.EntityState;
import ankurah.storage.Position;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import ankurah.storage.testkit.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
    @TempDir
    private Path folder;

    private static void assertFails(ThrowingCallable call, Category category, String code) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AnkurahException.class, e -> {
            assertThat(e.code()).as(e.getMessage()).isEqualTo(code);
            assertThat(e.category()).isEqualTo(category);
        });
    }

    private Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    @Test
    void aFileInAFolderThatIsNotThereIsMade() {
        Path file = folder.resolve("a/b/data.db");
        SqliteStorage.open(file).close();
        assertThat(file).exists();
    }

    @Test
    void aFileThatIsOpenHereIsInUse() {
        Path file = folder.resolve("data.db");
        try (StorageEngine engine = SqliteStorage.open(file)) {
            assertFails(() -> SqliteStorage.open(file), Category.CONFLICT, "storage.in_use");
            assertThat(engine.isShared()).isFalse();
        }
        SqliteStorage.open(file).close();
    }

    @Test
    void whatIsNoStoreIsLeftAsItIs() throws Exception {
        Path text =
                Files.writeString(folder.resolve("text"), "a text that is no database, and long enough for its head");
        Path other = folder.resolve("other.db");
        try (Connection connection = connect(other)) {
            connection.createStatement().execute("CREATE TABLE mine (a)");
        }
        byte[] before = Files.readAllBytes(other);
        assertFails(() -> SqliteStorage.open(text), Category.FAULT, "storage.foreign");
        assertFails(() -> SqliteStorage.open(other), Category.FAULT, "storage.foreign");
        assertThat(Files.readAllBytes(other)).isEqualTo(before);
        assertFails(() -> SqliteStorage.open(text.resolve("in a file")), Category.FAULT, "storage.unwritable");
    }

    @Test
    void aStoreOfALaterVersionIsRefusedWithBothVersions() throws Exception {
        Path file = folder.resolve("data.db");
        SqliteStorage.open(file).close();
        try (Connection connection = connect(file)) {
            connection.createStatement().execute("UPDATE _head SET format = 7");
        }
        assertThatThrownBy(() -> SqliteStorage.open(file))
                .hasMessageContaining("version 7")
                .hasMessageContaining("up to 2");
        assertFails(() -> SqliteStorage.open(file), Category.CONFLICT, "storage.newer_format");
    }

    @Test
    void aRowThatIsNotWhatWasWrittenIsNamed() throws Exception {
        Path file = folder.resolve("data.db");
        EntityState row;
        try (StorageEngine engine = SqliteStorage.open(file)) {
            World world = new World(1, Position.start(engine.identity().log()));
            row = world.create("row", Map.of("n", Value.of(1)));
            engine.commit(world.group());
        }
        try (Connection connection = connect(file)) {
            connection.createStatement().execute("UPDATE _state_1_row SET state = x'00'");
            connection.createStatement().execute("UPDATE _events SET event = x'00'");
        }
        try (StorageEngine engine = SqliteStorage.open(file);
                StorageSnapshot now = engine.snapshot()) {
            assertFails(() -> now.state("row", row.id()), Category.FAULT, "storage.damaged");
            assertFails(() -> now.query("row", AnkQl.parse("n = 1")).next(), Category.FAULT, "storage.damaged");
            assertFails(() -> now.events(row.id(), null, 1), Category.FAULT, "storage.damaged");
        }
    }

    @Test
    void pagesThatAreNotWhatWasWrittenAreADamage() throws Exception {
        Path file = folder.resolve("data.db");
        try (StorageEngine engine = SqliteStorage.open(file)) {
            World world = new World(1, Position.start(engine.identity().log()));
            for (int i = 0; i < 500; i++) {
                world.create("row", Map.of("n", Value.of(i)));
            }
            engine.commit(world.group());
        }
        byte[] bytes = Files.readAllBytes(file);
        java.util.Arrays.fill(bytes, 4096 * 12, bytes.length, (byte) 0x5a);
        Files.write(file, bytes);
        assertFails(
                () -> {
                    try (StorageEngine engine = SqliteStorage.open(file);
                            StorageSnapshot now = engine.snapshot()) {
                        now.count("row", AnkQl.parse("n >= 0"));
                        now.log(0, 10);
                    }
                },
                Category.FAULT,
                "storage.damaged");
    }

    @Test
    void moreSnapshotsThanAllowedAreRefusedAndHaveRoomAgainLater() {
        SqliteOptions few = SqliteOptions.defaults().withSnapshots(2).withWaitMillis(100);
        try (StorageEngine engine = SqliteStorage.open(folder.resolve("data.db"), few)) {
            StorageSnapshot first = engine.snapshot();
            StorageSnapshot second = engine.snapshot();
            assertFails(engine::snapshot, Category.UNAVAILABLE, "storage.too_many_snapshots");
            first.close();
            engine.snapshot().close();
            second.close();
        }
    }

    @Test
    void anotherProgramThatKeepsItLockedMakesAWriteWaitAndThenFailWithoutHarm() throws Exception {
        Path file = folder.resolve("data.db");
        try (StorageEngine engine =
                SqliteStorage.open(file, SqliteOptions.defaults().withWaitMillis(100))) {
            WriteGroup group = new WriteGroup().meta("m", new byte[] {1});
            try (Connection connection = connect(file)) {
                connection.createStatement().execute("BEGIN IMMEDIATE");
                assertFails(() -> engine.commit(group), Category.UNAVAILABLE, "storage.busy");
                connection.createStatement().execute("ROLLBACK");
            }
            engine.commit(group);
            try (StorageSnapshot now = engine.snapshot()) {
                assertThat(now.meta("m")).containsExactly(1);
            }
        }
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        assertFails(() -> SqliteOptions.defaults().withSnapshots(0), Category.INVALID, "storage.options");
    }

    /** As a node does it: the next snapshot is taken before the one before is closed. */
    @Test
    void theLogStaysSmallAlthoughThereAlwaysIsASnapshot() throws IOException {
        Path file = folder.resolve("data.db");
        long largest = 0;
        SqliteOptions unsynced =
                SqliteOptions.defaults().withDurability(ankurah.storage.OrderedStore.Durability.BUFFERED);
        try (StorageEngine engine = SqliteStorage.open(file, unsynced)) {
            World world = new World(1, Position.start(engine.identity().log()));
            StorageSnapshot root = engine.snapshot();
            for (int i = 0; i < 120; i++) {
                for (int row = 0; row < 100; row++) {
                    world.create("row", Map.of("text", Value.of("x".repeat(2_000))));
                }
                engine.commit(world.group());
                StorageSnapshot next = engine.snapshot();
                root.close();
                root = next;
                largest = Math.max(largest, Files.size(folder.resolve("data.db-wal")));
            }
            assertThat(root.count("row", AnkQl.parse(""))).isEqualTo(12_000);
            root.close();
            assertThat(Files.size(file)).isGreaterThan(40L << 20);
        }
        assertThat(largest).isLessThan(24L << 20);
    }

    /** What a snapshot shows stays although its transaction begins anew. */
    @Test
    void snapshotsStayWhatTheyAreWhileTheLogIsBroughtIn() {
        SqliteOptions unsynced =
                SqliteOptions.defaults().withDurability(ankurah.storage.OrderedStore.Durability.BUFFERED);
        try (StorageEngine engine = SqliteStorage.open(folder.resolve("data.db"), unsynced)) {
            World world = new World(1, Position.start(engine.identity().log()));
            List<StorageSnapshot> kept = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                for (int row = 0; row < 100; row++) {
                    world.create("row", Map.of("text", Value.of("x".repeat(5_000))));
                }
                engine.commit(world.group());
                if (i % 5 == 0) {
                    kept.add(engine.snapshot());
                }
            }
            for (int i = 0; i < kept.size(); i++) {
                assertThat(kept.get(i).count("row", AnkQl.parse(""))).isEqualTo(500L * i + 100);
                kept.get(i).close();
            }
        }
    }
}
