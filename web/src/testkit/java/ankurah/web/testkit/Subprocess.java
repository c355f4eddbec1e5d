package ankurah.web.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that does something and ends; whatever it started ends with it. */
public final class Subprocess {
    private static final String JAVA = ProcessHandle.current().info().command().orElse("java");

    private Subprocess() {}

    /**
     * Fails, with all that it wrote, unless it ends well and in time.
     *
     * @return what it wrote to its standard output
     */
    public static byte[] output(int seconds, List<String> command) {
        return output(Path.of("."), seconds, command, Map.of());
    }

    /** The same in another folder, where what it writes does not matter. */
    public static void run(Path folder, int seconds, List<String> command, Map<String, String> environment) {
        byte[] unused = output(folder, seconds, command, environment);
    }

    /** Also tells it how to start Java with the classes that are here. */
    private static byte[] output(Path folder, int seconds, List<String> command, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("ANKURAH_JAVA", JAVA);
        builder.environment().put("ANKURAH_CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().putAll(environment);
        try {
            Path out = Files.createTempFile("ankurah", ".out");
            Path err = Files.createTempFile("ankurah", ".err");
            try {
                String end = run(builder.redirectOutput(out.toFile()).redirectError(err.toFile()), seconds);
                if (!end.isEmpty()) {
                    throw new AssertionError(String.join(" ", command) + " " + end + "\n" + Files.readString(out) + "\n"
                            + Files.readString(err));
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
    private static String run(ProcessBuilder builder, int seconds) throws IOException {
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                return "did not end within " + seconds + " s";
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
