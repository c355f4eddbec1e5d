package ankurah.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.simulation.internal.house.House;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bit of everything, under everything that can befall it. */
class SeedsTest {
    private static final boolean DEEP = System.getProperty("ankurah.deep") != null;
    private static final int SEEDS = DEEP ? 5_000 : 2_000;
    private static final int STEPS = DEEP ? 2_000 : 300;

    @Test
    @Timeout(7_200)
    void everythingHoldsThatMustHold() {
        long began = System.nanoTime();
        List<Run> runs = Simulation.of(House::new).steps(STEPS).threads(2).seeds(1, SEEDS);
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                "seeds 1 to %d of %d steps in %.0f s: %.0f steps/s, %d commits%n",
                SEEDS,
                STEPS,
                seconds,
                SEEDS * STEPS / seconds,
                runs.stream().mapToLong(Run::commits).sum());
        assertThat(runs).allMatch(run -> run.commits() > 0);
    }
}
