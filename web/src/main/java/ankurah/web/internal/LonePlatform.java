package ankurah.web.internal;

import ankurah.core.Dispatcher;
import ankurah.core.Platform;
import ankurah.core.Scheduler;
import ankurah.core.Task;
import ankurah.event.Sha256;
import java.util.ArrayDeque;

/**
 * A platform on which nothing happens by itself: the clock ticks when it is read, random bytes come from a seed, and
 * listeners and started tasks run when {@link #drain} is called. Whoever waits for somebody else waits in vain and is told.
 */
final class LonePlatform implements Scheduler, Dispatcher {
    private final ArrayDeque<Task> waiting = new ArrayDeque<>();
    private long wallMillis = 1_700_000_000_000L;
    private long millis;

    static final Sha256 SHA = Sha256.portable();

    Platform platform(long seed) {
        return new Platform(() -> wallMillis++, new Dice(seed), this, SHA, this);
    }

    void drain() {
        for (Task task = waiting.poll(); task != null; task = waiting.poll()) {
            task.run();
        }
    }

    @Override
    public boolean await(Condition condition, long deadlineMillis) {
        if (condition.holds()) {
            return true;
        }
        throw new IllegalStateException("there is nobody else to wait for");
    }

    @Override
    public void signal(Condition condition) {}

    @Override
    public void start(String name, Task task) {
        waiting.add(task);
    }

    @Override
    public void dispatch(Task task) {
        waiting.add(task);
    }

    @Override
    public long nowMillis() {
        return millis++;
    }

    @Override
    public Object current() {
        return this;
    }
}
