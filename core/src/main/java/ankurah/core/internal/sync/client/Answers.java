package ankurah.core.internal.sync.client;

import ankurah.core.Status;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.sync.wire.Message;
import ankurah.event.EntityId;
import ankurah.event.Hash256;
import ankurah.event.internal.Lists;
import ankurah.storage.EntityState;
import ankurah.storage.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the server says belongs to the subscriptions, from a page that is not shown yet to an answer that is put on the shelf.
 * Belongs to the replica's turn.
 */
final class Answers implements ClientSubscription.Rows {
    private final ClientSubscriptions subscriptions;
    private final ClientStore store;
    private final Shelf shelf;
    private final HeldRows rows;

    /** Those whose rows readers are to be shown anew. */
    private final Set<ClientSubscription> dirty = new LinkedHashSet<>();
    /** Those whose readers have seen no answer yet. */
    private final Set<ClientSubscription> fresh = new LinkedHashSet<>();
    /** Those whose rows readers know, and that are not answered again yet. */
    private final Set<ClientSubscription> catchingUp = new LinkedHashSet<>();

    /** Those whose positions do not say where all of their rows are from. */
    private final Set<ClientSubscription> doubtful = new HashSet<>();

    private final Set<ClientSubscription> ready = new LinkedHashSet<>();

    /** Rows that are let go now are worth keeping, for it is their reader that has left. */
    private boolean keeping;
    /** Rows that enter now are in the store already. */
    private boolean reviving;

    Answers(ClientSubscriptions subscriptions, ClientStore store, Shelf shelf, HeldRows rows) {
        this.subscriptions = subscriptions;
        this.store = store;
        this.shelf = shelf;
        this.rows = rows;
    }

    // On a connection.

    /** The shared position goes on without all of them. */
    void stopFollowing() {
        subscriptions.allWithClosing().forEach(ClientSubscription::stopFollowing);
        ready.clear();
    }

    /**
     * Looks for answers that hold rows from behind their positions, while it is known where rows are from. If the log was put
     * back to an older copy meanwhile, what those say is gone, and nobody would say so.
     */
    void doubt() {
        for (ClientSubscription subscription : subscriptions.all()) {
            Position at = subscription.exactAt();
            if (at != null && !rows.newer(subscription.rowList(), at).isEmpty()) {
                doubtful.add(subscription);
            }
        }
    }

    /** What a connection begins with. */
    List<Message> askAgain() {
        List<Message> asked = new ArrayList<>();
        for (ClientSubscription subscription : subscriptions.all()) {
            subscription.unstage();
            if (subscription.isExact()) {
                catchingUp.add(subscription);
            }
            if (doubtful.contains(subscription)) {
                subscription.distrust();
            }
            asked.add(subscription.message());
        }
        doubtful.clear();
        return asked;
    }

    /** Whether readers would see some of them ahead of others. */
    boolean areCatchingUp() {
        return !catchingUp.isEmpty();
    }

    void goOffline() {
        for (ClientSubscription subscription : subscriptions.all()) {
            subscription.stopFollowing();
            if (subscription.status() == Status.LIVE) {
                subscription.setStatus(Status.LOCAL);
            }
        }
        releaseClosed();
    }

    void distrust() {
        subscriptions.allWithClosing().forEach(ClientSubscription::distrust);
    }

    void complete(ClientSubscription subscription, Message.Ready m) {
        subscription.ready = m;
        ready.add(subscription);
    }

    /** Takes over the answers that are complete, once the shared position has reached theirs. */
    void install(Position shared, Hash256 authority) {
        for (ClientSubscription subscription : List.copyOf(ready)) {
            Message.Ready m = subscription.ready;
            if (m == null || m.number() > shared.number()) {
                continue;
            }
            ready.remove(subscription);
            catchingUp.remove(subscription);
            for (EntityState state : subscription.stagedStates()) {
                rows.confirm(state, m.number());
            }
            if (!subscription.isAnswered()) {
                fresh.add(subscription);
            }
            subscription.install(m.resumed(), new Position(shared.log(), m.number(), m.hash()), authority, this);
            dirty.add(subscription);
        }
    }

    void move(Message.Moves moves) {
        ClientSubscription subscription = subscriptions.get(moves.subscription());
        if (subscription != null) {
            for (EntityId id : moves.left()) {
                subscription.remove(id, this);
            }
            for (EntityId id : moves.entered()) {
                subscription.add(id, this);
            }
            dirty.add(subscription);
        }
    }

    /** After a step: under LIMIT the place of a row tells where the window ends. */
    void followTo(Position shared) {
        for (ClientSubscription subscription : subscriptions.allWithClosing()) {
            if (subscription.isLimited()) {
                rows.dirty().forEach(id -> subscription.place(id, this));
                dirty.add(subscription);
            }
            if (subscription.isFollowing()) {
                subscription.followTo(shared);
            }
        }
    }

    // Coming and going.

    /** Goes on from an answer on the shelf; its rows. */
    List<EntityId> revive(ClientSubscription subscription, Shelf.Answer answer) {
        List<EntityId> its = new ArrayList<>(answer.rows());
        shelf.take(answer);
        boolean whole = true;
        for (EntityId id : its) {
            whole &= rows.prepare(id, answer);
        }
        subscription.revive(answer.stored(), whole);
        reviving = true;
        subscription.addAll(its, this);
        reviving = false;
        return its;
    }

    /** Begins with what the store happens to hold. */
    List<EntityId> provide(ClientSubscription subscription) {
        List<EntityId> found = store.query(subscription.collection, subscription.query);
        subscription.provide(found, this);
        return found;
    }

    void releaseClosed() {
        subscriptions.takeAllClosed().forEach(this::release);
    }

    /** Lets the rows go of a subscription that has ended. */
    void release(ClientSubscription ended) {
        ended.unstage();
        catchingUp.remove(ended);
        ready.remove(ended);
        dirty.remove(ended);
        shelve(ended);
        keeping = true;
        ended.clear(this);
        keeping = false;
    }

    /** Keeps the answer, unless it proves nothing or another subscription has the same. */
    private void shelve(ClientSubscription ended) {
        if (ended.isProvisional() || !shelf.keepsAnswers()) {
            return;
        }
        Position at = ended.exactAt();
        List<EntityId> its = ended.rowList();
        if (at == null || subscriptions.isOpen(ended.selection)) {
            store.forgetSubscription(ended.id);
            return;
        }
        StoredSubscription stored =
                ended.stored(shelf.nextUse(), rows.bytes(its)).at(at);
        store.subscription(stored);
        shelf.put(new Shelf.Answer(stored, PackedIds.of(its)));
    }

    @Override
    public void entered(ClientSubscription subscription, EntityId id) {
        if (reviving) {
            rows.coverAgain(id);
            return;
        }
        rows.cover(id, subscription.isProvisional());
        if (!subscription.isProvisional()) {
            store.row(subscription.id, id, true);
        }
    }

    @Override
    public void left(ClientSubscription subscription, EntityId id) {
        rows.uncover(id, subscription.isProvisional(), keeping);
        if (!keeping && !subscription.isProvisional()) {
            store.row(subscription.id, id, false);
        }
    }

    @Override
    public @Nullable EntityState confirmed(EntityId id) {
        return rows.confirmed(id);
    }

    // Storing and showing.

    void save() {
        for (ClientSubscription subscription : subscriptions.allWithClosing()) {
            StoredSubscription stored = subscription.takeUnsaved();
            if (stored != null) {
                store.subscription(stored);
            }
        }
    }

    boolean areShown() {
        return dirty.isEmpty();
    }

    /** Whether pending rows count depends on where a server's window ends that has changed. */
    boolean isAnyLimited() {
        return Lists.any(dirty, ClientSubscription::isLimited);
    }

    /**
     * Lets readers see the rows; together with the publication of the root that holds them. Gives the readers who could not know
     * before which rows belong.
     */
    Set<RowFilter> show() {
        dirty.forEach(ClientSubscription::show);
        Set<RowFilter> renewed = new LinkedHashSet<>();
        fresh.forEach(subscription -> renewed.addAll(subscription.coverages));
        return renewed;
    }

    /** After the publication. */
    void settle(boolean online) {
        fresh.clear();
        for (ClientSubscription subscription : dirty) {
            if (online && subscription.isFollowing() && subscription.status() == Status.LOCAL) {
                subscription.setStatus(Status.LIVE);
            }
        }
        dirty.clear();
    }
}
