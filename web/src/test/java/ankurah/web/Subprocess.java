package ankurah.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that prints its answer and ends. */
final class Subprocess {
    private static final long TIMEOUT_SECONDS = 100;

    private Subprocess() {}

    static byte[] output(List<String> command) {
        try {
            Path out = Files.createTempFile("ankurah", ".out");
            Path err = Files.createTempFile("ankurah", ".err");
            try {
                String end = run(command, out, err);
                if (!end.isEmpty()) {
                    throw new AssertionError(String.join(" ", command) + " " + end + "\n" + Files.readString(err));
                }
                return Files.readAllBytes(out);
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How the process ended; empty if well. */
    private static String run(List<String> command, Path out, Path err) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                return "did not end within " + TIMEOUT_SECONDS + " s";
            }
            return process.exitValue() == 0 ? "" : "ended with " + process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "was interrupted";
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
