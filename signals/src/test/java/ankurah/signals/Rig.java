package ankurah.signals;

import java.util.ArrayList;
import java.util.List;

/** A graph, what its effects reported, and what failed. */
final class Rig {
    final List<Object> log = new ArrayList<>();
    final List<String> failures = new ArrayList<>();
    final List<Throwable> errors = new ArrayList<>();
    final SignalGraph graph = SignalGraph.create((where, error) -> {
        failures.add(where);
        errors.add(error);
    });

    /** An effect that logs each value of a signal. */
    Effect logging(Signal<?> signal) {
        return graph.effect(() -> log.add(String.valueOf(signal.get())));
    }

    /** What was logged since the last time. */
    List<Object> taken() {
        List<Object> taken = List.copyOf(log);
        log.clear();
        return taken;
    }
}
