package ankurah.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.event.AnkurahException;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.storage.Position;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import ankurah.storage.testkit.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that takes no more, for which a limit on the size of files stands: first the log meets it, at another limit the file itself,
 * when the log is brought in. Either way nothing is written after a write that failed, for nobody knows what the disk has of it.
 */
class FullDiskTest {
    private static final int ROW_BYTES = 100_000;
    private static final long WAIT_SECONDS = 120;

    @TempDir
    private Path folder;

    @Test
    void whereTheLogHasNoRoomTheStoreStopsAndHasAllThatWasAcknowledged() throws Exception {
        assertStops(2 << 10);
    }

    /** The log is brought in when it has 8 MiB, and begins anew, so the file comes to the limit that the log does not. */
    @Test
    void whereTheFileHasNoRoomForTheLogTheStoreStopsAndHasAllThatWasAcknowledged() throws Exception {
        assertStops(12 << 10);
    }

    private void assertStops(int kibibytes) throws Exception {
        Path file = folder.resolve("data.db");
        Process limited = new ProcessBuilder(List.of(
                        "bash",
                        "-c",
                        "ulimit -f " + kibibytes + " && exec \"$@\"",
                        "bash",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        file.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long acknowledged = 0;
        List<String> end;
        try (BufferedReader lines = limited.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            for (; line != null && line.startsWith("stored "); line = lines.readLine()) {
                acknowledged = Long.parseLong(line.substring("stored ".length()));
            }
            end = List.of(String.valueOf(line), String.valueOf(lines.readLine()), String.valueOf(lines.readLine()));
            assertThat(limited.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        } finally {
            limited.destroyForcibly();
        }
        assertThat(end).containsExactly("storage.failed", "storage.stopped", "read " + acknowledged);
        assertWhole(file, acknowledged);
    }

    private static void assertWhole(Path file, long acknowledged) {
        try (StorageEngine engine = SqliteStorage.open(file);
                StorageSnapshot now = engine.snapshot()) {
            long number = now.position().number();
            assertThat(number).isBetween(acknowledged, acknowledged + 1);
            assertThat(now.count("row", AnkQl.parse("n >= 0"))).isEqualTo(number);
            assertThat(now.log(0, Integer.MAX_VALUE)).hasSize((int) number);
            World world = new World(2, now.position());
            world.create("row", Map.of("n", Value.of(number)));
            engine.commit(world.group());
        }
    }

    /** The process whose files have a limit. */
    static final class Main {
        public static void main(String[] args) throws IOException {
            try (StorageEngine engine = SqliteStorage.open(Path.of(args[0]))) {
                Position start = Position.start(engine.identity().log());
                World world = new World(1, start);
                long stored = 0;
                try {
                    while (true) {
                        world.create("row", Map.of("n", Value.of(stored), "text", Value.of("x".repeat(ROW_BYTES))));
                        engine.commit(world.group());
                        stored++;
                        System.out.println("stored " + stored);
                    }
                } catch (AnkurahException.Fault e) {
                    System.out.println(e.code());
                }
                try {
                    engine.commit(new WriteGroup().meta("m", new byte[1]));
                } catch (AnkurahException.Fault e) {
                    System.out.println(e.code());
                }
                try (StorageSnapshot now = engine.snapshot()) {
                    System.out.println("read " + now.count("row", AnkQl.parse("n >= 0")));
                }
            }
        }
    }
}
