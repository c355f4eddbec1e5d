package ankurah.core.internal.sync.client;

import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.SyncErrors;
import ankurah.event.AnkurahException;
import ankurah.query.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The open subscriptions: one for each selection, however many read through it. Its monitor also orders what the link is
 * given, so that each subscription is sent once on each connection.
 */
final class ClientSubscriptions {
    private final EphemeralBackend backend;
    private final Map<Long, ClientSubscription> open = new LinkedHashMap<>();
    private final Map<Selection, ClientSubscription> bySelection = new HashMap<>();
    /** Those nobody reads any more; they count as held until the server has confirmed their end. */
    private final Map<Long, ClientSubscription> closing = new LinkedHashMap<>();

    private long lastId;

    ClientSubscriptions(EphemeralBackend backend) {
        this.backend = backend;
    }

    /** @param last no subscription in the store has a greater id */
    synchronized void beginBehind(long last) {
        lastId = last;
    }

    /** A coverage of a subscription that is open; null if none is. */
    synchronized @Nullable ClientCoverage join(Selection selection) {
        ClientSubscription subscription = bySelection.get(selection);
        return subscription == null ? null : cover(subscription);
    }

    private ClientCoverage cover(ClientSubscription subscription) {
        ClientCoverage coverage = new ClientCoverage(backend, subscription);
        subscription.coverages.add(coverage);
        return coverage;
    }

    /** Gives a new subscription what is stored of it. */
    interface Beginning {
        void begin(ClientSubscription subscription);
    }

    /**
     * Opens a subscription, or joins one. In the replica's turn, without which none is opened.
     *
     * @param former the id it has in the store
     */
    ClientCoverage open(Selection selection, Query bound, @Nullable Long former, Beginning beginning) {
        ClientCoverage joined = join(selection);
        if (joined != null) {
            return joined;
        }
        ClientSubscription subscription =
                new ClientSubscription(backend, former == null ? nextId() : former, selection, bound);
        try {
            requireRoom(subscription.message());
        } catch (AnkurahException e) {
            subscription.fail(e);
            return new ClientCoverage(backend, subscription);
        }
        beginning.begin(subscription);
        synchronized (this) {
            open.put(subscription.id, subscription);
            bySelection.put(selection, subscription);
            backend.link().offer(subscription.message());
            return cover(subscription);
        }
    }

    private synchronized long nextId() {
        return ++lastId;
    }

    /** Whether another one reads the same. */
    synchronized boolean isOpen(Selection selection) {
        return bySelection.containsKey(selection);
    }

    private void requireRoom(Message.Subscribe message) {
        ServerLimits limits = backend.limits();
        if (count() >= limits.subscriptions()) {
            throw new AnkurahException.Unavailable(
                    SyncErrors.TOO_MANY_SUBSCRIPTIONS,
                    "this node has " + limits.subscriptions()
                            + " subscriptions, which is what its server allows; close some");
        }
        limits.requireRoom(message.query(), message);
    }

    private synchronized int count() {
        return open.size() + closing.size();
    }

    synchronized void release(ClientCoverage coverage) {
        ClientSubscription subscription = coverage.subscription();
        subscription.coverages.remove(coverage);
        if (!subscription.coverages.isEmpty() || open.remove(subscription.id) == null) {
            return;
        }
        bySelection.remove(subscription.selection, subscription);
        closing.put(subscription.id, subscription);
        backend.link().end(new Message.Unsubscribe(subscription.id));
    }

    /** An open subscription, or one whose end is not confirmed. */
    synchronized @Nullable ClientSubscription get(long id) {
        ClientSubscription subscription = open.get(id);
        return subscription != null ? subscription : closing.get(id);
    }

    synchronized @Nullable ClientSubscription takeClosed(long id) {
        return closing.remove(id);
    }

    /** Those that no connection will ever speak of again. */
    synchronized List<ClientSubscription> takeAllClosed() {
        List<ClientSubscription> all = new ArrayList<>(closing.values());
        closing.clear();
        return all;
    }

    /** Takes a failed one out, so that the next reader asks anew. */
    synchronized void drop(ClientSubscription failed) {
        open.remove(failed.id);
        bySelection.remove(failed.selection, failed);
    }

    void signalAll() {
        all().forEach(ClientSubscription::signal);
    }

    synchronized List<ClientSubscription> all() {
        return new ArrayList<>(open.values());
    }

    synchronized List<ClientSubscription> allWithClosing() {
        List<ClientSubscription> all = new ArrayList<>(open.values());
        all.addAll(closing.values());
        return all;
    }
}
