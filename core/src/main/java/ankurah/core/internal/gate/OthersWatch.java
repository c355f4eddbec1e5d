package ankurah.core.internal.gate;

import ankurah.core.Scheduler;
import ankurah.core.internal.entity.StoreAway;
import ankurah.event.AnkurahException;
import java.lang.System.Logger.Level;

/**
 * Has a node follow what others write to the store it shares with them, while it writes nothing itself: one task, which
 * sleeps until the store says that there may be something. However often that is said meanwhile, it looks once more.
 *
 * <p>A root holds a snapshot, which may be a transaction of a database and hold back its housekeeping. So a node at which
 * nothing happens gets a new one from time to time.
 */
final class OthersWatch {
    /** How long a root keeps its snapshot, if nobody writes. */
    static final int RENEW_MILLIS = 60_000;

    private static final System.Logger LOG = System.getLogger("ankurah.core");

    private final Scheduler scheduler;
    private final Gate gate;
    private final SharedLog log;
    private final Reached reached;
    private final Scheduler.Condition work = this::hasWork;
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
        scheduler.start("ankurah-others", this::run);
    }

    /** There may be something new, or the store is back. Returns at once. */
    void wake() {
        asked = true;
        scheduler.signal(work);
    }

    void close() {
        closed = true;
        scheduler.signal(work);
    }

    private boolean hasWork() {
        return asked || closed;
    }

    private void run() {
        long looked = log.shownSinceMillis();
        while (!closed && gate.stopped() == null) {
            long since = Math.max(looked, log.shownSinceMillis());
            boolean woken = scheduler.await(work, since + RENEW_MILLIS);
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
