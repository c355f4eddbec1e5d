package ankurah.core.internal.run;

import ankurah.core.Scheduler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Callers who each wait for something of their own, and look again whenever they are told. */
public final class Waiting {
    private final Scheduler scheduler;
    private final Map<Caller, Boolean> callers = new ConcurrentHashMap<>();

    public Waiting(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * May suspend.
     *
     * @return whether it came in time
     */
    public boolean await(Scheduler.Condition condition, long timeoutMillis) {
        Caller caller = new Caller(condition);
        callers.put(caller, true);
        try {
            return scheduler.await(caller, scheduler.deadlineIn(timeoutMillis));
        } finally {
            callers.remove(caller);
        }
    }

    public void tell() {
        callers.keySet().forEach(scheduler::signal);
    }

    /** One caller, also if another waits for the same. */
    private static final class Caller implements Scheduler.Condition {
        private final Scheduler.Condition awaited;

        Caller(Scheduler.Condition awaited) {
            this.awaited = awaited;
        }

        @Override
        public boolean holds() {
            return awaited.holds();
        }
    }
}
