package ankurah.simulation.internal.world;

import ankurah.event.TimeSource;
import ankurah.simulation.internal.run.Baton;

/** The wall clock of one machine: what the time really is, and how far it is off. */
final class Clockwork implements TimeSource {
    /** When simulations begin: 2026-01-01. */
    private static final long BEGIN_MILLIS = 1_767_225_600_000L;

    private final Baton baton;
    private long offMillis;

    Clockwork(Baton baton) {
        this.baton = baton;
    }

    void setOff(long millis) {
        offMillis = millis;
    }

    @Override
    public long millis() {
        return BEGIN_MILLIS + baton.nowMicros() / 1000 + offMillis;
    }
}
