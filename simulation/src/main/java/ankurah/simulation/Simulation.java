package ankurah.simulation;

import ankurah.simulation.internal.world.World;
import java.util.function.BiConsumer;

/** Runs scenarios. */
public final class Simulation {
    private Simulation() {}

    /** Makes the scenario of one run. */
    @FunctionalInterface
    public interface Scenarios {
        Scenario scenario();
    }

    /** @throws SimulationFailure if something does not hold */
    public static Run run(Settings settings, Scenarios scenarios) {
        return run(settings, scenarios, (what, value) -> {});
    }

    /** @param reader is given all that the trace's hash is made of, to find where two runs part */
    static Run run(Settings settings, Scenarios scenarios, BiConsumer<String, Long> reader) {
        try {
            return new World(settings, scenarios.scenario(), reader).run();
        } catch (RuntimeException | AssertionError e) {
            throw new SimulationFailure(settings, String.valueOf(e.getMessage()), e);
        }
    }
}
