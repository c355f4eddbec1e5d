package ankurah.bench.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Texts here and in npm {@code yjs}: the same scripts, each in a fresh process, ours and theirs taking turns for some rounds.
 * Checks that both end with the same text and the same bytes, and prints medians and ranges.
 *
 * <p>Arguments: rounds; seconds of the processor each process has to get warm, and to be measured; a part of the names of the scripts to run.
 */
public final class TextBench {
    private static final Path TRACES = Path.of("text", "src", "test", "resources", "traces");
    private static final Path YJS = Path.of("text", "yjs", "bench.mjs");
    private static final List<String> JVM_FLAGS = List.of("-XX:+UseCompactObjectHeaders", "-Xmx2g");

    private TextBench() {}

    public static void main(String[] arguments) throws IOException {
        int rounds = Integer.parseInt(arguments[0]);
        String seconds = arguments[1];
        String only = arguments.length > 2 ? arguments[2] : "";

        Map<String, Supplier<Script>> scripts = Shapes.all();
        Map<String, Integer> ends = new TreeMap<>();
        trace(scripts, ends, "B4 automerge-paper trace", "automerge-paper.json.gz");
        trace(scripts, ends, "friendsforever trace, two authors", "friendsforever-concurrent.json.gz");
        scripts.keySet().removeIf(name -> !name.contains(only));

        Results results = new Results(ends);
        Path folder = Files.createTempDirectory("ankurah-bench");
        try {
            Map<String, Path> files = new LinkedHashMap<>();
            for (var script : scripts.entrySet()) {
                Path file = folder.resolve(files.size() + ".script");
                script.getValue().get().write(file);
                files.put(script.getKey(), file);
            }
            for (int round = 0; round < rounds; round++) {
                for (var file : files.entrySet()) {
                    System.err.println("round " + (round + 1) + " of " + rounds + ": " + file.getKey());
                    for (int turn = 0; turn < 2; turn++) {
                        boolean ours = (turn + round) % 2 == 0;
                        List<String> command = ours ? java(file.getValue(), seconds) : node(file.getValue(), seconds);
                        results.add(file.getKey(), ours, Child.run(command));
                    }
                }
            }
        } finally {
            for (Path file : Files.list(folder).toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        }
        results.print();
    }

    private static void trace(
            Map<String, Supplier<Script>> scripts, Map<String, Integer> ends, String name, String file)
            throws IOException {
        Trace trace = Trace.read(TRACES.resolve(file));
        scripts.put(name, trace::script);
        ends.put(name, TextRun.hash(trace.end()));
    }

    private static List<String> java(Path script, String seconds) {
        List<String> command = new ArrayList<>(Child.java(JVM_FLAGS));
        command.addAll(List.of(TextRun.class.getName(), script.toString(), seconds));
        return command;
    }

    private static List<String> node(Path script, String seconds) {
        return List.of("node", "--expose-gc", YJS.toString(), script.toString(), seconds);
    }
}
