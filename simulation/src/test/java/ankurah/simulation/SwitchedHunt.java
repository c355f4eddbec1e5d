package ankurah.simulation;

import ankurah.simulation.internal.house.House;
import java.util.function.Function;

/** Runs settings and tells what goes wrong, in the house where their seed is even, and with bursts of writes where it is odd. */
public final class SwitchedHunt implements Function<String, String> {
    @Override
    public String apply(String settings) {
        boolean even = Settings.parse(settings).seed() % 2 == 0;
        return Hunt.of(even ? House::new : Bursts::new, settings);
    }
}
