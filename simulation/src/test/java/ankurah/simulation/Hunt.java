package ankurah.simulation;

import ankurah.simulation.internal.house.House;
import java.util.function.Function;

/** Runs the house with settings and tells what went wrong; empty if nothing did. Loaded anew over each fault. */
public final class Hunt implements Function<String, String> {
    private static final int TOLD = 160;

    @Override
    public String apply(String settings) {
        return of(House::new, settings);
    }

    static String of(Simulation.Scenarios scenarios, String settings) {
        try {
            Run unused = Simulation.of(scenarios).replay(settings);
            return "";
        } catch (SimulationFailure e) {
            String first = e.what().lines().findFirst().orElse("");
            return "step " + e.step() + ", " + first.substring(0, Math.min(TOLD, first.length()));
        }
    }
}
