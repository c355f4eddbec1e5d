package ankurah.storage.postgres.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A Postgres of our own, in a folder that is removed with it, listening on the loopback alone. A small shell process watches
 * over it: when this process ends, in whatever way, the shell's input ends, and it stops the server and removes the folder.
 */
public final class PostgresServer implements AutoCloseable {
    private static final long WAIT_SECONDS = 120;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Path folder;
    private final Path programs;
    private final int port;
    private final boolean root;
    private final boolean hasUser;
    private final List<String> settings;
    private final Process watch;

    /** One for all tests of this process, started when it is first asked for. */
    private static final class Shared {
        static final PostgresServer SERVER = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        }
    }

    private PostgresServer(List<String> settings) {
        this.settings = settings;
        try {
            folder = Files.createTempDirectory("ankurah-postgres");
            // Another user runs the server if this one is root, whom it refuses.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
            programs = Programs.find(folder);
            root = "root".equals(System.getProperty("user.name"));
            hasUser = root && hasUser();
            port = freePort();
            watch = watch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static PostgresServer shared() {
        return Shared.SERVER;
    }

    /** One whose commits survive a crash of the server and not one of the machine, which is faster. */
    public static PostgresServer start() {
        return start("fsync=off", "full_page_writes=off");
    }

    /** @param settings as in its configuration file, {@code name=value} */
    public static PostgresServer start(String... settings) {
        return new PostgresServer(List.of(settings));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String options() {
        StringBuilder options = new StringBuilder("-p " + port + " -k " + folder + " -c listen_addresses=127.0.0.1"
                + " -c max_connections=200 -c shared_buffers=128MB");
        settings.forEach(setting -> options.append(" -c ").append(setting));
        return options.toString();
    }

    private Process watch() throws IOException {
        String data = folder.resolve("data").toString();
        String log = folder.resolve("log").toString();
        String script = "trap '' TERM INT HUP; cd '" + folder + "' && '" + programs + "/initdb' -D '" + data
                + "' -A trust -U postgres -E UTF8 --locale=C --no-sync >'" + log + "' 2>&1 && '" + programs
                + "/pg_ctl' -D '" + data + "' -l '" + log + "' -o '" + options()
                + "' -w start >/dev/null && echo ready || echo broken;"
                + " cat >/dev/null; '" + programs + "/pg_ctl' -D '" + data + "' -m immediate -w stop >/dev/null 2>&1;"
                + " rm -rf '" + folder + "'/* 2>/dev/null";
        List<String> command = asPostgres();
        command.addAll(List.of("sh", "-c", script));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        awaitReady(process, Path.of(log));
        return process;
    }

    /** As another user than root: as postgres, or where there is none as nobody in particular. */
    private List<String> asPostgres() {
        if (!root) {
            return new ArrayList<>();
        }
        return new ArrayList<>(hasUser ? List.of("runuser", "-u", "postgres", "--") : List.of("unshare", "-U"));
    }

    private static boolean hasUser() throws IOException {
        try (var users = Files.lines(Path.of("/etc/passwd"), StandardCharsets.UTF_8)) {
            return users.anyMatch(user -> user.startsWith("postgres:"));
        }
    }

    private static void awaitReady(Process process, Path log) throws IOException {
        byte[] said = new byte["ready".length()];
        int got = process.getInputStream().readNBytes(said, 0, said.length);
        if (!new String(said, 0, got, StandardCharsets.US_ASCII).equals("ready")) {
            String why = Files.exists(log) ? Files.readString(log) : "it said nothing";
            throw new AssertionError("Postgres did not start: " + why
                    + "\nInstall the package postgresql, 15 or newer; as root, there has to be a user postgres");
        }
    }

    /** A schema nobody has used. */
    public static String newSchema() {
        return "s" + ProcessHandle.current().pid() + "_" + NUMBERS.incrementAndGet();
    }

    public int port() {
        return port;
    }

    public String url() {
        return url("postgres");
    }

    /** Of another database, which {@link #execute} makes. */
    public String url(String database) {
        return "postgresql://postgres@127.0.0.1:" + port + "/" + database;
    }

    /** Runs a statement beside all stores. */
    public void execute(String statement) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres")) {
            connection.createStatement().execute(statement);
        }
    }

    /** From now on nobody is let in without a password. */
    public void requirePasswords() throws SQLException {
        // The folder is the server's user's, so the server writes the file itself.
        execute("COPY (SELECT 'host all all 127.0.0.1/32 scram-sha-256') TO '" + folder + "/data/pg_hba.conf'");
        stop("fast");
        restart();
    }

    /** The processor time that its running processes have taken; where the system does not tell, 0. */
    public Duration processorTime() {
        try {
            long pid = Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid"))
                    .get(0)
                    .strip());
            return ProcessHandle.of(pid).stream()
                    .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                    .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                    .reduce(Duration.ZERO, Duration::plus);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the server: {@code fast}, which ends connections in order, or {@code immediate}, as a crash does. */
    public void stop(String mode) {
        control("-m", mode, "-w", "stop");
    }

    /** Starts it again, with the options it was started with first. */
    public void restart() {
        control("-l", folder.resolve("log").toString(), "-o", options(), "-w", "start");
    }

    private void control(String... arguments) {
        List<String> command = asPostgres();
        command.addAll(
                List.of(programs + "/pg_ctl", "-D", folder.resolve("data").toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError("could not run " + command);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Stops the server and removes its folder. */
    @Override
    public void close() {
        try {
            watch.getOutputStream().close();
            watch.waitFor(WAIT_SECONDS, TimeUnit.SECONDS);
            remove();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the watch could not, for it may be another user's. */
    private void remove() throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        }
    }
}
