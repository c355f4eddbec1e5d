package ankurah.core.internal.sync.client;

import ankurah.core.NodeOptions;
import ankurah.core.Scheduler;
import ankurah.core.internal.sync.wire.Message;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Shows the server another credential on an open connection, before the one it was shown expires. The program is asked for it
 * in a task of its own, since that may take a while. Who has no other by then is asked again, until the server hangs up.
 */
final class Renewing {
    private static final System.Logger LOG = System.getLogger("ankurah.core.sync");
    private static final long LONGEST_MARGIN_MILLIS = 60_000;
    private static final long SHORTEST_WAIT_MILLIS = 100;

    private final Link link;
    private final NodeOptions.Credentials credentials;
    private final Scheduler scheduler;
    /** When to ask; {@link Scheduler#NEVER} if there is no need. */
    private volatile long dueMillis = Scheduler.NEVER;

    private volatile long expiresMillis = Scheduler.NEVER;
    private volatile @Nullable String shown;
    private boolean asking;
    /** It was time to ask while the program was being asked. */
    private boolean askAgain;

    Renewing(Link link, NodeOptions.Credentials credentials, Scheduler scheduler) {
        this.link = link;
        this.credentials = credentials;
        this.scheduler = scheduler;
    }

    /** A credential was shown with the hello. */
    void shown(@Nullable String credential) {
        shown = credential;
        dueMillis = Scheduler.NEVER;
    }

    /** The server has said how long it takes the credential. */
    void valid(@Nullable Long millis) {
        if (millis == null) {
            dueMillis = Scheduler.NEVER;
            return;
        }
        expiresMillis = scheduler.deadlineIn(millis);
        moveTo(scheduler.deadlineIn(millis - Math.min(LONGEST_MARGIN_MILLIS, millis / 4)));
    }

    /** Whoever waits until the former time has to look again. */
    private void moveTo(long due) {
        dueMillis = due;
        link.wake();
    }

    /** When the link has to look again. */
    long dueMillis() {
        return dueMillis;
    }

    /** Begins to ask if it is time. */
    void askIfDue() {
        if (scheduler.nowMillis() < dueMillis) {
            return;
        }
        dueMillis = Scheduler.NEVER;
        synchronized (this) {
            askAgain = asking;
            if (asking) {
                return;
            }
            asking = true;
        }
        scheduler.start("sync-renewal", this::ask);
    }

    /** Whether it was time to ask again meanwhile. */
    private synchronized boolean endAsking() {
        asking = false;
        return askAgain;
    }

    /** Asks now, because the program says that there is another credential. */
    void askNow() {
        moveTo(scheduler.nowMillis());
    }

    private void ask() {
        boolean another = false;
        boolean again = false;
        try {
            another = showNext();
        } finally {
            again = endAsking();
        }
        long now = scheduler.nowMillis();
        if (again) {
            moveTo(now);
        } else if (!another && expiresMillis > now && expiresMillis != Scheduler.NEVER) {
            moveTo(now + Math.max(SHORTEST_WAIT_MILLIS, (expiresMillis - now) / 4));
        }
    }

    /** False if the program has none but the one that the server knows, or it could not be sent. */
    private boolean showNext() {
        try {
            String next = credentials.credential();
            if (next != null && !next.equals(shown) && link.offer(new Message.Renew(next))) {
                shown = next;
                return true;
            }
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "no new credential could be had", e);
        }
        return false;
    }
}
