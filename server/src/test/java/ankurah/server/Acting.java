package ankurah.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An {@link Actor} as seen from outside: told what to do, listened to, killed. */
final class Acting implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;
    private final Writer commands;
    private final Set<String> tried;
    private final Set<String> acknowledged;
    private final Thread listener;
    private final List<String> said = new ArrayList<>();
    private boolean ended;

    /**
     * @param tried takes the marks of the rows that a client set out to write
     * @param acknowledged takes those that it was told are stored
     */
    Acting(Set<String> tried, Set<String> acknowledged, String... args) throws IOException {
        this(tried, acknowledged, Actor.class, List.of(args));
    }

    static Acting of(Set<String> tried, Set<String> acknowledged, Class<?> main, String... args) throws IOException {
        return new Acting(tried, acknowledged, main, List.of(args));
    }

    private Acting(Set<String> tried, Set<String> acknowledged, Class<?> main, List<String> args) throws IOException {
        this.tried = tried;
        this.acknowledged = acknowledged;
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(args);
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        lines = process.inputReader(StandardCharsets.UTF_8);
        commands = process.outputWriter(StandardCharsets.UTF_8);
        listener = Thread.ofVirtual().start(this::listen);
    }

    private void listen() {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(line);
            }
        } catch (IOException e) {
            hear("broken " + e);
        } finally {
            synchronized (this) {
                ended = true;
                notifyAll();
            }
        }
    }

    /** A line that a kill cut off is shorter than a mark is. */
    private synchronized void hear(String line) {
        if (line.startsWith("try ")) {
            tried.add(line.substring(4));
        } else if (line.startsWith("ok ") && line.length() == "ok ".length() + 36) {
            acknowledged.add(line.substring(3));
        } else {
            said.add(line);
            notifyAll();
        }
    }

    void tell(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
    }

    /** Waits for the next line that begins so, and gives what comes behind. */
    synchronized String await(String word) throws InterruptedException {
        while (true) {
            for (int i = 0; i < said.size(); i++) {
                if (said.get(i).equals(word) || said.get(i).startsWith(word + " ")) {
                    return said.remove(i).substring(word.length()).strip();
                }
            }
            if (ended) {
                throw new AssertionError("the process ended before it said '" + word + "', but: " + said);
            }
            wait();
        }
    }

    /** Kills it with -9, and returns when all it said has been heard. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
        listener.join();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
