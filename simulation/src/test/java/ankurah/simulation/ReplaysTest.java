package ankurah.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.simulation.internal.house.House;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What once went wrong. Whoever changes what steps do finds the fault anew before it is gone, and replaces the line. */
class ReplaysTest {
    /** @param found what went wrong */
    record Replay(String settings, String found) {}

    static List<Replay> replays() {
        return List.of(
                new Replay(
                        "seed=27 steps=300 clients=3 faults=all",
                        "a commit that was logged and sent again after the clock had gone back was refused as of the future"),
                new Replay(
                        "seed=2 steps=300 clients=3 faults=all",
                        "a closing server told its sessions in an order that depended on identity hashes"));
    }

    @ParameterizedTest
    @MethodSource("replays")
    void nothingGoesWrongAnyMore(Replay replay) {
        Run run = Simulation.of(House::new).replay(replay.settings());
        assertThat(run.commits()).as(replay.found()).isPositive();
    }
}
