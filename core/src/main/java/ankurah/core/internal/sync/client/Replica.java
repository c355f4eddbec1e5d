package ankurah.core.internal.sync.client;

import ankurah.core.Catalog;
import ankurah.core.Platform;
import ankurah.core.Reminted;
import ankurah.core.Scheduler;
import ankurah.core.internal.entity.References;
import ankurah.core.internal.gate.Ticket;
import ankurah.core.internal.live.Reactor;
import ankurah.core.internal.run.Mutex;
import ankurah.core.internal.sync.wire.Message;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
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
final class Replica {
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

    private final Answers answers;
    /** The parts of a change that has not come to its end. */
    private final List<Message.Changes> parts = new ArrayList<>();

    private Position shared;
    private Hash256 authority = Hash256.ZERO;
    private boolean sharedSaved = true;
    /** The server has been sent on this connection what it may have lost. */
    private boolean resent;
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
        this.rows = new HeldRows(backend.fold(), reactor, store, shelf, outbox, found);
        this.answers = new Answers(backend.subscriptions(), store, shelf, rows);
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
            PendingCommit known = outbox.known(commit.id());
            if (known != null) {
                return known;
            }
            outbox.requireFounded(commit);
            outbox.requireRoom(commit);
            PendingCommit added = waiting(outbox.nextNumber(), commit);
            // A commit that is to be made anew takes along what is built on it, or names it; so that must not be sent
            // before.
            boolean sends = backend.link().isOnline() && !outbox.hasUnsent();
            outbox.add(added, sends);
            publishOwn(added.entities());
            if (sends) {
                backend.link().offer(new Message.Submit(commit));
            }
            return added;
        } finally {
            leave();
        }
    }

    boolean isBusy() {
        return !turn.isFree();
    }

    int pendingCommits() {
        return outbox.size();
    }

    List<Ticket> pendingTickets() {
        enter();
        try {
            return List.copyOf(outbox.all());
        } finally {
            leave();
        }
    }

    List<Commit> unacknowledged() {
        List<Commit> commits = new ArrayList<>();
        enter();
        try {
            for (PendingCommit commit : outbox.all()) {
                if (!commit.isAccepted()) {
                    commits.add(commit.commit);
                }
            }
        } finally {
            leave();
        }
        return commits;
    }

    /** The events of an entity in commits that the shared position has not reached, in the order of their ids. */
    List<Event> pendingEvents(EntityId id) {
        List<Event> events = new ArrayList<>();
        enter();
        try {
            for (PendingCommit commit : outbox.of(id)) {
                events.addAll(commit.eventsOf(id));
            }
        } finally {
            leave();
        }
        events.sort((a, b) -> a.id().compareTo(b.id()));
        return events;
    }

    boolean isPending(EntityId id) {
        return rows.isPending(id);
    }

    void onCommitted(Dialog from, Message.Committed m) {
        List<EntityState> states = decode(m.states());
        if (!enter(from)) {
            return;
        }
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
            rows.saveSoon(commit.entities());
            for (EntityState state : states) {
                // It may be newer than this commit, and so hold later ones whose places are not known yet.
                if (outbox.areAllAccepted(state.id())) {
                    rows.confirmLoose(state, m.number());
                }
            }
            if (m.number() <= shared.number()) {
                publish();
            }
        } finally {
            leave();
        }
    }

    void onRejected(Dialog from, Message.Rejected m) {
        AnkurahException reason = m.error().toException();
        if (reason.retryable()) {
            // Not a verdict: what was sent behind it may have been judged without it, so all of it is sent again.
            throw reason;
        }
        List<Outbox.Refusal> refusals = new ArrayList<>();
        if (!enter(from)) {
            return;
        }
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
        backend.tell(refusals);
    }

    private boolean isFromAhead(PendingCommit refused, AnkurahException reason) {
        return backend.options().onReminted() != null
                && reason.code().equals(TIME_IN_FUTURE)
                && ++refused.timesAhead <= MOST_REMINTINGS;
    }

    /** What was stamped while the clock was too far ahead is stamped anew. */
    private List<Outbox.Refusal> remint(long skewMillis) {
        if (backend.options().onReminted() == null) {
            return List.of();
        }
        Reminting reminting =
                new Reminting(backend.fold().properties(), platform.sha256(), backend.clock(), skewMillis);
        boolean ahead = reminting.isClockAhead();
        if (ahead) {
            backend.clock().restart(HybridTime.ofMillis(backend.clock().source().millis()));
        }
        Set<EntityId> touched = new LinkedHashSet<>();
        List<Outbox.Refusal> refusals = outbox.remint(reminting, touched);
        if (ahead) {
            store.restartClock();
        }
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
    void onWelcome(Dialog from, Message.Welcome welcome, long skewMillis) {
        List<Outbox.Refusal> refusals;
        if (!enter(from)) {
            return;
        }
        try {
            boolean sameLog = shared.log().equals(welcome.position().log());
            long confirmed = sameLog ? welcome.position().number() : 0;
            List<PendingCommit> lost = outbox.reachedBehind(confirmed);
            rows.keepContained();
            if (!sameLog || confirmed < shared.number()) {
                answers.doubt();
                rows.forgetNumbers();
            }
            answers.stopFollowing();
            moveTo(welcome.position());
            parts.clear();
            refusals = remint(skewMillis);
            outbox.beginAnew();
            resent = !lost.isEmpty();
            save();
            backend.link().begin(() -> {
                // Nobody can end a subscription meanwhile, so the server is asked for each, or it is let go of.
                answers.releaseClosed();
                setAuthority(welcome.authority());
                List<Message> first = new ArrayList<>();
                backend.declarations().readmit();
                backend.declarations().models().all().forEach(model -> first.add(new Message.Declare(model)));
                lost.forEach(commit -> first.add(new Message.Submit(commit.commit)));
                outbox.all().forEach(commit -> first.add(new Message.Submit(commit.commit)));
                first.addAll(answers.askAgain());
                return first;
            });
            publish();
        } finally {
            leave();
        }
        backend.tell(refusals);
    }

    /** What may be seen has changed on an open connection; rows that come and go for it are told like others. */
    void onStanding(Dialog from, Hash256 changed) {
        if (!enter(from)) {
            return;
        }
        try {
            setAuthority(changed);
            sharedSaved = false;
            save();
        } finally {
            leave();
        }
    }

    /** Rows that readers have open are compared with the server's; what is only kept goes, if it was kept under another one. */
    private void setAuthority(Hash256 said) {
        if (!authority.equals(said) && !authority.equals(Hash256.ZERO)) {
            shelf.forgetAll(rows);
        }
        authority = said;
    }

    void onOffline() {
        enter();
        try {
            answers.goOffline();
            publish();
        } finally {
            leave();
        }
    }

    /** Lets rows go of subscriptions that ended while there was no connection. */
    void onIdle() {
        enter();
        try {
            answers.releaseClosed();
            publish();
        } finally {
            leave();
        }
    }

    /** After a step that failed halfway nothing that is held proves anything: all is asked for anew. */
    void distrust() {
        enter();
        try {
            answers.distrust();
            parts.clear();
        } finally {
            leave();
        }
    }

    // What the server says.

    void onPage(Dialog from, Message.Page page) {
        List<EntityState> states = decode(page.states());
        if (!enter(from)) {
            return;
        }
        try {
            ClientSubscription subscription = backend.subscriptions().get(page.subscription());
            if (subscription != null) {
                subscription.stage(page, states);
            }
        } finally {
            leave();
        }
    }

    void onReady(Dialog from, Message.Ready m) {
        if (!enter(from)) {
            return;
        }
        try {
            ClientSubscription subscription = backend.subscriptions().get(m.subscription());
            if (subscription != null) {
                answers.complete(subscription, m);
                if (!m.resumed()) {
                    resendLost(subscription);
                }
                answers.install(shared, authority);
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

    void onSubscriptionFailed(Dialog from, Message.SubscriptionFailed m) {
        if (!enter(from)) {
            return;
        }
        try {
            ClientSubscription subscription = backend.subscriptions().get(m.subscription());
            if (subscription != null) {
                subscription.fail(m.error().toException());
                backend.subscriptions().drop(subscription);
                subscription.distrust();
                answers.release(subscription);
                publish();
            }
        } finally {
            leave();
        }
    }

    void onUnsubscribed(Dialog from, Message.Unsubscribed m) {
        if (!enter(from)) {
            return;
        }
        try {
            ClientSubscription subscription = backend.subscriptions().takeClosed(m.subscription());
            if (subscription != null) {
                answers.release(subscription);
                publish();
            }
        } finally {
            leave();
        }
    }

    void onChanges(Dialog from, Message.Changes m) {
        if (!enter(from)) {
            return;
        }
        try {
            parts.add(m);
            if (m.last()) {
                for (Message.Changes part : parts) {
                    for (EntityState state : decode(part.states())) {
                        rows.confirm(state, m.number());
                    }
                    for (Event event : part.events()) {
                        rows.confirm(event, m.number());
                    }
                }
                moveTo(new Position(shared.log(), m.number(), m.hash()));
                for (Message.Changes part : parts) {
                    for (Message.Moves moves : part.moves()) {
                        answers.move(moves);
                    }
                }
                parts.clear();
                answers.followTo(shared);
                answers.install(shared, authority);
                publish();
            }
        } finally {
            leave();
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
            if (!backend.link().isOnline()) {
                // Nobody is going to confirm their end, and what they had may be what is asked for.
                answers.releaseClosed();
            }
            Shelf.Answer answer = shelf.answer(selection);
            Long former = answer == null ? null : answer.stored().id();
            return backend.subscriptions().open(selection, bound, former, subscription -> {
                subscription.setUsed(shelf.nextUse());
                if (answer != null) {
                    begin(subscription, answers.revive(subscription, answer));
                } else if (isProvided(subscription)) {
                    begin(subscription, answers.provide(subscription));
                }
            });
        } finally {
            leave();
        }
    }

    private void begin(ClientSubscription subscription, List<EntityId> its) {
        rows.save();
        store.flush();
        show(rows.unseen(its), () -> {
            subscription.show();
            return Set.of();
        });
    }

    /** Whether what the store happens to hold is shown, because nobody can be asked. */
    private boolean isProvided(ClientSubscription subscription) {
        return !backend.link().isOnline()
                && shelf.keepsAnswers()
                && !shelf.isEmpty()
                && !References.mayFollow(subscription.query, subscription.collection, reactor.catalog());
    }

    /** Those whose confirmed states are from behind a position. Within a turn. */
    Set<EntityId> newer(List<EntityId> ids, Position than) {
        return rows.newer(ids, than);
    }

    /** What decides which rows the server shows this node. Within a turn. */
    Hash256 authority() {
        return authority;
    }

    /** What the server is known to hold. */
    Catalog confirmedCatalog() {
        return rows.confirmedCatalog();
    }

    // Storing it, then showing it.

    private void moveTo(Position position) {
        shared = position;
        sharedSaved = false;
    }

    /** Stores what changed and publishes it, the latter unless subscriptions are being answered again. */
    private void publish() {
        if (answers.areCatchingUp()) {
            save();
            return;
        }
        List<PendingCommit> reached = outbox.takeReached(shared.number());
        // Not by forEach: what reads the store may suspend in a browser, and so would every forEach of anything then.
        for (PendingCommit commit : reached) {
            rows.keepOwn(commit);
        }
        if (answers.isAnyLimited()) {
            rows.touch(outbox.entities());
        }
        save();
        if (rows.dirty().isEmpty() && answers.areShown() && reactor.position().equals(shared)) {
            reached.forEach(PendingCommit::reach);
            return;
        }
        if (!closed) {
            rows.show(shared, answers::show);
        }
        reached.forEach(PendingCommit::reach);
        answers.settle(backend.link().isOnline());
        backend.onOutbox();
    }

    /** Publishes what the node did itself, which waits for nobody; the rest stays as it was last shown. */
    private void publishOwn(Set<EntityId> ids) {
        show(ids, Set::of);
        backend.onOutbox();
    }

    private void show(Set<EntityId> ids, HeldRows.Beside beside) {
        if (!closed) {
            rows.show(ids, reactor.position(), beside);
        }
    }

    private void save() {
        rows.save();
        answers.save();
        if (!sharedSaved) {
            store.shared(new StoreRecords.Shared(shared, authority));
            sharedSaved = true;
        }
        store.flush();
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

    /** @param connection the one that brought it, counted by {@link Link#breaks}; places in the log of another say nothing */
    void keepAside(EntityState state, long number, int connection) {
        enter();
        try {
            if (!rows.isHeld(state.id()) && backend.link().breaks() == connection) {
                rows.confirmLoose(state, number);
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
                if (commit.isAccepted()) {
                    commit.reach();
                } else {
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

    /**
     * Begins a turn for what a connection brought. False if the connection ended while this waited: then the next one may have
     * begun, and what came before belongs to none.
     */
    private boolean enter(Dialog from) {
        enter();
        if (from.hasEnded()) {
            leave();
            return false;
        }
        return true;
    }

    private void enter() {
        turn.lock(Scheduler.NEVER);
    }

    private void leave() {
        turn.unlock();
    }
}
