package ankurah.bench.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the processes printed, by script and side. */
final class Results {
    private record Both(List<Map<String, Double>> ours, List<Map<String, Double>> theirs) {}

    private final Map<String, Both> scripts = new LinkedHashMap<>();
    private final Map<String, Integer> ends;

    /**
     * For a set of scripts.
     *
     * @param ends the hash of the text with which a script must end, for those that know
     */
    Results(Map<String, Integer> ends) {
        this.ends = ends;
    }

    void add(String script, boolean ours, Map<String, Double> figures) {
        Both both = scripts.computeIfAbsent(script, name -> new Both(new ArrayList<>(), new ArrayList<>()));
        (ours ? both.ours : both.theirs).add(figures);
    }

    void print() {
        times("by the clock", "cold", "warm", "loadWarm");
        times("of the processor (loadCold by the clock)", "loadCold", "warmCpu", "loadWarmCpu");
        System.out.println();
        System.out.println("| sizes | updates | bytes an update: here | yjs | document bytes: here | yjs | same bytes "
                + "| heap KiB: here | yjs | heap KiB, loaded: here | yjs |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        scripts.forEach((name, both) -> row(
                name,
                whole(both.ours, "updates"),
                perUpdate(both.ours),
                perUpdate(both.theirs),
                whole(both.ours, "documentBytes"),
                whole(both.theirs, "documentBytes"),
                agreement(name, both),
                kib(both.ours, "heap"),
                kib(both.theirs, "heap"),
                kib(both.ours, "loadHeap"),
                kib(both.theirs, "loadHeap")));
    }

    private void times(String how, String first, String second, String third) {
        System.out.println();
        System.out.println("| milliseconds " + how + ", median (range) | " + first + ": here | yjs | " + second
                + ": here | yjs | yjs / here | " + third + ": here | yjs | yjs / here |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        scripts.forEach((name, both) -> row(
                name,
                millis(both.ours, first),
                millis(both.theirs, first),
                millis(both.ours, second),
                millis(both.theirs, second),
                ratio(both, second),
                millis(both.ours, third),
                millis(both.theirs, third),
                ratio(both, third)));
    }

    private static void row(String... cells) {
        System.out.println("| " + String.join(" | ", cells) + " |");
    }

    private String agreement(String name, Both both) {
        boolean same = figures(both.ours, "hash").equals(figures(both.theirs, "hash"))
                && figures(both.ours, "textHash").equals(figures(both.theirs, "textHash"));
        Integer end = ends.get(name);
        if (end != null && median(both.ours, "textHash") != end) {
            return "NO, wrong end";
        }
        return same ? "yes" : "NO";
    }

    private static String millis(List<Map<String, Double>> runs, String name) {
        List<Double> sorted = figures(runs, name);
        return number(median(runs, name)) + " (" + number(sorted.getFirst()) + "-" + number(sorted.getLast()) + ")";
    }

    private static String ratio(Both both, String name) {
        return number(median(both.theirs, name) / median(both.ours, name));
    }

    private static String perUpdate(List<Map<String, Double>> runs) {
        return number(median(runs, "updateBytes") / median(runs, "updates"));
    }

    private static String whole(List<Map<String, Double>> runs, String name) {
        return String.format(Locale.ROOT, "%,.0f", median(runs, name));
    }

    private static String kib(List<Map<String, Double>> runs, String name) {
        return String.format(Locale.ROOT, "%,.0f", median(runs, name) / 1024);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }

    private static double median(List<Map<String, Double>> runs, String name) {
        List<Double> sorted = figures(runs, name);
        return sorted.get(sorted.size() / 2);
    }

    private static List<Double> figures(List<Map<String, Double>> runs, String name) {
        List<Double> figures = new ArrayList<>();
        for (Map<String, Double> run : runs) {
            Double figure = run.get(name);
            if (figure == null) {
                throw new IllegalStateException("a process printed no " + name);
            }
            figures.add(figure);
        }
        Collections.sort(figures);
        return figures;
    }
}
