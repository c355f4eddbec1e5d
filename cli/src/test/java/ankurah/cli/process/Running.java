package ankurah.cli.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A command that is running. */
final class Running implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;
    private static final String END = "\0";

    private final Process process;
    private final BlockingQueue<String> out = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> err = new LinkedBlockingQueue<>();

    Running(Process process) {
        this.process = process;
        pump(process.getInputStream(), out);
        pump(process.getErrorStream(), err);
    }

    private static void pump(InputStream stream, BlockingQueue<String> lines) {
        Thread.ofVirtual().start(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line);
                }
            } catch (IOException killed) {
                throw new UncheckedIOException(killed);
            } finally {
                lines.add(END);
            }
        });
    }

    /** The next line of standard output that fulfils the condition. */
    String awaitLine(Predicate<String> condition) {
        while (true) {
            String line = take(out);
            if (condition.test(line)) {
                return line;
            }
        }
    }

    /** The next line of standard output. */
    String nextLine() {
        return awaitLine(line -> true);
    }

    /** The next line of standard error that has a part in it. */
    void awaitError(String part) {
        while (!take(err).contains(part)) {
            // It is about something else.
        }
    }

    /** What else stands on standard error; the process must have ended. */
    String errors() {
        StringBuilder text = new StringBuilder();
        for (String line = takeOrEnd(err); !line.equals(END); line = takeOrEnd(err)) {
            text.append(line).append('\n');
        }
        return text.toString();
    }

    private String take(BlockingQueue<String> lines) {
        String line = takeOrEnd(lines);
        if (line.equals(END)) {
            throw new AssertionError("the process ended; standard error: " + errors());
        }
        return line;
    }

    private static String takeOrEnd(BlockingQueue<String> lines) {
        try {
            String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null) {
                throw new AssertionError("no output for " + PATIENCE_SECONDS + " s");
            }
            return line;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** SIGKILL: no chance to finish anything. */
    void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** SIGTERM. */
    int terminate() {
        process.destroy();
        return awaitExit();
    }

    /** SIGINT, as Ctrl-C sends it. */
    int interrupt() {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
        return awaitExit();
    }

    int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the process does not end");
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitExit();
    }
}
