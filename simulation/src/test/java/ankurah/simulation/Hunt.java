package ankurah.simulation;

import ankurah.simulation.internal.house.House;

/** Runs seeds until something goes wrong, and prints what. For {@code simulation/mutations/run}. */
final class Hunt {
    private static final int STEPS = 300;

    private Hunt() {}

    /** @param args how many seeds to run at most */
    public static void main(String[] args) {
        int most = Integer.parseInt(args[0]);
        Simulation house = Simulation.of(House::new);
        for (int seed = 1; seed <= most; seed++) {
            try {
                Run unused = house.run(Settings.of(seed, STEPS, 3));
            } catch (SimulationFailure e) {
                String told = e.what().lines().findFirst().orElse("");
                System.out.println("found by seed " + seed + ": " + told.substring(0, Math.min(100, told.length())));
                return;
            }
        }
        System.out.println("NOT FOUND by " + most + " seeds");
        System.exit(1);
    }
}
