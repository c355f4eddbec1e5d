package ankurah.storage.testkit;

import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.query.AnkQl;
import ankurah.storage.EntityState;
import ankurah.storage.IndexSpec;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A process of its own that writes to a store until it is killed, and says what it was told is written. */
public final class WritingChild implements AutoCloseable {
    private final Process process;
    private final BufferedReader lines;
    private long last;

    private WritingChild(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
    }

    /** @param main has a main method that opens the store its arguments name and calls {@link #write} */
    public static WritingChild start(Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return new WritingChild(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /** The number of the next commit that it was told is stored. */
    public long acknowledged() throws IOException {
        String line = lines.readLine();
        if (line == null) {
            throw new IOException("the child ended by itself");
        }
        last = Long.parseLong(line);
        return last;
    }

    /** Kills it; the last number that it got out. */
    public long kill() throws IOException, InterruptedException {
        // Through the handle, which leaves open what the process wrote.
        process.toHandle().destroyForcibly();
        process.waitFor();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            // The last line may have been cut off.
            last = line.equals(Long.toString(last + 1)) ? last + 1 : last;
        }
        return last;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** Each group moves two accounts to one number and adds a row. Indexes come and go between. Ends when the process does. */
    public static void write(StorageEngine engine) {
        engine.ensureIndex(IndexSpec.on("account", "n"));
        IndexSpec index = IndexSpec.on("row", "n");
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
            for (int i = 0; i < 2; i++) {
                if (accounts.size() == i) {
                    accounts.add(world.create("account", values).id());
                } else {
                    world.update(accounts.get(i), values);
                }
            }
            world.create("row", values);
            engine.commit(world.group().meta("n", new byte[] {(byte) n}));
            System.out.println(n);
            System.out.flush();
            if (n % 6 == 0) {
                engine.dropIndex(index);
            } else if (n % 6 == 3) {
                engine.declareIndex(index);
            }
            engine.workOnIndexes();
        }
    }
}
