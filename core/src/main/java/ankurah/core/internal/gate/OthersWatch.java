package ankurah.core.internal.gate;

import ankurah.core.Scheduler;
import ankurah.core.internal.entity.StoreAway;
import ankurah.event.AnkurahException;
import java.lang.System.Logger.Level;

/**
 * Has a node follow what others write to the store it shares with them, while it writes nothing itself: one task, which
 * sleeps until the store says that there may be something. However often that is said meanwhile, it looks once more.
 *
 * <p>What the node writes itself lies over the newest root's snapshot at first. This task takes a newer one, beside the groups
 * and for many of them together, so no commit waits for that.
 *
 * <p>A root holds a snapshot, which may be a transaction of a database and hold back its housekeeping. So a node at which
 * nothing happens gets a new one from time to time.
 */
final class OthersWatch {
    /** How long a root keeps its snapshot, if nobody writes. */
    static final int RENEW_MILLIS = 60_000;

    /** How long commits of this node lie over a snapshot, so that many share a new one. */
    private static final int OVERLAID_MILLIS = 10;

    /** How long it is left alone after it could not be reached, unless it says that it is back. */
    private static final int PAUSE_MILLIS = 1_000;

    private static final System.Logger LOG = System.getLogger("ankurah.core");

    private final Scheduler scheduler;
    private final Gate gate;
    private final SharedLog log;
    private final Reached reached;
    private final Scheduler.Condition work = this::hasWork;
    private final Scheduler.Condition pressing = this::isPressing;
    private volatile boolean asked;
    private volatile boolean closed;
    private volatile boolean away;

    /** What else goes on when the store is there. */
    @FunctionalInterface
    interface Reached {
        void goOn();
    }

    OthersWatch(Scheduler scheduler, Gate gate, SharedLog log, Reached reached) {
        this.scheduler = scheduler;
        this.gate = gate;
        this.log = log;
        this.reached = reached;
    }

    void start() {
        log.onOverlaid(() -> scheduler.signal(work));
        scheduler.start("ankurah-others", this::run);
    }

    /** There may be something new, or the store is back. Returns at once. */
    void wake() {
        asked = true;
        signal();
    }

    void close() {
        closed = true;
        signal();
    }

    private void signal() {
        scheduler.signal(work);
        scheduler.signal(pressing);
    }

    private boolean hasWork() {
        return isPressing() || log.isOverlaid();
    }

    private boolean isPressing() {
        return asked || closed;
    }

    private void run() {
        long looked = log.shownSinceMillis();
        while (!closed && gate.stopped() == null) {
            long since = Math.max(looked, log.shownSinceMillis());
            boolean woken = scheduler.await(work, since + RENEW_MILLIS);
            if (woken && !scheduler.await(pressing, scheduler.deadlineIn(OVERLAID_MILLIS))) {
                rebase();
                continue;
            }
            if (!closed && (woken || scheduler.nowMillis() - log.shownSinceMillis() >= RENEW_MILLIS)) {
                look();
            }
            looked = scheduler.nowMillis();
        }
    }

    private void look() {
        asked = false;
        try {
            gate.follow();
            reached.goOn();
            if (away) {
                away = false;
                LOG.log(Level.INFO, "the shared store is back, and what others wrote meanwhile is here");
            }
        } catch (AnkurahException e) {
            if (gate.stopped() == null && !closed) {
                tell(e);
            }
        }
    }

    private void rebase() {
        try {
            if (!gate.rebase()) {
                look();
            }
        } catch (AnkurahException e) {
            if (gate.stopped() == null && !closed) {
                tell(e);
                boolean unused = scheduler.await(pressing, scheduler.deadlineIn(PAUSE_MILLIS));
            }
        }
    }

    private void tell(AnkurahException e) {
        if (!StoreAway.is(e)) {
            // Somebody leads for very long, and takes in what there is.
            LOG.log(Level.WARNING, "what others wrote to the shared store is seen later", e);
        } else if (!away) {
            away = true;
            LOG.log(Level.WARNING, "the shared store is away; the node goes on when it is back", e);
        }
    }
}
