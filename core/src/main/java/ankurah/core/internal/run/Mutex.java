package ankurah.core.internal.run;

import ankurah.core.Scheduler;
import ankurah.event.AnkurahException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One at a time, also over a suspension, which a monitor may not be held across. Not reentrant: entering twice is a
 * mistake and fails at once instead of waiting for itself.
 */
public final class Mutex {
    private final Scheduler scheduler;
    private final String name;
    private final AtomicReference<@Nullable Object> owner = new AtomicReference<>();
    private final Scheduler.Condition free = this::isFree;

    public Mutex(Scheduler scheduler, String name) {
        this.scheduler = scheduler;
        this.name = name;
    }

    /** Whether nobody is inside at the moment. */
    public boolean isFree() {
        return owner.get() == null;
    }

    /** Enters if nobody is inside. */
    public boolean tryLock() {
        return owner.compareAndSet(null, scheduler.current());
    }

    /** @throws AnkurahException.Unavailable {@code wait.timeout} at the deadline */
    public void lock(long deadlineMillis) {
        if (tryLock()) {
            return;
        }
        if (isMine()) {
            throw new AnkurahException.Fault(
                    "wait.reentered", name + " was entered from within itself, by a policy or an internal listener");
        }
        while (!tryLock()) {
            if (!scheduler.await(free, deadlineMillis)) {
                throw new AnkurahException.Unavailable("wait.timeout", "gave up waiting for " + name);
            }
        }
    }

    public void unlock() {
        owner.set(null);
        scheduler.signal(free);
    }

    public boolean isMine() {
        return scheduler.current().equals(owner.get());
    }
}
