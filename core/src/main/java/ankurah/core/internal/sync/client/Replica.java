package ankurah.core.internal.sync.client;

import ankurah.core.Platform;
import ankurah.core.Reminted;
import ankurah.core.Scheduler;
import ankurah.core.Status;
import ankurah.core.internal.entity.References;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.live.Reactor;
import ankurah.core.internal.run.Mutex;
import ankurah.core.internal.sync.wire.Message;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Hash256;
import ankurah.event.HybridTime;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.Position;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an ephemeral node holds, and the one place that changes it.
 *
 * <p><b>Two layers.</b> What the server confirmed, and the node's own commits that the server has not reached yet. An
 * entity is shown as its confirmed state with those commits folded on top, in the order they were made. A commit leaves
 * the upper layer when the shared position has reached its place in the log, which is when the lower one contains it; or
 * when it is refused, together with the commits built on it.
 *
 * <p><b>One position.</b> Changes come for a step of the log at a time and are published as one. After a connection was
 * lost the subscriptions are answered one after the other; nothing is published until all those that readers had seen an
 * answer of are there again, so no reader sees one of them ahead of another.
 *
 * <p><b>What is shown.</b> Only rows that a subscription covers or a pending commit touches; so whatever the root holds
 * may be trusted as far as the connection lets it. Rows nobody covers are on the {@link Shelf}, for when nobody can be asked.
 *
 * <p><b>What is stored.</b> Both layers, and how far each subscription has come. A turn is stored as one before anything of it
 * is shown, so a node that starts again begins where a turn ended.
 *
 * <p>Everything here happens in one turn at a time. Publishing is part of the turn, so positions never go back.
 */
final class Replica implements ClientSubscription.Rows {
    private static final String TIME_IN_FUTURE = "event.time_in_future";
    private static final int MOST_REMINTINGS = 3;

    private final EphemeralBackend backend;
    private final Platform platform;
    private final Reactor reactor;
    private final Mutex turn;
    private final ClientStore store;
    private final Shelf shelf;
    private final Outbox outbox;
    private final HeldRows rows;

    private final Set<ClientSubscription> dirtySubscriptions = new LinkedHashSet<>();
    private final Set<RowFilter> renewed = new LinkedHashSet<>();
    /** The subscriptions whose rows readers know, and that are not answered again yet. */
    private final Set<ClientSubscription> catchingUp = new LinkedHashSet<>();

    private final Set<ClientSubscription> ready = new LinkedHashSet<>();
    /** The parts of a change that has not come to its end. */
    private final List<Message.Changes> parts = new ArrayList<>();

    private Position shared;
    private Hash256 authority = Hash256.ZERO;
    private boolean sharedSaved = true;
    /** The server has been sent on this connection what it may have lost. */
    private boolean resent;
    /** Rows that are let go now are worth keeping, for it is their reader that has left. */
    private boolean keeping;
    /** Rows that enter now are in the store already. */
    private boolean reviving;
    /** What comes later is shown to nobody, for the reactor is gone then. */
    private boolean closed;

    Replica(EphemeralBackend backend, Reactor reactor, ClientStore store, ClientStore.Found found) {
        this.backend = backend;
        this.platform = backend.platform();
        this.reactor = reactor;
        this.turn = new Mutex(platform.scheduler(), "the replica");
        this.store = store;
        this.shelf = new Shelf(store, backend.options().keptBytes());
        this.outbox = new Outbox(backend.options(), store);
        this.rows = new HeldRows(backend.fold(), reactor, store, shelf, outbox, found.catalog());
        this.shared = reactor.position();
        if (found.shared() != null) {
            authority = found.shared().authority();
        }
        shelf.load(found);
        outbox.load(found, this::waiting);
    }

    private PendingCommit waiting(long number, Commit commit) {
        return new PendingCommit(number, commit, platform.scheduler(), backend.link());
    }

    /** Shows what was found in the store: the node's own commits, over what is known of their entities. */
    void start() {
        enter();
        try {
            rows.touch(outbox.entities());
            publish();
        } finally {
            leave();
        }
    }

    // The node's own commits.

    PendingCommit submit(Commit commit) {
        enter();
        try {
            backend.requireOpen();
            outbox.requireRoom(commit);
            PendingCommit added = waiting(outbox.nextNumber(), commit);
            outbox.add(added, backend.link().isOnline());
            publishOwn(added.entities());
            backend.link().offer(new Message.Submit(commit));
            return added;
        } finally {
            leave();
        }
    }

    int pendingCommits() {
        return outbox.size();
    }

    boolean isPending(EntityId id) {
        return rows.isPending(id);
    }

    void onCommitted(Message.Committed m) {
        List<EntityState> states = decode(m.states());
        enter();
        try {
            PendingCommit commit = outbox.get(m.commit());
            if (commit == null) {
                if (outbox.acceptReached(m.commit(), m.number())) {
                    store.flush();
                }
                return;
            }
            commit.accept(new Position(shared.log(), m.number(), m.hash()));
            outbox.accept(commit);
            states.forEach(state -> rows.confirmLoose(state, m.number()));
            if (m.number() <= shared.number()) {
                publish();
            }
        } finally {
            leave();
        }
    }

    void onRejected(Message.Rejected m) {
        AnkurahException reason = m.error().toException();
        if (reason.retryable()) {
            // Not a verdict: what was sent behind it may have been judged without it, so all of it is sent again.
            throw reason;
        }
        List<Outbox.Refusal> refusals = new ArrayList<>();
        enter();
        try {
            PendingCommit refused = outbox.get(m.commit());
            if (refused != null && isFromAhead(refused, reason)) {
                outbox.unsend(refused);
                throw new AnkurahException.Unavailable(
                        reason.code(), "the clock of this machine has to be compared with the server's again", reason);
            }
            if (refused != null) {
                Set<EntityId> touched = new LinkedHashSet<>();
                refusals.addAll(outbox.takeBack(refused, reason, touched));
                rows.touch(touched);
                rows.save();
                store.flush();
                publishOwn(touched);
            } else {
                Outbox.Refusal lost = outbox.refuseReached(m.commit(), reason);
                if (lost != null) {
                    refusals.add(lost);
                    store.flush();
                }
            }
        } finally {
            leave();
        }
        refusals.forEach(backend::tell);
    }

    private static boolean isFromAhead(PendingCommit refused, AnkurahException reason) {
        return reason.code().equals(TIME_IN_FUTURE) && refused.timesReminted < MOST_REMINTINGS;
    }

    /** What was stamped while the clock was too far ahead is stamped anew. */
    private List<Outbox.Refusal> remint(long skewMillis) {
        Reminting reminting = new Reminting(
                backend.fold().properties(), platform.sha256(), backend.clock(), skewMillis);
        if (!reminting.isClockAhead()) {
            return List.of();
        }
        backend.clock().restart(HybridTime.ofMillis(backend.clock().source().millis()));
        Set<EntityId> touched = new LinkedHashSet<>();
        List<Outbox.Refusal> refusals = outbox.remint(reminting, touched);
        store.restartClock();
        if (!touched.isEmpty()) {
            long number = outbox.nextNumber();
            Reminted reminted = new Reminted(reminting.entities(), reminting.commits());
            store.reminted(number, reminted);
            rows.refold(touched);
            rows.save();
            store.flush();
            publishOwn(touched);
            backend.tell(number, reminted);
        }
        return refusals;
    }

    // The connection.

    /**
     * What a new connection begins with: the outbox, then the subscriptions.
     *
     * @param skewMillis how far ahead of its clock the server lets events be dated
     */
    void onWelcome(Message.Welcome welcome, long skewMillis) {
        List<Outbox.Refusal> refusals = List.of();
        enter();
        try {
            boolean sameLog = shared.log().equals(welcome.position().log());
            long confirmed = sameLog ? welcome.position().number() : 0;
            List<PendingCommit> lost = outbox.reachedBehind(confirmed);
            if (!sameLog || confirmed < shared.number()) {
                rows.forgetNumbers();
            }
            for (ClientSubscription subscription : backend.subscriptions().allWithClosing()) {
                subscription.stopFollowing();
            }
            release(backend.subscriptions().takeAllClosed());
            authority = welcome.authority();
            moveTo(welcome.position());
            parts.clear();
            ready.clear();
            refusals = remint(skewMillis);
            outbox.beginAnew();
            resent = !lost.isEmpty();
            backend.link().begin(() -> {
                List<Message> first = new ArrayList<>();
                lost.forEach(commit -> first.add(new Message.Submit(commit.commit)));
                outbox.all().forEach(commit -> first.add(new Message.Submit(commit.commit)));
                for (ClientSubscription subscription : backend.subscriptions().all()) {
                    subscription.unstage();
                    if (subscription.isExact()) {
                        catchingUp.add(subscription);
                    }
                    first.add(subscription.message());
                }
                return first;
            });
            publish();
        } finally {
            leave();
        }
        refusals.forEach(backend::tell);
    }

    void onOffline() {
        enter();
        try {
            for (ClientSubscription subscription : backend.subscriptions().all()) {
                subscription.stopFollowing();
                if (subscription.status() == Status.LIVE) {
                    subscription.setStatus(Status.LOCAL);
                }
            }
            release(backend.subscriptions().takeAllClosed());
            publish();
        } finally {
            leave();
        }
    }

    /** Lets rows go of subscriptions that ended while there was no connection. */
    void onIdle() {
        List<ClientSubscription> ended = backend.subscriptions().takeAllClosed();
        if (ended.isEmpty()) {
            return;
        }
        enter();
        try {
            release(ended);
            publish();
        } finally {
            leave();
        }
    }

    /** After a step that failed halfway nothing that is held proves anything: all is asked for anew. */
    void distrust() {
        enter();
        try {
            backend.subscriptions().allWithClosing().forEach(ClientSubscription::distrust);
            parts.clear();
        } finally {
            leave();
        }
    }

    // What the server says.

    void onPage(Message.Page page) {
        List<EntityState> states = decode(page.states());
        enter();
        try {
            ClientSubscription subscription = backend.subscriptions().get(page.subscription());
            if (subscription != null) {
                subscription.stage(page, states);
            }
        } finally {
            leave();
        }
    }

    void onReady(Message.Ready m) {
        enter();
        try {
            ClientSubscription subscription = backend.subscriptions().get(m.subscription());
            if (subscription != null) {
                subscription.ready = m;
                ready.add(subscription);
                if (!m.resumed()) {
                    resendLost(subscription);
                }
                installReady();
                publish();
            }
        } finally {
            leave();
        }
    }

    /** A log that does not confirm a position of its own may have lost what this node wrote before; it says so once. */
    private void resendLost(ClientSubscription unconfirmed) {
        Position known = unconfirmed.exactAt();
        if (!resent && known != null && known.log().equals(shared.log())) {
            resent = true;
            outbox.reachedBehind(0).forEach(commit -> backend.link().offer(new Message.Submit(commit.commit)));
        }
    }

    void onSubscriptionFailed(Message.SubscriptionFailed m) {
        enter();
        try {
            ClientSubscription subscription = backend.subscriptions().get(m.subscription());
            if (subscription != null) {
                subscription.fail(m.error().toException());
                backend.subscriptions().drop(subscription);
                subscription.distrust();
                release(List.of(subscription));
                publish();
            }
        } finally {
            leave();
        }
    }

    void onUnsubscribed(Message.Unsubscribed m) {
        enter();
        try {
            ClientSubscription subscription = backend.subscriptions().takeClosed(m.subscription());
            if (subscription != null) {
                release(List.of(subscription));
                publish();
            }
        } finally {
            leave();
        }
    }

    void onChanges(Message.Changes m) {
        enter();
        try {
            parts.add(m);
            if (m.last()) {
                for (Message.Changes part : parts) {
                    decode(part.states()).forEach(rows::confirm);
                    part.events().forEach(rows::confirm);
                }
                moveTo(new Position(shared.log(), m.number(), m.hash()));
                parts.forEach(part -> part.moves().forEach(this::move));
                parts.clear();
                placeTouched();
                backend.subscriptions().allWithClosing().forEach(subscription -> {
                    if (subscription.isFollowing()) {
                        subscription.followTo(shared);
                    }
                });
                installReady();
                publish();
            }
        } finally {
            leave();
        }
    }

    private void move(Message.Moves moves) {
        ClientSubscription subscription = backend.subscriptions().get(moves.subscription());
        if (subscription != null) {
            moves.left().forEach(id -> subscription.remove(id, this));
            moves.entered().forEach(id -> subscription.add(id, this));
            dirtySubscriptions.add(subscription);
        }
    }

    /** Under LIMIT the place of a row tells where the window ends. */
    private void placeTouched() {
        for (ClientSubscription subscription : backend.subscriptions().allWithClosing()) {
            if (subscription.isLimited()) {
                rows.dirty().forEach(id -> subscription.place(id, this));
                dirtySubscriptions.add(subscription);
            }
        }
    }

    private void installReady() {
        for (ClientSubscription subscription : List.copyOf(ready)) {
            Message.Ready m = subscription.ready;
            if (m == null || m.number() > shared.number()) {
                continue;
            }
            ready.remove(subscription);
            catchingUp.remove(subscription);
            subscription.stagedStates().forEach(rows::confirm);
            if (!subscription.isAnswered()) {
                renewed.addAll(subscription.coverages);
            }
            subscription.install(m.resumed(), new Position(shared.log(), m.number(), m.hash()), authority, this);
            dirtySubscriptions.add(subscription);
        }
    }

    // Subscriptions that come and go.

    /**
     * Begins a subscription: from the answer that is stored, or with what is stored of its collection while nobody can be
     * asked, or from nothing.
     */
    ClientCoverage cover(Selection selection, Query bound) {
        enter();
        try {
            backend.requireOpen();
            Shelf.Answer answer = shelf.answer(selection);
            Long former = answer == null ? null : answer.stored().id();
            return backend.subscriptions().open(selection, bound, former, subscription -> {
                subscription.setUsed(shelf.nextUse());
                if (answer != null) {
                    revive(subscription, answer);
                } else if (!backend.link().isOnline() && !shelf.isEmpty() && !mayFollow(subscription)) {
                    provide(subscription);
                }
            });
        } finally {
            leave();
        }
    }

    private void revive(ClientSubscription subscription, Shelf.Answer answer) {
        boolean whole = true;
        for (EntityId id : answer.rows()) {
            whole &= rows.prepare(id);
        }
        shelf.take(answer);
        subscription.revive(answer.stored(), whole);
        reviving = true;
        subscription.addAll(answer.rows(), this);
        reviving = false;
        rows.save();
        store.flush();
        show(rows.unseen(answer.rows()), reactor.position(), subscription::show);
    }

    private void provide(ClientSubscription subscription) {
        List<EntityId> found = store.query(subscription.collection, subscription.query);
        subscription.provide(found, this);
        rows.save();
        store.flush();
        show(rows.unseen(found), reactor.position(), subscription::show);
    }

    private boolean mayFollow(ClientSubscription subscription) {
        return References.mayFollow(subscription.query, subscription.collection, reactor.catalog());
    }

    private void release(List<ClientSubscription> ended) {
        for (ClientSubscription subscription : ended) {
            subscription.unstage();
            catchingUp.remove(subscription);
            ready.remove(subscription);
            dirtySubscriptions.remove(subscription);
            shelve(subscription);
            keeping = true;
            subscription.clear(this);
            keeping = false;
        }
    }

    /** Keeps the answer, unless it proves nothing or another subscription has the same. */
    private void shelve(ClientSubscription subscription) {
        if (subscription.isProvisional() || !shelf.keepsAnswers()) {
            return;
        }
        Position at = subscription.exactAt();
        List<EntityId> its = subscription.rowList();
        if (at == null || backend.subscriptions().isOpen(subscription.selection)) {
            store.forgetSubscription(subscription.id, its);
            return;
        }
        StoredSubscription stored = subscription.stored(shelf.nextUse(), rows.bytes(its)).at(at);
        store.subscription(stored);
        shelf.put(new Shelf.Answer(stored, its));
    }

    @Override
    public void entered(ClientSubscription subscription, EntityId id) {
        rows.cover(id, subscription.isProvisional());
        if (!reviving && !subscription.isProvisional()) {
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

    // Storing it, then showing it.

    private void moveTo(Position position) {
        shared = position;
        sharedSaved = false;
    }

    /** Stores what changed and publishes it, the latter unless subscriptions are being answered again. */
    private void publish() {
        if (!catchingUp.isEmpty()) {
            save();
            return;
        }
        outbox.takeReached(shared.number()).forEach(rows::keepOwn);
        addPendingUnderLimit();
        save();
        if (rows.dirty().isEmpty()
                && dirtySubscriptions.isEmpty()
                && reactor.position().equals(shared)) {
            return;
        }
        if (!closed) {
            rows.show(shared, renewed, () -> dirtySubscriptions.forEach(ClientSubscription::show));
        }
        renewed.clear();
        settle();
        backend.onOutbox();
    }

    /** Publishes what the node did itself, which waits for nobody; the rest stays as it was last shown. */
    private void publishOwn(Set<EntityId> ids) {
        show(ids, reactor.position(), () -> {});
        backend.onOutbox();
    }

    private void show(Set<EntityId> ids, Position position, HeldRows.Beside beside) {
        if (!closed) {
            rows.show(ids, position, Set.of(), beside);
        }
    }

    private void save() {
        rows.save();
        for (ClientSubscription subscription : backend.subscriptions().allWithClosing()) {
            StoredSubscription stored = subscription.takeUnsaved();
            if (stored != null) {
                store.subscription(stored);
            }
        }
        if (!sharedSaved) {
            store.shared(new StoreRecords.Shared(shared, authority));
            sharedSaved = true;
        }
        store.flush();
    }

    /** Whether a pending row counts depends on where the server's window ends. */
    private void addPendingUnderLimit() {
        for (ClientSubscription subscription : dirtySubscriptions) {
            if (subscription.isLimited()) {
                rows.touch(outbox.entities());
                return;
            }
        }
    }

    private void settle() {
        for (ClientSubscription subscription : dirtySubscriptions) {
            if (subscription.isFollowing()
                    && subscription.status() == Status.LOCAL
                    && backend.link().isOnline()) {
                subscription.setStatus(Status.LIVE);
            }
        }
        dirtySubscriptions.clear();
    }

    /** What is known of an entity that nothing covers, for when nobody can be asked. */
    @Nullable
    EntityState aside(EntityId id) {
        enter();
        try {
            Shelf.Place place = shelf.place(id);
            EntityState stored = place == null ? null : store.state(place.collection(), id);
            return stored == null ? null : backend.fold().properties().known(stored);
        } finally {
            leave();
        }
    }

    void keepAside(EntityState state) {
        enter();
        try {
            if (!rows.isHeld(state.id())) {
                rows.confirmLoose(state, 0);
                publish();
            }
        } finally {
            leave();
        }
    }

    /** The server's identity, the first time it is heard. */
    void meet(StoreRecords.Identity identity) {
        enter();
        try {
            store.identity(identity);
            store.flush();
        } finally {
            leave();
        }
    }

    /** The program has heard of a refusal. */
    void told(long number) {
        enter();
        try {
            store.told(number);
            store.flush();
        } finally {
            leave();
        }
    }

    /** Ends all waits for the server's word. */
    void close(AnkurahException why) {
        enter();
        try {
            closed = true;
            outbox.all().forEach(commit -> {
                if (!commit.isAccepted()) {
                    commit.fail(why);
                }
            });
            for (ClientSubscription subscription : backend.subscriptions().allWithClosing()) {
                subscription.fail(why);
            }
            store.close();
        } finally {
            leave();
        }
    }

    private List<EntityState> decode(List<byte[]> encoded) {
        List<EntityState> states = new ArrayList<>(encoded.size());
        for (byte[] bytes : encoded) {
            states.add(backend.fold().properties().known(EntityState.decode(bytes)));
        }
        return states;
    }

    private void enter() {
        turn.lock(Scheduler.NEVER);
    }

    private void leave() {
        turn.unlock();
    }
}
