package ankurah.storage.tikv;

import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.storage.EntityState;
import ankurah.storage.IndexSpec;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.testkit.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process of its own that writes groups to a cluster until it is killed, and says which were acknowledged. */
final class WritingProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;

    private WritingProcess(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    static WritingProcess start(String addresses) throws IOException {
        return new WritingProcess(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritingProcess.class.getName(),
                        addresses))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** The number that is acknowledged next. */
    long acknowledged() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException("the process ended by itself");
        }
        return Long.parseLong(line);
    }

    /** Kills it, and gives the last number that it got out. */
    long kill(long last) throws IOException, InterruptedException {
        // Through the handle, which leaves open what the process wrote.
        process.toHandle().destroyForcibly();
        process.waitFor();
        long acknowledged = last;
        for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
            // A last line that was cut off is the beginning of a number, and then not the next one.
            acknowledged += Long.parseLong(line) == acknowledged + 1 ? 1 : 0;
        }
        return acknowledged;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Each group moves two accounts to one number and adds a row. */
    public static void main(String[] args) {
        StorageEngine engine = TikvStorage.open(args[0]);
        engine.ensureIndex(IndexSpec.on("account", "n"));
        engine.ensureIndex(IndexSpec.on("row", "n"));
        List<EntityId> accounts = new ArrayList<>();
        World world;
        try (StorageSnapshot now = engine.snapshot();
                RowCursor rows = now.query("account", AnkQl.parse(""))) {
            world = new World(System.nanoTime(), now.position());
            for (EntityState row = rows.next(); row != null; row = rows.next()) {
                world.resume(row);
                accounts.add(row.id());
            }
        }
        while (true) {
            long n = world.position().number() + 1;
            Map<String, Value> values = Map.of("n", Value.of(n));
            if (accounts.isEmpty()) {
                accounts.add(world.create("account", values).id());
                accounts.add(world.create("account", values).id());
            } else {
                accounts.forEach(id -> world.update(id, values));
            }
            world.create("row", values);
            engine.commit(world.group());
            System.out.println(n);
        }
    }
}
