package ankurah.core.internal.live;

import ankurah.core.ChangeSet;
import ankurah.core.Dispatcher;
import ankurah.core.ResultSet;
import ankurah.core.internal.entity.Root;
import ankurah.signals.Action;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * The way from commits to listeners: one queue a node, emptied by one task at a time on the node's dispatcher, so
 * listeners run one at a time and in the order of the commits. A listener that falls behind finds its changes merged, at
 * the place of the newest, so the queue is bounded by the number of listeners and positions never go back.
 */
public final class Outbox {
    private static final System.Logger LOG = System.getLogger("ankurah.core");

    /** How many changes wait for one listener before they are merged. */
    static final int MOST_WAITING = 64;

    private final Dispatcher dispatcher;
    private final Scopes scopes;
    private @Nullable Delivery first;
    private @Nullable Delivery last;
    private boolean running;
    private Action beat = () -> {};
    private boolean beatWanted;
    /** How many listeners have been called since a beat was wanted. */
    private int calledSince;

    private boolean closed;

    Outbox(Dispatcher dispatcher, Scopes scopes) {
        this.dispatcher = dispatcher;
        this.scopes = scopes;
    }

    /** What runs when a beat is wanted and the listeners have heard what there is, or as much as they may before it. */
    synchronized void beatWith(Action action) {
        beat = action;
    }

    synchronized void wantBeat() {
        if (!closed && !beatWanted) {
            beatWanted = true;
            calledSince = 0;
        }
    }

    /** Queues a change. The root is held by the caller during the call. */
    public synchronized void add(Subscriber to, ResultSet before, ChangeSet change, Root root) {
        if (closed || !to.isOpen() || !root.retain()) {
            return;
        }
        Delivery newest = new Delivery(to, before, change, root);
        if (to.waiting >= MOST_WAITING) {
            newest = merged(newest);
        }
        append(newest);
    }

    /** Takes the last delivery to the same listener out of the queue and tells it together with this one. */
    private Delivery merged(Delivery newest) {
        for (Delivery earlier = last; earlier != null; earlier = earlier.previous) {
            if (earlier.to == newest.to) {
                drop(earlier);
                ChangeSet both = Coalesced.of(earlier.before, earlier.change, newest.change);
                return new Delivery(newest.to, earlier.before, both, newest.root);
            }
        }
        return newest;
    }

    /** Lets the dispatcher know if there is something to deliver. Never suspends. */
    public void flush() {
        synchronized (this) {
            if (running || first == null && !beatWanted) {
                return;
            }
            running = true;
        }
        try {
            dispatcher.dispatch(this::drain);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the dispatcher refused; listeners hear of it with the next commit", e);
            synchronized (this) {
                running = false;
            }
        }
    }

    /** No call to this listener begins any more. */
    public synchronized void end(Subscriber subscriber) {
        if (!subscriber.end()) {
            return;
        }
        Delivery delivery = first;
        while (delivery != null && subscriber.waiting > 0) {
            Delivery next = delivery.next;
            if (delivery.to == subscriber) {
                drop(delivery);
            }
            delivery = next;
        }
    }

    /** Drops what waits. A call that has begun may still be running. */
    synchronized void close() {
        closed = true;
        beatWanted = false;
        for (Delivery delivery = first; delivery != null; delivery = first) {
            drop(delivery);
        }
    }

    private void drain() {
        while (true) {
            if (takeBeat()) {
                beat();
                continue;
            }
            Delivery delivery = take();
            if (delivery == null) {
                flush();
                return;
            }
            deliver(delivery);
        }
    }

    private void beat() {
        try {
            beat.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "the node's signals failed; the node goes on", e);
        }
    }

    private synchronized boolean takeBeat() {
        boolean due = beatWanted && (first == null || ++calledSince > MOST_WAITING);
        if (due) {
            beatWanted = false;
        }
        return due;
    }

    private void deliver(Delivery delivery) {
        @Nullable Root outer = scopes.enter(delivery.root);
        try {
            if (delivery.to.isOpen()) {
                delivery.to.listener.onChange(delivery.change);
            }
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "a listener failed; the others and the node go on", e);
        } finally {
            scopes.leave(outer);
            delivery.root.release();
        }
    }

    private synchronized @Nullable Delivery take() {
        Delivery taken = first;
        if (taken == null) {
            running = false;
            return null;
        }
        unlink(taken);
        return taken;
    }

    private void append(Delivery delivery) {
        delivery.to.waiting++;
        delivery.previous = last;
        if (last == null) {
            first = delivery;
        } else {
            last.next = delivery;
        }
        last = delivery;
    }

    private void drop(Delivery delivery) {
        unlink(delivery);
        delivery.root.release();
    }

    private void unlink(Delivery delivery) {
        delivery.to.waiting--;
        if (delivery.previous == null) {
            first = delivery.next;
        } else {
            delivery.previous.next = delivery.next;
        }
        if (delivery.next == null) {
            last = delivery.previous;
        } else {
            delivery.next.previous = delivery.previous;
        }
        delivery.previous = null;
        delivery.next = null;
    }
}
