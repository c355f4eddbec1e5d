package ankurah.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.simulation.internal.house.House;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What once went wrong, and what goes wrong with a fault put back or made up: {@link MutationsTest} shows that these settings
 * find it, and here nothing goes wrong with them.
 */
class ReplaysTest {
    /** @param found what went wrong */
    record Replay(String settings, String found) {}

    static List<Replay> replays() throws IOException {
        List<Replay> replays = new ArrayList<>();
        for (Mutation mutation : Mutation.all()) {
            mutation.known().ifPresent(settings -> replays.add(new Replay(settings, mutation.toString())));
        }
        return replays;
    }

    @ParameterizedTest
    @MethodSource("replays")
    void nothingGoesWrongAnyMore(Replay replay) {
        Run run = Simulation.of(House::new).replay(replay.settings());
        assertThat(run.trace()).as(replay.found()).isNotZero();
    }
}
