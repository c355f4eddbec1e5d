package ankurah.core.internal.sync.client;

import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.QueryText;
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

    private record Selection(String collection, QueryText text, boolean declared) {}

    ClientSubscriptions(EphemeralBackend backend) {
        this.backend = backend;
    }

    synchronized ClientCoverage cover(String collection, Query bound, boolean declared) {
        Selection selection = new Selection(collection, QueryText.of(bound), declared);
        ClientSubscription subscription = bySelection.get(selection);
        if (subscription == null) {
            subscription = new ClientSubscription(backend, ++lastId, collection, bound, selection.text(), declared);
            Message.Subscribe message = subscription.message();
            try {
                requireRoom(message);
            } catch (AnkurahException e) {
                subscription.fail(e);
                return new ClientCoverage(backend, subscription);
            }
            open.put(subscription.id, subscription);
            bySelection.put(selection, subscription);
            backend.link().offer(message);
        }
        ClientCoverage coverage = new ClientCoverage(backend, subscription);
        subscription.coverages.add(coverage);
        return coverage;
    }

    private void requireRoom(Message.Subscribe message) {
        ServerLimits limits = backend.limits();
        if (open.size() + closing.size() >= limits.subscriptions()) {
            throw new AnkurahException.Unavailable(
                    SyncErrors.TOO_MANY_SUBSCRIPTIONS,
                    "this node has " + limits.subscriptions()
                            + " subscriptions, which is what its server allows; close some");
        }
        limits.requireRoom(message.query(), message);
    }

    synchronized void release(ClientCoverage coverage) {
        ClientSubscription subscription = coverage.subscription();
        subscription.coverages.remove(coverage);
        if (!subscription.coverages.isEmpty() || open.remove(subscription.id) == null) {
            return;
        }
        bySelection.remove(
                new Selection(subscription.collection, subscription.text, subscription.declared), subscription);
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
        bySelection.remove(new Selection(failed.collection, failed.text, failed.declared), failed);
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
