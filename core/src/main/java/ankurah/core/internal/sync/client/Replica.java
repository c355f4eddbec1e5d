package ankurah.core.internal.sync.client;

import ankurah.core.Catalog;
import ankurah.core.Platform;
import ankurah.core.Rejection;
import ankurah.core.Scheduler;
import ankurah.core.Status;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Overlay;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.live.Reactor;
import ankurah.core.internal.run.Mutex;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.SyncErrors;
import ankurah.core.internal.type.Properties;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.event.Names;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.storage.Position;
import ankurah.storage.PropertyState;
import ankurah.storage.tree.Editor;
import ankurah.storage.tree.PersistentMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
 * may be trusted as far as the connection lets it. Rows nobody covers are kept aside, for when nobody can be asked.
 *
 * <p>Everything here happens in one turn at a time. Publishing is part of the turn, so positions never go back.
 */
final class Replica implements ClientSubscription.Rows {
    private static final int MOST_ASIDE = 1_000;

    private final EphemeralBackend backend;
    private final Platform platform;
    private final Reactor reactor;
    private final Mutex turn;

    private final Map<EntityId, Held> held = new HashMap<>();
    private final Map<Hash256, PendingCommit> outbox = new LinkedHashMap<>();
    private final Map<EntityId, List<PendingCommit>> pending = new HashMap<>();
    private long outboxBytes;
    /** Accepted commits that the shared position has not reached. */
    private final Set<PendingCommit> accepted = new LinkedHashSet<>();
    /** The entities that pending commits touch, as the published root shows them. */
    private volatile PersistentMap<EntityId, Boolean> pendingIds = PersistentMap.empty(EntityId::compareTo);

    private final Set<EntityId> dirty = new LinkedHashSet<>();
    private final Set<ClientSubscription> dirtySubscriptions = new LinkedHashSet<>();
    private final Set<RowFilter> renewed = new LinkedHashSet<>();
    /** The subscriptions whose rows readers know, and that are not answered again yet. */
    private final Set<ClientSubscription> catchingUp = new LinkedHashSet<>();

    private final Set<ClientSubscription> ready = new LinkedHashSet<>();
    /** The parts of a change that has not come to its end. */
    private final List<Message.Changes> parts = new ArrayList<>();

    private final Map<EntityId, EntityState> aside = new LinkedHashMap<>();
    private Position shared;
    private Catalog catalog = Catalog.EMPTY;
    /** The same without what is pending, which the server may refuse. */
    private volatile Catalog confirmedCatalog = Catalog.EMPTY;

    private Hash256 authority = Hash256.ZERO;
    /** What comes later is shown to nobody, for the reactor is gone then. */
    private boolean closed;

    Replica(EphemeralBackend backend, Reactor reactor) {
        this.backend = backend;
        this.platform = backend.platform();
        this.reactor = reactor;
        this.turn = new Mutex(platform.scheduler(), "the replica");
        this.shared = reactor.position();
    }

    // The node's own commits.

    PendingCommit submit(Commit commit) {
        PendingCommit added = new PendingCommit(commit, platform.scheduler(), backend.link());
        enter();
        try {
            backend.requireOpen();
            requireRoom(commit);
            outbox.put(commit.id(), added);
            outboxBytes += commit.size();
            for (EntityId id : added.entities()) {
                pending.computeIfAbsent(id, e -> new ArrayList<>(1)).add(added);
            }
            publishOwn(added.entities());
            backend.link().offer(new Message.Submit(commit));
        } finally {
            leave();
        }
        return added;
    }

    int pendingCommits() {
        enter();
        try {
            return outbox.size();
        } finally {
            leave();
        }
    }

    /** The events of an entity in commits that the shared position has not reached, in the order of their ids. */
    List<Event> pendingEvents(EntityId id) {
        List<Event> events = new ArrayList<>();
        enter();
        try {
            for (PendingCommit commit : pending.getOrDefault(id, List.of())) {
                events.addAll(commit.eventsOf(id));
            }
        } finally {
            leave();
        }
        events.sort((a, b) -> a.id().compareTo(b.id()));
        return events;
    }

    boolean isPending(EntityId id) {
        return pendingIds.containsKey(id);
    }

    private void requireRoom(Commit commit) {
        boolean full = outbox.size() >= backend.options().outboxCommits()
                || !outbox.isEmpty()
                        && outboxBytes + commit.size() > backend.options().outboxBytes();
        if (full) {
            throw new AnkurahException.Unavailable(
                    SyncErrors.OUTBOX_FULL,
                    outbox.size()
                            + " commits wait for the server, which is all that may; write again when it is reached");
        }
    }

    private void forget(PendingCommit commit) {
        outbox.remove(commit.commitId());
        accepted.remove(commit);
        outboxBytes -= commit.commit.size();
        for (EntityId id : commit.entities()) {
            List<PendingCommit> others = pending.get(id);
            if (others != null && others.remove(commit) && others.isEmpty()) {
                pending.remove(id);
            }
        }
    }

    void onCommitted(Message.Committed m) {
        List<EntityState> states = decode(m.states());
        enter();
        try {
            PendingCommit commit = outbox.get(m.commit());
            if (commit == null) {
                return;
            }
            commit.accept(new Position(shared.log(), m.number(), m.hash()));
            accepted.add(commit);
            for (EntityState state : states) {
                Held its = held.get(state.id());
                if (its == null || its.covers == 0) {
                    its = hold(state.id());
                    its.confirm(state);
                    its.number = m.number();
                    dirty.add(state.id());
                }
            }
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
        List<Rejection> rejections = new ArrayList<>();
        enter();
        try {
            PendingCommit refused = outbox.get(m.commit());
            if (refused == null) {
                return;
            }
            publishOwn(takeBack(refused, reason, rejections));
        } finally {
            leave();
        }
        rejections.forEach(backend::tell);
    }

    /** Takes a refused commit back, and all that is built on it. */
    private Set<EntityId> takeBack(PendingCommit refused, AnkurahException reason, List<Rejection> rejections) {
        Set<EventId> gone = new HashSet<>(refused.commit.manifest());
        Set<EntityId> touched = new LinkedHashSet<>();
        for (PendingCommit commit : List.copyOf(outbox.values())) {
            boolean itself = commit == refused;
            if (!itself && !commit.isBuiltOn(gone)) {
                continue;
            }
            gone.addAll(commit.commit.manifest());
            AnkurahException why = itself
                    ? reason
                    : new AnkurahException.Conflict(
                            "commit.built_on_refused",
                            commit.commit + " was built on " + refused.commit + ", which was refused: "
                                    + reason.getMessage());
            forget(commit);
            touched.addAll(commit.entities());
            commit.fail(why);
            rejections.add(new Rejection(commit.commit, why, refused.commitId()));
        }
        return touched;
    }

    // The connection.

    /** What a new connection begins with: the outbox, then the subscriptions. */
    void onWelcome(Message.Welcome welcome) {
        enter();
        try {
            authority = welcome.authority();
            if (!shared.log().equals(welcome.position().log())) {
                accepted.clear();
            }
            shared = welcome.position();
            parts.clear();
            ready.clear();
            release(backend.subscriptions().takeAllClosed());
            backend.link().begin(() -> {
                List<Message> first = new ArrayList<>();
                backend.declarations().readmit();
                backend.declarations().models().all().forEach(model -> first.add(new Message.Declare(model)));
                outbox.values().forEach(commit -> first.add(new Message.Submit(commit.commit)));
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
    }

    void onOffline() {
        enter();
        try {
            for (ClientSubscription subscription : backend.subscriptions().all()) {
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
                installReady();
                publish();
            }
        } finally {
            leave();
        }
    }

    void onSubscriptionFailed(Message.SubscriptionFailed m) {
        enter();
        try {
            ClientSubscription subscription = backend.subscriptions().get(m.subscription());
            if (subscription != null) {
                subscription.fail(m.error().toException());
                backend.subscriptions().drop(subscription);
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
                    decode(part.states()).forEach(state -> confirm(state, m.number()));
                    part.events().forEach(event -> confirm(event, m.number()));
                }
                shared = new Position(shared.log(), m.number(), m.hash());
                parts.forEach(part -> part.moves().forEach(this::move));
                parts.clear();
                placeTouched();
                backend.subscriptions().allWithClosing().forEach(subscription -> {
                    if (subscription.isExact() && !catchingUp.contains(subscription)) {
                        subscription.exactAt(shared);
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
                dirty.forEach(id -> subscription.place(id, this));
                dirtySubscriptions.add(subscription);
            }
        }
    }

    /** What the server is known to hold. */
    Catalog confirmedCatalog() {
        return confirmedCatalog;
    }

    private void installReady() {
        for (ClientSubscription subscription : List.copyOf(ready)) {
            Message.Ready m = subscription.ready;
            if (m == null || m.number() > shared.number()) {
                continue;
            }
            ready.remove(subscription);
            catchingUp.remove(subscription);
            subscription.stagedStates().forEach(state -> confirm(state, m.number()));
            if (!subscription.isAnswered()) {
                renewed.addAll(subscription.coverages);
            }
            subscription.install(m.resumed(), new Position(shared.log(), m.number(), m.hash()), authority, this);
            dirtySubscriptions.add(subscription);
        }
    }

    /** @param number where in the log the state is from: own commits up to there are in it, also while readers see less */
    private void confirm(EntityState state, long number) {
        Properties.settle(state);
        Held its = hold(state.id());
        its.confirm(state);
        its.number = number;
        catalog = ClientCatalog.note(catalog, state);
        confirmedCatalog = ClientCatalog.note(confirmedCatalog, state);
        dirty.add(state.id());
    }

    private void confirm(Event event, long number) {
        Held its = held.get(event.entity());
        EntityState confirmed = its == null ? null : its.confirmed();
        if (confirmed != null && !confirmed.head().contains(event.id())) {
            confirm(backend.fold().apply(confirmed, event), number);
        }
    }

    private void release(List<ClientSubscription> ended) {
        for (ClientSubscription subscription : ended) {
            subscription.unstage();
            catchingUp.remove(subscription);
            ready.remove(subscription);
            subscription.clear(this);
        }
    }

    @Override
    public void entered(EntityId id) {
        hold(id).covers++;
        aside.remove(id);
        dirty.add(id);
    }

    @Override
    public void left(EntityId id) {
        Held its = held.get(id);
        if (its != null) {
            its.covers--;
            dirty.add(id);
        }
    }

    @Override
    public @Nullable EntityState confirmed(EntityId id) {
        Held its = held.get(id);
        return its == null ? null : its.confirmed();
    }

    private Held hold(EntityId id) {
        return held.computeIfAbsent(id, e -> new Held());
    }

    // Showing it.

    /** Publishes what changed, unless subscriptions are being answered again. */
    private void publish() {
        if (!catchingUp.isEmpty()) {
            return;
        }
        dropReached();
        addPendingUnderLimit();
        if (dirty.isEmpty()
                && dirtySubscriptions.isEmpty()
                && reactor.position().equals(shared)) {
            return;
        }
        show(dirty, shared, () -> dirtySubscriptions.forEach(ClientSubscription::show));
        dirty.clear();
        renewed.clear();
        settle();
    }

    /** Publishes what the node did itself, which waits for nobody; the rest stays as it was last shown. */
    private void publishOwn(Set<EntityId> ids) {
        show(ids, reactor.position(), () -> {});
    }

    /** What readers see besides the root, changed at the moment the root is. */
    private interface Beside {
        void show();
    }

    private void show(Set<EntityId> ids, Position position, Beside beside) {
        if (closed) {
            return;
        }
        Root newest = reactor.newest();
        Overlay before = newest.view().overlay();
        Editor<EntityId, EntityState> states = before.states().edit();
        Editor<EntityId, Boolean> nowPending = pendingIds.edit();
        List<Changed> changes = new ArrayList<>(ids.size());
        for (EntityId id : ids) {
            show(id, before.states().get(id), states, nowPending, changes);
        }
        pendingIds = nowPending.build();
        beside.show();
        reactor.publish(
                newest.next(position, new Overlay(states.build(), before.events()), catalog), null, changes, renewed);
    }

    private void show(
            EntityId id,
            @Nullable EntityState before,
            Editor<EntityId, EntityState> states,
            Editor<EntityId, Boolean> nowPending,
            List<Changed> changes) {
        boolean isPending = pending.containsKey(id);
        if (isPending) {
            nowPending.put(id, true);
        } else {
            nowPending.remove(id);
        }
        Held its = held.get(id);
        boolean covered = its != null && its.covers > 0;
        EntityState after = covered || isPending ? shown(id, its) : null;
        if (after != null) {
            states.put(id, after);
            changes.add(new Changed(before, after));
        } else if (before != null) {
            states.remove(id);
            changes.add(new Changed(before, vanished(before)));
        }
        if (!covered && !isPending) {
            held.remove(id);
            setAside(id, its == null ? null : its.confirmed());
        }
    }

    /** The confirmed state with the pending commits on top that it does not contain. */
    private @Nullable EntityState shown(EntityId id, @Nullable Held its) {
        long contained = its == null ? 0 : its.number;
        List<PendingCommit> onTop = new ArrayList<>();
        for (PendingCommit commit : pending.getOrDefault(id, List.of())) {
            if (commit.number() > contained) {
                onTop.add(commit);
            }
        }
        if (onTop.isEmpty()) {
            return its == null ? null : its.confirmed();
        }
        Held held = hold(id);
        int folded = held.folded(onTop);
        EntityState state = folded > 0 ? held.shown() : held.confirmed();
        for (PendingCommit commit : onTop.subList(folded, onTop.size())) {
            state = folded(state, commit, id);
        }
        held.show(state, onTop);
        if (state != null) {
            catalog = ClientCatalog.note(catalog, state);
        }
        return state;
    }

    private @Nullable EntityState folded(@Nullable EntityState base, PendingCommit commit, EntityId id) {
        EntityState state = base;
        for (Event event : commit.eventsOf(id)) {
            if ((state == null) == event.isGenesis()) {
                state = backend.fold().apply(state, event);
            }
        }
        if (state != null) {
            Properties.settle(state);
        }
        return state;
    }

    /** How a row looks to windows that the root no longer holds. */
    private static EntityState vanished(EntityState before) {
        return before.with(
                before.head(), Map.of(Names.DELETED, new PropertyState(Operation.LWW, 1, Value.TRUE, new byte[0])));
    }

    private void dropReached() {
        for (PendingCommit commit : List.copyOf(accepted)) {
            if (commit.number() <= shared.number()) {
                keepOwn(commit);
                forget(commit);
                dirty.addAll(commit.entities());
            }
        }
    }

    /** What nothing covers is as the node itself left it, unless the server said otherwise. */
    private void keepOwn(PendingCommit commit) {
        for (EntityId id : commit.entities()) {
            Held its = hold(id);
            if (its.covers == 0 && its.number < commit.number()) {
                its.confirm(folded(its.confirmed(), commit, id));
                its.number = commit.number();
            }
        }
    }

    /** Whether a pending row counts depends on where the server's window ends. */
    private void addPendingUnderLimit() {
        for (ClientSubscription subscription : dirtySubscriptions) {
            if (subscription.isLimited()) {
                dirty.addAll(pending.keySet());
                return;
            }
        }
    }

    private void settle() {
        for (ClientSubscription subscription : dirtySubscriptions) {
            if (subscription.isAnswered()
                    && subscription.status() == Status.LOCAL
                    && backend.link().isOnline()) {
                subscription.setStatus(Status.LIVE);
            }
        }
        dirtySubscriptions.clear();
    }

    private void setAside(EntityId id, @Nullable EntityState state) {
        if (state == null) {
            return;
        }
        aside.put(id, state);
        if (aside.size() > MOST_ASIDE) {
            aside.remove(aside.keySet().iterator().next());
        }
    }

    /** What is known of an entity that nothing covers, for when nobody can be asked. */
    @Nullable
    EntityState aside(EntityId id) {
        enter();
        try {
            return aside.get(id);
        } finally {
            leave();
        }
    }

    void keepAside(EntityState state) {
        enter();
        try {
            if (!held.containsKey(state.id())) {
                setAside(state.id(), state);
            }
        } finally {
            leave();
        }
    }

    /** Ends all waits for the server's word. */
    void close(AnkurahException why) {
        enter();
        try {
            closed = true;
            outbox.values().forEach(commit -> {
                if (!commit.isAccepted()) {
                    commit.fail(why);
                }
            });
            for (ClientSubscription subscription : backend.subscriptions().allWithClosing()) {
                subscription.fail(why);
            }
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
