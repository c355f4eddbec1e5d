package ankurah.core;

/**
 * Waiting, and running things beside each other: threads on the JVM, coroutines in the browser, one baton in a simulation.
 * Nothing in the core suspends except in {@link #await}.
 */
public interface Scheduler {

    /** Something to wait for. Evaluated often and by any thread: cheap, without side effects, never suspending. */
    @FunctionalInterface
    interface Condition {
        boolean holds();
    }

    /**
     * The deadline of a wait that only its condition ends, no interrupt either: for what must not be cut off and cannot take
     * long, such as showing a commit that is stored, and for loops that a close ends. Never for answers.
     */
    long NEVER = Long.MAX_VALUE;

    /**
     * Suspends the caller until the condition holds or the deadline has passed, whichever is first.
     *
     * @param condition the same object that {@link #signal} is called with
     * @param deadlineMillis on the clock of {@link #nowMillis}
     * @return true if the condition held when it was looked at, which it need no longer do; false at the deadline
     * @throws ankurah.event.AnkurahException.Unavailable {@code wait.interrupted} if the caller was interrupted
     */
    boolean await(Condition condition, long deadlineMillis);

    /** Tells those who await {@code condition} that it may hold by now. Cheap when nobody waits. Never suspends. */
    void signal(Condition condition);

    /** Runs a task beside the caller. What it throws is logged. */
    void start(String name, Task task);

    /** A clock for deadlines, in milliseconds; it never goes back and has no relation to the time of day. */
    long nowMillis();

    /** The running thread or coroutine: the same object while the same one runs, and only then. */
    Object current();

    /** The deadline that lies {@code timeoutMillis} from now. */
    default long deadlineIn(long timeoutMillis) {
        long now = nowMillis();
        long deadline = now + Math.max(0, timeoutMillis);
        return deadline < now ? NEVER : deadline;
    }
}
