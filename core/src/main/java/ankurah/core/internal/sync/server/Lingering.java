package ankurah.core.internal.sync.server;

import ankurah.core.Scheduler;
import ankurah.core.internal.live.Window;
import ankurah.core.internal.live.WindowListener;
import ankurah.event.AnkurahException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the rows of clients whose connection broke current for a while. Who comes back soon, and most do, finds them there,
 * so that coming back costs what changed meanwhile and not what the result is large. Bounded in time, in windows and in
 * rows; what came first goes first.
 */
final class Lingering {
    private static final int MOST_WINDOWS = 1_000;
    private static final long MOST_ROWS = 1_000_000;
    /** Nobody is told, for nobody is there. */
    private static final WindowListener NOBODY = (before, change, root) -> {};

    private record Left(Window window, long rows, long untilMillis) {}

    private final ServerHub hub;
    private final Scheduler scheduler;
    private final ArrayDeque<Left> left = new ArrayDeque<>();
    private final Scheduler.Condition ended = this::isEmpty;
    private long rows;
    private boolean watched;
    private boolean closed;

    Lingering(ServerHub hub) {
        this.hub = hub;
        this.scheduler = hub.platform().scheduler();
    }

    /** Keeps what a subscription selects; its own window is still open, and closed next. */
    void keep(ServerSubscription subscription) {
        int millis = hub.limits().lingerMillis();
        int size = subscription.window.rows().size();
        if (millis == 0 || size > MOST_ROWS || subscription.window.failure() != null) {
            return;
        }
        Window window = hub.reactor().window(NOBODY);
        try {
            window.select(subscription.collection, subscription.query, subscription.sight);
        } catch (AnkurahException.Unavailable e) {
            // The node closes, or its store is away: the rows are read when somebody asks for them again.
            window.close();
            return;
        }
        List<Window> over = new ArrayList<>();
        boolean first;
        synchronized (left) {
            left.add(new Left(window, size, scheduler.deadlineIn(millis)));
            rows += size;
            while (closed && !left.isEmpty() || left.size() > MOST_WINDOWS || rows > MOST_ROWS) {
                over.add(remove());
            }
            first = !watched && !left.isEmpty();
            watched |= first;
        }
        over.forEach(Window::close);
        if (first) {
            scheduler.start("sync-lingering", this::watch);
        }
    }

    private Window remove() {
        Left eldest = left.remove();
        rows -= eldest.rows;
        return eldest.window;
    }

    /** Ends what has lingered long enough, until nothing is left. */
    private void watch() {
        for (long next = endDue(); next != Scheduler.NEVER; next = endDue()) {
            boolean unused = scheduler.await(ended, next);
        }
    }

    /** When the next is due; {@link Scheduler#NEVER} if nothing is left, and then nobody watches any more. */
    private long endDue() {
        List<Window> over = new ArrayList<>();
        long next;
        synchronized (left) {
            long now = scheduler.nowMillis();
            while (!left.isEmpty() && left.element().untilMillis <= now) {
                over.add(remove());
            }
            watched = !left.isEmpty();
            next = watched ? left.element().untilMillis : Scheduler.NEVER;
        }
        over.forEach(Window::close);
        return next;
    }

    private boolean isEmpty() {
        synchronized (left) {
            return left.isEmpty();
        }
    }

    void close() {
        List<Window> over = new ArrayList<>();
        synchronized (left) {
            closed = true;
            while (!left.isEmpty()) {
                over.add(remove());
            }
        }
        over.forEach(Window::close);
        scheduler.signal(ended);
    }
}
