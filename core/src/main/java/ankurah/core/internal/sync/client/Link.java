package ankurah.core.internal.sync.client;

import ankurah.core.ConnectionStatus;
import ankurah.core.ConnectionStatus.State;
import ankurah.core.Connector;
import ankurah.core.NodeOptions;
import ankurah.core.Platform;
import ankurah.core.Scheduler;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.SyncErrors;
import ankurah.event.AnkurahException;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an ephemeral node connected: one task that connects, says hello, sends what the node has to say in order as the
 * network takes it, and starts over after a while when the connection is gone.
 *
 * <p>What is offered while there is no connection is not kept here: the replica says all of it again when one begins.
 */
final class Link {
    private static final System.Logger LOG = System.getLogger("ankurah.core.sync");

    private final EphemeralBackend backend;
    private final Connector connector;
    private final NodeOptions options;
    private final Scheduler scheduler;
    private final Backoff backoff;
    private final Renewing renewing;
    private final ArrayDeque<Message> queue = new ArrayDeque<>();
    private final Scheduler.Condition work = this::hasWork;
    private final Scheduler.Condition wakened = this::isWakened;
    private boolean online;
    private boolean ending;
    private volatile boolean closed;
    private volatile @Nullable Dialog dialog;
    /** Until when the task waits if nothing happens. */
    private volatile long lookMillis;

    private final AtomicInteger breaks = new AtomicInteger();
    private volatile @Nullable AnkurahException lastBreak;
    private volatile ConnectionStatus status;

    /** What a connection begins with. */
    interface Beginning {
        List<Message> messages();
    }

    Link(EphemeralBackend backend, Connector connector) {
        Platform platform = backend.platform();
        this.backend = backend;
        this.connector = connector;
        this.options = backend.options();
        this.scheduler = platform.scheduler();
        this.renewing = new Renewing(this, options.credentials(), scheduler);
        this.backoff = new Backoff(options, platform.random());
        this.status = new ConnectionStatus(State.CONNECTING, connector.target(), null, 0);
    }

    void start() {
        scheduler.start("sync-link", this::run);
    }

    // What the node has to say.

    /** Queues a message if a connection has begun. */
    boolean offer(Message message) {
        synchronized (queue) {
            if (!online) {
                return false;
            }
            queue.add(message);
        }
        scheduler.signal(work);
        return true;
    }

    /** Ends a subscription, now or while there is no connection. */
    void end(Message.Unsubscribe message) {
        if (!offer(message)) {
            synchronized (queue) {
                ending = true;
            }
            scheduler.signal(wakened);
        }
    }

    /** Begins a connection: what is offered from now on comes behind these messages. */
    void begin(Beginning beginning) {
        synchronized (backend.subscriptions()) {
            synchronized (queue) {
                queue.clear();
                queue.addAll(beginning.messages());
                online = true;
            }
        }
        scheduler.signal(work);
    }

    boolean isOnline() {
        synchronized (queue) {
            return online;
        }
    }

    ConnectionStatus status() {
        return status;
    }

    /** How many connections, or attempts to make one, have come to an end. */
    int breaks() {
        return breaks.get();
    }

    /** Why the last one did; null before the first. */
    @Nullable
    AnkurahException lastBreak() {
        return lastBreak;
    }

    AnkurahException.Unavailable offline(String what) {
        AnkurahException why = lastBreak;
        return new AnkurahException.Unavailable(
                SyncErrors.OFFLINE,
                what + ", and " + connector.target() + " is not connected"
                        + (why == null ? "" : ": " + why.getMessage()),
                why);
    }

    /** True once an attempt to connect has come to an end, either way. */
    final Scheduler.Condition decided = () -> closed || status().state() != State.CONNECTING;

    Renewing renewing() {
        return renewing;
    }

    boolean isOffline() {
        return closed || status.state() == State.OFFLINE;
    }

    void close() {
        closed = true;
        Dialog open = dialog;
        if (open != null) {
            open.close(SyncErrors.CLOSE_NORMAL, "");
        }
        scheduler.signal(work);
        scheduler.signal(wakened);
        scheduler.signal(decided);
        connector.close();
    }

    // The task.

    private void run() {
        try {
            keepConnected();
        } catch (AnkurahException e) {
            backend.stop(e);
        }
    }

    private void keepConnected() {
        while (!closed) {
            tell(State.CONNECTING, null, 0);
            AnkurahException why = converse();
            setOffline();
            if (closed) {
                return;
            }
            lastBreak = why;
            breaks.incrementAndGet();
            backend.onOffline(why);
            long delay = backoff.nextMillis();
            tell(State.OFFLINE, why, delay);
            idle(scheduler.deadlineIn(delay));
        }
    }

    /** One connection from beginning to end; why it ended. */
    private AnkurahException converse() {
        Dialog opened = new Dialog(backend, this);
        try {
            opened.open(connector.connect(opened));
            dialog = opened;
            if (closed) {
                opened.close(SyncErrors.CLOSE_NORMAL, "");
            }
            String credential = options.credentials().credential();
            renewing.shown(credential);
            opened.hello(credential);
            if (!scheduler.await(opened.welcomed, scheduler.deadlineIn(options.meetMillis()))) {
                opened.fail(new AnkurahException.Unavailable(
                        SyncErrors.HANDSHAKE_TIMEOUT, "the server did not answer the hello"));
            }
            if (!opened.hasEnded()) {
                long since = scheduler.nowMillis();
                backend.presences().onConnected();
                tell(State.CONNECTED, null, 0);
                serve(opened);
                backoff.lasted(scheduler.nowMillis() - since);
            }
        } catch (AnkurahException e) {
            opened.fail(e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the connection to " + connector.target() + " failed", e);
            opened.fail(new AnkurahException.Fault(SyncErrors.INTERNAL, "the connection failed: " + e, e));
        } finally {
            dialog = null;
        }
        return opened.reason();
    }

    private void serve(Dialog opened) {
        while (!opened.hasEnded() && !closed) {
            Message message = null;
            if (opened.hasRoom()) {
                synchronized (queue) {
                    message = queue.poll();
                }
                message = message != null ? message : backend.presences().next();
            }
            if (message != null) {
                opened.send(message);
            } else {
                opened.keepAlive(options.silenceMillis());
                renewing.askIfDue();
                lookMillis = Math.min(scheduler.deadlineIn(options.silenceMillis() / 3), dueMillis(opened));
                scheduler.await(work, lookMillis);
            }
        }
    }

    /** When there is something to do that nobody queues. What cannot be sent yet is due when there is room, which wakes the task. */
    private long dueMillis(Dialog opened) {
        return Math.min(
                renewing.dueMillis(), opened.hasRoom() ? backend.presences().dueMillis() : Long.MAX_VALUE);
    }

    /** Between two connections. */
    private void idle(long until) {
        while (!closed && scheduler.nowMillis() < until) {
            if (scheduler.await(wakened, until)) {
                synchronized (queue) {
                    ending = false;
                }
                backend.replica().onIdle();
            }
        }
    }

    /** Lets the task look again. */
    void wake() {
        scheduler.signal(work);
    }

    private boolean hasWork() {
        Dialog open = dialog;
        // Whoever waits until a time does not see by himself that something is due earlier now.
        if (closed || open == null || open.hasEnded() || dueMillis(open) < lookMillis) {
            return true;
        }
        synchronized (queue) {
            return !queue.isEmpty() && open.hasRoom();
        }
    }

    private boolean isWakened() {
        synchronized (queue) {
            return closed || ending;
        }
    }

    private void setOffline() {
        synchronized (queue) {
            online = false;
            queue.clear();
        }
    }

    private void tell(State state, @Nullable AnkurahException error, long retryMillis) {
        status = new ConnectionStatus(state, connector.target(), error, retryMillis);
        scheduler.signal(decided);
        backend.subscriptions().signalAll();
        backend.onConnection(status);
        try {
            options.onConnection().onStatus(status);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a connection listener failed", e);
        }
    }
}
