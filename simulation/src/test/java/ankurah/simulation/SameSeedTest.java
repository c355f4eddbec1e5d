package ankurah.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.simulation.internal.house.House;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What happens follows from the seed alone. */
class SameSeedTest {
    private static final Simulation HOUSE = Simulation.of(House::new);
    private static final int SEEDS = 12;

    /** Prints the runs, for a comparison with those of another process. */
    public static void main(String[] args) {
        runs().forEach(System.out::println);
    }

    private static List<String> runs() {
        return LongStream.range(0, SEEDS)
                .mapToObj(seed -> HOUSE.run(Settings.of(seed, 250, 3)).toString())
                .toList();
    }

    @Test
    void oneSeedGivesOneTrace() {
        List<String> runs = runs();
        assertThat(runs()).isEqualTo(runs);
        assertThat(runs).doesNotHaveDuplicates();
    }

    /** In another process the maps and sets of the JDK have another order, and objects other identity hashes. */
    @Test
    void anotherProcessGivesTheSame() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SameSeedTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(other.waitFor()).isZero();
        assertThat(printed.lines().toList()).isEqualTo(runs());
    }

    @Test
    void aRunThatIsReplayedFromItsTextIsTheSame() {
        Run run = HOUSE.run(Settings.of(5, 200, 2).withFaults(java.util.Set.of(Fault.CUT, Fault.SERVER_CRASH)));
        assertThat(HOUSE.replay(run.settings().toString())).isEqualTo(run);
    }
}
