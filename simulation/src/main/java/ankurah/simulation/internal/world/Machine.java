package ankurah.simulation.internal.world;

import ankurah.core.Platform;
import ankurah.core.Scheduler;
import ankurah.event.Sha256;
import ankurah.simulation.Dice;
import ankurah.simulation.internal.run.Baton;
import ankurah.simulation.internal.run.Life;

/** What a process runs on: a clock, randomness, the baton. */
final class Machine {
    private final Baton baton;
    private final Dice random;
    final Clockwork clock;

    Machine(Baton baton, long seed) {
        this.baton = baton;
        this.random = new Dice(seed);
        this.clock = new Clockwork(baton);
    }

    Dice random() {
        return random;
    }

    Platform platform(Life life) {
        Scheduler scheduler = baton.scheduler(life);
        return new Platform(clock, random::bytes, scheduler, Sha256.jdk(), task -> scheduler.start("listeners", task));
    }
}
