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

    /** Where a check was wrong, or the fault that was mended fits the code no more. */
    private static final List<Replay> WITHOUT_A_FAULT = List.of(
            new Replay(
                    "seed=122 steps=221 clients=3 faults=CUT,CLIENT_CRASH,RESTORE,SKEW,CENTURY storm=25",
                    "a client was to show at once what it had sent again to a log that had lost it"),
            new Replay(
                    "seed=2791 steps=1243 clients=3 faults=all",
                    "a query that was being selected was held to the rows of the one before"),
            new Replay(
                    "seed=1264 steps=1244 clients=3 faults=all",
                    "of refusals that nobody had been told of yet all or none were to be shown"),
            new Replay(
                    "seed=2048 steps=808 clients=3 faults=all",
                    "the same, over what the client knew of an entity that nothing covered"),
            new Replay(
                    "seed=865 steps=722 clients=3 faults=all",
                    "rows that were told of before the server had answered were held to be whole, since it had by now"),
            new Replay(
                    "seed=1199 steps=361 clients=3 faults=all",
                    "what a server had sent before its disk was put back came later, to a client that was on the log"));

    static List<Replay> replays() throws IOException {
        List<Replay> replays = new ArrayList<>(WITHOUT_A_FAULT);
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
