package ankurah.simulation.internal.disk;

import ankurah.core.Scheduler;
import ankurah.storage.Exclusion;

/** One writer at a time, also over a write that suspends. */
final class Turns implements Exclusion {
    private final Scheduler scheduler;
    private boolean taken;
    private final Scheduler.Condition free = () -> !taken;

    Turns(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public void run(Body body) {
        while (taken) {
            scheduler.await(free, Scheduler.NEVER);
        }
        taken = true;
        try {
            body.run();
        } finally {
            taken = false;
            scheduler.signal(free);
        }
    }
}
