package ankurah.core.internal.run;

import ankurah.core.Scheduler;
import java.time.Duration;

/** When a wait that may last so long ends. */
public final class Deadlines {
    private static final long MOST_SECONDS = Long.MAX_VALUE / 2000;

    private Deadlines() {}

    public static long in(Duration timeout, Scheduler scheduler) {
        long seconds = Math.min(timeout.getSeconds(), MOST_SECONDS);
        return scheduler.deadlineIn(seconds * 1000 + timeout.getNano() / 1_000_000);
    }
}
