package ankurah.bench.text;

import ankurah.text.TextDocument;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One script in a fresh process: once cold, then again until it is warm. {@code text/yjs/bench.mjs} does the same in node.
 * Prints a name and a number a line.
 */
public final class TextRun {
    private static final int RUNS_MIN = 3;
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private TextRun() {}

    public static void main(String[] arguments) throws IOException {
        Script script = Script.read(Path.of(arguments[0]));
        double seconds = Double.parseDouble(arguments[1]);

        long empty = usedBytes();
        Replay.Outcome cold = Replay.of(script);
        TextDocument document = cold.document();
        long updates = cold.updates();
        long updateBytes = cold.updateBytes();
        print("cold", cold.nanos() / 1e6);
        cold = null;
        print("heap", usedBytes() - empty);
        byte[] state = document.encode();
        print("hash", hash(state));
        print("textHash", hash(document.text("text").toString()));
        Reference.reachabilityFence(document);
        document = null;
        print("updates", updates);
        print("updateBytes", updateBytes);
        print("documentBytes", state.length);

        empty = usedBytes();
        long begin = System.nanoTime();
        TextDocument loaded = load(state);
        print("loadCold", (System.nanoTime() - begin) / 1e6);
        print("loadHeap", usedBytes() - empty);
        Reference.reachabilityFence(loaded);
        loaded = null;

        warm("warm", seconds, () -> Replay.of(script).nanos());
        warm("loadWarm", seconds / 2, () -> {
            long from = System.nanoTime();
            load(state);
            return System.nanoTime() - from;
        });
    }

    private static TextDocument load(byte[] state) {
        TextDocument document = TextDocument.create(1);
        document.text("text");
        document.apply(state);
        if (document.text("text").toString().length() > Integer.MAX_VALUE - 8) {
            throw new AssertionError();
        }
        return document;
    }

    /**
     * Runs for so many seconds of the processor to get warm, and then for as long to measure. Prints milliseconds a run: the
     * median by the clock, and the mean of the processor, compiling and collecting included. The latter says more where the
     * machine is busy with other things too.
     */
    private static void warm(String name, double seconds, LongSupplier nanosOfRun) {
        run(seconds, nanosOfRun);
        long before = SYSTEM.getProcessCpuTime();
        List<Long> runs = run(seconds, nanosOfRun);
        print(name + "Cpu", (SYSTEM.getProcessCpuTime() - before) / 1e6 / runs.size());
        Collections.sort(runs);
        print(name, runs.get(runs.size() / 2) / 1e6);
    }

    private static List<Long> run(double seconds, LongSupplier nanosOfRun) {
        List<Long> runs = new ArrayList<>();
        long end = SYSTEM.getProcessCpuTime() + (long) (seconds * 1e9);
        while (runs.size() < RUNS_MIN || SYSTEM.getProcessCpuTime() < end) {
            runs.add(nanosOfRun.getAsLong());
        }
        return runs;
    }

    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    static int hash(byte[] bytes) {
        int hash = 0;
        for (byte one : bytes) {
            hash = 31 * hash + (one & 0xff);
        }
        return hash;
    }

    static int hash(String text) {
        return text.hashCode();
    }

    private static void print(String name, double number) {
        System.out.println(name + " " + number);
    }
}
