package ankurah.simulation;

import ankurah.simulation.internal.world.World;

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
        try {
            return new World(settings, scenarios.scenario()).run();
        } catch (RuntimeException | AssertionError e) {
            throw new SimulationFailure(settings, String.valueOf(e.getMessage()), e);
        }
    }
}
