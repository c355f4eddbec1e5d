package ankurah.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.simulation.internal.house.House;
import java.util.EnumSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens follows from the seed alone. */
class SameSeedTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 4, 5, 6, 8})
    void oneSeedGivesOneTrace(long seed) {
        Settings settings = Settings.of(seed, 200, 3);
        Run first = Simulation.run(settings, House::new);
        Run second = Simulation.run(settings, House::new);
        assertThat(second).isEqualTo(first);
        assertThat(first.commits()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4})
    void anotherSeedGivesAnother(long seed) {
        Settings settings = Settings.of(seed, 100, 2).withFaults(EnumSet.noneOf(Fault.class));
        assertThat(Simulation.run(settings, House::new).trace())
                .isNotEqualTo(Simulation.run(settings.withSeed(seed + 1), House::new).trace());
    }
}
