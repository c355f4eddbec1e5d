package ankurah.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.simulation.internal.house.House;
import java.util.EnumSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens follows from the seed alone. */
class SameSeedTest {
    private static final Simulation HOUSE = Simulation.of(House::new);

    @ParameterizedTest
    @ValueSource(longs = {1, 4, 5, 6, 8})
    void oneSeedGivesOneTrace(long seed) {
        Settings settings = Settings.of(seed, 200, 3);
        Run first = HOUSE.run(settings);
        Run second = HOUSE.run(settings);
        assertThat(second).isEqualTo(first);
        assertThat(first.commits()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 4})
    void anotherSeedGivesAnother(long seed) {
        Settings settings = Settings.of(seed, 100, 2).withFaults(EnumSet.noneOf(Fault.class));
        assertThat(HOUSE.run(settings).trace())
                .isNotEqualTo(HOUSE.run(settings.withSeed(seed + 1)).trace());
    }
}
