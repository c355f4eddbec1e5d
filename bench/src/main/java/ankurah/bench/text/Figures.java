package ankurah.bench.text;

import java.util.Map;

/** What one process printed, by name. */
record Figures(Map<String, Double> byName) {
    double get(String name) {
        Double figure = byName.get(name);
        if (figure == null) {
            throw new IllegalStateException("a process printed no " + name);
        }
        return figure;
    }
}
