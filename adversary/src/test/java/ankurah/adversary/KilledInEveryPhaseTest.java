package ankurah.adversary;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.internal.archive.Exporter;
import ankurah.core.internal.archive.StoreCheck;
import ankurah.core.internal.entity.Fold;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real process on real files, killed with -9 in the middle of what it does, or out of room. Afterwards the store opens,
 * everything that was acknowledged is there, and {@code fsck} finds nothing.
 */
class KilledInEveryPhaseTest {
    private static final Fold FOLD = new Fold(Victim.PROPERTIES);
    private static final int ROWS = 300;
    /** In units of 1,024 bytes. */
    private static final int MOST_FILE_BLOCKS = 2_000;

    @TempDir
    Path folder;

    private final long seed = Long.getLong("ankurah.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private Process start(String limit, String... args) throws IOException {
        List<String> java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName()));
        java.addAll(List.of(args));
        List<String> command = new ArrayList<>(List.of("bash", "-c", limit + "exec \"$@\"", "bash"));
        command.addAll(java);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Lets it say some lines, and kills it; what it said. */
    private List<String> killed(Process process, int lines) throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < lines; i++) {
                String line = in.readLine();
                assertThat(line)
                        .as("it goes on until it is killed, after " + said)
                        .isNotNull();
                said.add(line);
            }
            Thread.sleep(random.nextInt(20));
            process.toHandle().destroyForcibly();
            process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        return said;
    }

    private void fill(String engine, Path at) throws IOException {
        Files.createDirectories(at);
        try (Node node = Node.durable(Victim.open(engine, at), Policy.allowAll())) {
            for (int i = 0; i < ROWS / 100; i++) {
                node.context().run(tx -> {
                    for (int n = 0; n < 100; n++) {
                        tx.create("row", Map.of("n", Value.of((long) n), "text", Value.of("text " + n)));
                    }
                });
            }
        }
    }

    private static List<EntityId> stored(List<String> said) {
        return said.stream()
                .filter(line -> line.startsWith("stored "))
                .map(line -> EntityId.parse(line.substring("stored ".length())))
                .toList();
    }

    private static void check(String engine, Path at) {
        try (StorageEngine store = Victim.open(engine, at)) {
            StoreCheck.check(store, FOLD, Forger.SHA, (done, all) -> {});
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rocksdb, open", "rocksdb, close", "rocksdb, columns", "rocksdb, index", "rocksdb, purge", "rocksdb, export",
        "sqlite, open", "sqlite, close", "sqlite, columns", "sqlite, index", "sqlite, purge", "sqlite, export"
    })
    void whateverItDoesWithWhatIsThere(String engine, String phase) throws Exception {
        System.out.println("seed " + seed);
        Path at = folder.resolve("store");
        fill(engine, at);
        List<String> said = killed(start("", engine, at.toString(), phase), 1 + random.nextInt(12));
        check(engine, at);
        try (Node node = Node.durable(Victim.open(engine, at), Policy.allowAll())) {
            for (EntityId id : stored(said)) {
                assertThat(node.context().find(id)).isPresent();
            }
            assertThat(node.context().query("row", "")).hasSize(ROWS);
            assertThat(node.context().query("row", "n = 3 ORDER BY text DESC")).hasSize(ROWS / 100);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rocksdb", "sqlite"})
    void anExportThatWasHalfLoadedIsNotTakenForAWholeAndGoesOn(String engine) throws Exception {
        System.out.println("seed " + seed);
        Path from = folder.resolve("from");
        fill(engine, from);
        List<String> lines = new ArrayList<>();
        try (StorageEngine store = Victim.open(engine, from)) {
            Exporter.export(
                    store, Victim.PROPERTIES, Forger.SHA, line -> lines.add(new String(line, StandardCharsets.UTF_8)));
        }
        Path export = Files.write(folder.resolve("export"), lines);
        Path to = Files.createDirectories(folder.resolve("to"));
        killed(start("", engine, to.toString(), "load", export.toString()), 1 + random.nextInt(3));
        try (StorageEngine half = Victim.open(engine, to);
                StorageSnapshot now = half.snapshot()) {
            long there = now.position().number();
            try {
                StoreCheck.check(half, FOLD, Forger.SHA, (done, all) -> {});
                assertThat(there).as("all commits").isEqualTo(ROWS / 100);
            } catch (AnkurahException told) {
                assertThat(told.code()).isEqualTo("storage.half_loaded");
            }
        }
        Process again = start("", engine, to.toString(), "load", export.toString());
        List<String> said = again.inputReader(StandardCharsets.UTF_8).lines().toList();
        if (!said.isEmpty()) {
            assertThat(said).last().isEqualTo("loaded");
        }
        check(engine, to);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rocksdb", "sqlite"})
    void aDiskWithoutRoomIsToldAndLosesNothing(String engine) throws Exception {
        Path at = Files.createDirectories(folder.resolve("store"));
        Process process = start("ulimit -f " + MOST_FILE_BLOCKS + "; ", engine, at.toString(), "commit");
        List<String> said = process.inputReader(StandardCharsets.UTF_8).lines().toList();
        List<EntityId> stored = stored(said);
        assertThat(stored).isNotEmpty();
        assertThat(said).last().asString().as("told by its code").startsWith("failed ");
        System.out.println(engine + ": " + stored.size() + " stored, then " + said.getLast());
        check(engine, at);
        try (Node node = Node.durable(Victim.open(engine, at), Policy.allowAll())) {
            for (EntityId id : stored) {
                assertThat(node.context().find(id)).isPresent();
            }
            assertThat(node.position().number())
                    .as("whole, and at most the one whose fate was unknown more")
                    .isBetween((long) stored.size(), stored.size() + 1L);
        }
    }
}
