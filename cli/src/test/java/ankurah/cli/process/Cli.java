package ankurah.cli.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs the command as a child process, from the class path of the test. */
final class Cli {
    private static final long PATIENCE_SECONDS = 120;

    private final Path folder;
    private final List<String> launcher;
    private final Map<String, String> environment;
    private final String heap;

    /** @param folder what relative paths start from */
    Cli(Path folder) {
        this(folder, List.of(), Map.of(), "256m");
    }

    private Cli(Path folder, List<String> launcher, Map<String, String> environment, String heap) {
        this.folder = folder;
        this.launcher = launcher;
        this.environment = environment;
        this.heap = heap;
    }

    /** Its processes have so much memory for objects, in the words of {@code -Xmx}. */
    Cli withHeap(String most) {
        return new Cli(folder, launcher, environment, most);
    }

    /** Its processes fail to write files beyond that size, as on a disk that is full. */
    Cli withFilesOfAtMost(int kibibytes) {
        return new Cli(
                folder, List.of("bash", "-c", "ulimit -f " + kibibytes + " && exec \"$@\"", "bash"), environment, heap);
    }

    /** Its processes have this in their environment. */
    Cli with(String name, String value) {
        return new Cli(folder, launcher, Map.of(name, value), heap);
    }

    /** What a process left behind. */
    record Result(int exit, List<String> out, String err) {}

    /** Runs to the end. */
    Result run(String... arguments) {
        return runWithInput("", arguments);
    }

    Result runWithInput(String input, String... arguments) {
        Process process = launch(arguments);
        try {
            CompletableFuture<String> out = readLater(process.getInputStream());
            CompletableFuture<String> err = readLater(process.getErrorStream());
            process.getOutputStream().write(input.getBytes(UTF_8));
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("still running: " + String.join(" ", arguments));
            }
            return new Result(process.exitValue(), out.join().lines().toList(), err.join());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Runs beside the test. */
    Running start(String... arguments) {
        return new Running(launch(arguments));
    }

    private Process launch(String... arguments) {
        List<String> words = new ArrayList<>(launcher);
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "ankurah.cli.Main"));
        words.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static CompletableFuture<String> readLater(java.io.InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), UTF_8);
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }
}
