package ankurah.cli.internal.soak;

import ankurah.cli.internal.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The server, in a process of its own that can be killed. */
final class ServerProcess implements AutoCloseable {
    private static final double MIB = 1 << 20;

    private final Process process;
    private final BufferedReader lines;
    private final Writer commands;
    private final int port;

    private ServerProcess(Process process, int port, BufferedReader lines) {
        this.process = process;
        this.lines = lines;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.port = port;
    }

    /** @param port 0 for any that is free */
    static ServerProcess start(String store, int port) {
        List<String> words = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseG1GC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "ankurah.cli.Main",
                "soak-server",
                "--storage",
                store,
                "--port",
                Integer.toString(port));
        try {
            Process process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
            String first = lines.readLine();
            if (first == null || !first.startsWith("port ")) {
                process.destroyForcibly();
                throw Failure.failed("the server does not start; what it says stands above");
            }
            return new ServerProcess(process, Integer.parseInt(first.substring("port ".length())), lines);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    int port() {
        return port;
    }

    /** What it holds after it has collected its garbage. */
    record Measure(long heapBytes, long threads, long connections, long liveQueries) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.1f MiB, %d threads, %d connections, %d live queries",
                    heapBytes / MIB,
                    threads,
                    connections,
                    liveQueries);
        }
    }

    Measure measure() {
        try {
            commands.write("measure\n");
            commands.flush();
            String line = lines.readLine();
            if (line == null) {
                throw Failure.failed("the server has ended by itself; what it says stands above");
            }
            String[] numbers = line.split(" ");
            return new Measure(
                    Long.parseLong(numbers[0]),
                    Long.parseLong(numbers[1]),
                    Long.parseLong(numbers[2]),
                    Long.parseLong(numbers[3]));
        } catch (IOException gone) {
            throw Failure.failed("the server has ended by itself; what it says stands above", gone);
        }
    }

    /** As {@code kill -9} does; returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
