package ankurah.web.internal.run;

import ankurah.core.Scheduler;
import ankurah.storage.Exclusion;

/** One writer at a time into a store whose writes suspend. */
public final class WriteLock implements Exclusion {
    private final Scheduler scheduler;
    private boolean held;
    private final Scheduler.Condition free = () -> !held;

    public WriteLock(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** Waits as long as a write before it takes, which the disk ends. */
    @Override
    public void run(Body body) {
        while (held) {
            boolean _ = scheduler.await(free, Scheduler.NEVER);
        }
        held = true;
        try {
            body.run();
        } finally {
            held = false;
            scheduler.signal(free);
        }
    }
}
