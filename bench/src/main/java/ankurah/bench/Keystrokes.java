package ankurah.bench;

import ankurah.core.Context;
import ankurah.core.Node;
import ankurah.core.Policy;
import ankurah.core.TextEditor;
import ankurah.event.EntityId;
import ankurah.event.JsonText;
import ankurah.event.Value;
import ankurah.storage.rocksdb.RocksStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * What a keystroke costs through the whole system: an editing trace is typed into an editor over a durable node on disk.
 * Prints the bytes of the folder after it was closed, and those of the events and the state alone.
 *
 * <p>Arguments: the trace ({@code automerge-paper.json.gz}), how many edits, and how many edits go into one commit.
 */
public final class Keystrokes {
    private Keystrokes() {}

    private record Patch(int position, int deleted, String inserted) {}

    public static void main(String[] args) throws IOException {
        List<Patch> patches = read(Path.of(args[0]), Integer.parseInt(args[1]));
        int together = Integer.parseInt(args[2]);
        Path folder = Files.createTempDirectory("ankurah-keystrokes");
        long events;
        long state;
        int length;
        long start = System.nanoTime();
        try (Node node = Node.durable(RocksStorage.open(folder), Policy.allowAll())) {
            Context ctx = node.context();
            EntityId id = ctx.transact(tx -> tx.create("paper", Map.of(), Map.of(), Map.of("body", ""))
                            .id())
                    .value();
            try (TextEditor editor = ctx.editor(id, "body", Duration.ofHours(1))) {
                for (int i = 0; i < patches.size(); i++) {
                    Patch patch = patches.get(i);
                    if (patch.deleted > 0) {
                        editor.delete(patch.position, patch.deleted);
                    }
                    if (!patch.inserted.isEmpty()) {
                        editor.insert(patch.position, patch.inserted);
                    }
                    if ((i + 1) % together == 0) {
                        editor.flush();
                    }
                }
                editor.flush();
                length = editor.length();
            }
            events = ctx.history(id).stream()
                    .mapToLong(entry -> entry.event().size())
                    .sum();
            state = ctx.get(id).state().encode().length;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long disk = disk(folder);
        try (Node node = Node.durable(RocksStorage.open(folder), Policy.allowAll())) {
            long read = System.nanoTime();
            int again = node.context().query("paper", "body LIKE '%'").size();
            System.out.printf(
                    "%d edits, %d in a commit, text of %d: %.1f s, %.0f us an edit; bytes an edit: events %.1f, state %.2f, disk"
                            + " %.1f; reopened with %d row in %.0f ms%n",
                    patches.size(),
                    together,
                    length,
                    seconds,
                    seconds * 1e6 / patches.size(),
                    (double) events / patches.size(),
                    (double) state / patches.size(),
                    (double) disk / patches.size(),
                    again,
                    (System.nanoTime() - read) / 1e6);
        }
    }

    private static long disk(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }

    private static List<Patch> read(Path trace, int most) throws IOException {
        String json;
        try (var in = new GZIPInputStream(Files.newInputStream(trace))) {
            json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Value.Obj root = (Value.Obj) JsonText.parse(json);
        List<Patch> patches = new ArrayList<>();
        for (Value txn : ((Value.List) root.fields().get("txns")).items()) {
            for (Value each : ((Value.List) ((Value.Obj) txn).fields().get("patches")).items()) {
                List<Value> parts = ((Value.List) each).items();
                if (patches.size() < most) {
                    patches.add(
                            new Patch(number(parts.get(0)), number(parts.get(1)), ((Value.Str) parts.get(2)).value()));
                }
            }
        }
        return patches;
    }

    private static int number(Value value) {
        return (int) ((Value.Int) value).value();
    }
}
