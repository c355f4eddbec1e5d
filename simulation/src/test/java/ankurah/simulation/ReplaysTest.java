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
                        "seed=146 steps=300 clients=2 faults=HALF_CUT,GREEDY,POLICY"
                                + " only=152,171-172,174-176,206,212,298",
                        "after a connection under a new policy had ended early, the next one took the old rows for right"),
                new Replay(
                        "seed=1295 steps=273 clients=3"
                                + " faults=CUT,HALF_CUT,CLIENT_RESTART,SERVER_CRASH,SERVER_RESTART,SKEW,POLICY"
                                + " only=0-11,16-19,24-51,54-57,60-61,80-91,96-101,104-113,116-131,136-147,154-155,"
                                + "164-169,172-179,184-195,200-207,216-217,220-223,228-231,250-251,256-263,270-272",
                        "a commit made while subscriptions were answered again was shown on top of a state that had it"));
    }

    @ParameterizedTest
    @MethodSource("replays")
    void nothingGoesWrongAnyMore(Replay replay) {
        Run run = Simulation.of(House::new).replay(replay.settings());
        assertThat(run.commits()).as(replay.found()).isPositive();
    }
}
