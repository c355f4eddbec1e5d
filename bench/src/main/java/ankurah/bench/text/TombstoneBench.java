package ankurah.bench.text;

import ankurah.text.TextDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Loads a large document of tombstones with heaps that are a small multiple of its size, the bytes themselves included; and
 * the same with npm {@code yjs}, which has the heap it wants.
 */
public final class TombstoneBench {
    private static final int STRUCTS = 8_330_000;
    private static final double[] MULTIPLES = {4, 3, 2.5, 2};

    private TombstoneBench() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 1) {
            load(Path.of(arguments[0]));
            return;
        }
        Path file = Files.createTempFile("ankurah-tombstones", ".yjs");
        try {
            Tombstones.write(file, STRUCTS);
            long size = Files.size(file);
            say("%,d structs, %,d bytes; 4 %% of the structs are text, the rest was deleted", STRUCTS, size);
            report(
                    "yjs",
                    Child.run(List.of(
                            "node",
                            "--expose-gc",
                            "--max-old-space-size=12000",
                            "text/yjs/load.mjs",
                            file.toString())));
            for (double multiple : MULTIPLES) {
                loadHere(file, multiple, (long) (multiple * size));
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void loadHere(Path file, double multiple, long heapBytes) {
        List<String> command =
                new ArrayList<>(Child.java(List.of("-XX:+UseCompactObjectHeaders", "-Xmx" + (heapBytes >> 10) + "k")));
        command.addAll(List.of(TombstoneBench.class.getName(), file.toString()));
        String name = "here, -Xmx " + multiple + " times the size";
        try {
            report(name, Child.run(command));
        } catch (IOException e) {
            say("%s: did not load", name);
        }
    }

    private static void report(String name, Map<String, Double> figures) {
        say(
                "%s: %.1f s; then %.0f MB in use without the bytes; %.0f characters",
                name, figures.get("millis") / 1000, figures.get("heap") / 1e6, figures.get("length"));
    }

    private static void load(Path file) throws IOException {
        byte[] state = Files.readAllBytes(file);
        long begin = System.nanoTime();
        TextDocument document = TextDocument.create(1);
        document.text("text");
        document.apply(state);
        double millis = (System.nanoTime() - begin) / 1e6;
        state = null;
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.println("millis " + millis);
        System.out.println("heap " + (runtime.totalMemory() - runtime.freeMemory()));
        System.out.println("length " + document.text("text").length());
    }

    private static void say(String format, Object... arguments) {
        System.out.println(String.format(Locale.ROOT, format, arguments));
    }
}
