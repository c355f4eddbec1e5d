package ankurah.core.jvm;

import ankurah.core.Scheduler;
import ankurah.core.Task;
import ankurah.event.AnkurahException;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Threads, platform and virtual alike. Those who wait share a few meeting places; a signal for one condition may wake who
 * waits for another in the same place, and that one looks again and goes on waiting.
 */
final class JvmScheduler implements Scheduler {
    private static final System.Logger LOG = System.getLogger("ankurah.core");
    private static final int PLACES = 64;

    private final Place[] places = new Place[PLACES];

    JvmScheduler() {
        for (int i = 0; i < PLACES; i++) {
            places[i] = new Place();
        }
    }

    private static final class Place {
        final ReentrantLock lock = new ReentrantLock();
        final java.util.concurrent.locks.Condition signalled = lock.newCondition();
        /** Raised before a waiter looks at its condition, so a signaller that sees 0 has nobody to wake. */
        final AtomicInteger waiting = new AtomicInteger();
    }

    @Override
    public boolean await(Condition condition, long deadlineMillis) {
        if (condition.holds()) {
            return true;
        }
        Place place = place(condition);
        place.lock.lock();
        place.waiting.incrementAndGet();
        try {
            if (deadlineMillis == NEVER) {
                while (!condition.holds()) {
                    place.signalled.awaitUninterruptibly();
                }
                return true;
            }
            // A condition may hold for a moment only: looked at twice, it could pass for a deadline that is not there
            // yet.
            while (!condition.holds()) {
                long left = deadlineMillis - nowMillis();
                if (left <= 0) {
                    return false;
                }
                boolean unused = place.signalled.await(left, TimeUnit.MILLISECONDS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AnkurahException.Unavailable("wait.interrupted", "the thread was interrupted while it waited", e);
        } finally {
            place.waiting.decrementAndGet();
            place.lock.unlock();
        }
    }

    @Override
    public void signal(Condition condition) {
        Place place = place(condition);
        if (place.waiting.get() == 0) {
            return;
        }
        place.lock.lock();
        try {
            place.signalled.signalAll();
        } finally {
            place.lock.unlock();
        }
    }

    @Override
    public void start(String name, Task task) {
        Thread.ofVirtual().name(name).start(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, name + " ended with an error", e);
            }
        });
    }

    @Override
    public long nowMillis() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public Object current() {
        return Thread.currentThread();
    }

    private Place place(Condition condition) {
        int hash = System.identityHashCode(condition);
        return places[(hash ^ hash >>> 16) & (PLACES - 1)];
    }
}
