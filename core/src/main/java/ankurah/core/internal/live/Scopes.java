package ankurah.core.internal.live;

import ankurah.core.Scheduler;
import ankurah.core.internal.entity.Root;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Which root a running thread reads from while it is inside a listener, a read or a transaction's body. */
public final class Scopes {
    private final Scheduler scheduler;
    private final ConcurrentHashMap<Object, Root> roots = new ConcurrentHashMap<>();
    /** Spares reads outside of any scope the look-up. */
    private final AtomicInteger inside = new AtomicInteger();

    Scopes(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /** The caller holds the root until {@link #leave}, which takes back what this returns. */
    public @Nullable Root enter(Root root) {
        inside.incrementAndGet();
        return roots.put(scheduler.current(), root);
    }

    public void leave(@Nullable Root outer) {
        if (outer == null) {
            roots.remove(scheduler.current());
        } else {
            roots.put(scheduler.current(), outer);
        }
        inside.decrementAndGet();
    }

    /** The root of the innermost scope the caller runs in; null outside. */
    public @Nullable Root current() {
        return inside.get() == 0 ? null : roots.get(scheduler.current());
    }
}
