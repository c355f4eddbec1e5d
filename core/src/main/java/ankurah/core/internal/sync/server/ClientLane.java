package ankurah.core.internal.sync.server;

import ankurah.core.ChangeSet;
import ankurah.core.Entity;
import ankurah.core.Principal;
import ankurah.core.ResultSet;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.StoreAway;
import ankurah.core.internal.gate.Outcome;
import ankurah.core.internal.live.Window;
import ankurah.core.internal.live.WindowListener;
import ankurah.core.internal.policy.Sight;
import ankurah.core.internal.schema.DeclaredModel;
import ankurah.core.internal.schema.DeclaredModels;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.Resume;
import ankurah.core.internal.sync.wire.SyncErrors;
import ankurah.core.internal.sync.wire.WireError;
import ankurah.core.observe.Observed;
import ankurah.core.sync.SyncLimits;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.Position;
import ankurah.storage.StorageSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an authenticated client has at the server, driven by its session's task.
 *
 * <p><b>One position.</b> The client stands at {@code shared}: it has been told everything about its subscriptions up to
 * there, in order. Each step forward takes all news up to a published position and sends them as one change. A new
 * subscription is answered with the rows it has at the client's position, which first catches up with where the window was
 * opened; until its last page is out no further change begins, so the rows need no changes to be right. What happens
 * meanwhile waits in the backlog.
 */
final class ClientLane {
    private final ServerHub hub;
    private final ServerSession session;
    private volatile Principal principal;
    private volatile Sight sight;
    private final Outgoing out;
    private final SyncLimits limits;
    private final Backlog backlog;
    private final PresenceDesk presence;
    private final DeclaredModels brought = new DeclaredModels();
    private final Map<Long, ServerSubscription> subscriptions = new LinkedHashMap<>();
    private final ArrayDeque<ServerSubscription> unanswered = new ArrayDeque<>();
    /** Subscriptions that the client has ended and that what is being sent may rest on. */
    private final Set<ServerSubscription> closed = new LinkedHashSet<>();

    private final ArrayDeque<RequestAnswer> requests = new ArrayDeque<>();
    /** Where the client will be when it has read everything sent. */
    private volatile Position shared;
    /** The newest commit of the client's own; it waits to hear that the shared position has reached it. */
    private volatile long owed;
    /** Where the oldest unanswered subscription was opened; it waits for the shared position to reach it. */
    private volatile long opening;
    /** True while something is under way that needs no news to go on. */
    private volatile boolean busy;

    private volatile Counts counts = Counts.NONE;

    private @Nullable Answer current;
    private @Nullable ServerSubscription answering;
    private boolean requestsTurn;

    ClientLane(ServerHub hub, ServerSession session, Principal principal, Sight sight, Outgoing out, Position shared) {
        this.hub = hub;
        this.session = session;
        this.principal = principal;
        this.sight = sight;
        this.out = out;
        this.limits = hub.limits();
        this.backlog = new Backlog(limits.backlogBytes());
        this.shared = shared;
        this.presence = new PresenceDesk(hub, session, principal.id());
    }

    void handle(Message message) {
        switch (message) {
            case Message.Subscribe m -> subscribe(m);
            case Message.Unsubscribe m -> unsubscribe(m.subscription());
            case Message.Request m -> request(m);
            case Message.Cancel m -> cancel(m.request());
            case Message.Declare m -> declare(m.model());
            case Message.Present m -> presence.take(m, sight, out);
            case Message.Failure m -> throw m.error().toException();
            default ->
                throw new AnkurahException.Invalid(
                        SyncErrors.UNEXPECTED_MESSAGE,
                        "a client does not send " + message.getClass().getSimpleName() + " here");
        }
    }

    // Who it is, and what it may see.

    /** Reads by the policy of now; false if that is the one it reads by already. */
    boolean follow() {
        if (sight.isCurrent()) {
            return false;
        }
        see(hub.sight(principal));
        return true;
    }

    /** What decides what it sees. */
    Hash256 authority() {
        return hub.authority(sight);
    }

    /** The same principal, of whom something else is known. */
    void become(Principal known) {
        principal = known;
        see(hub.sight(known));
    }

    /** What is in the middle of being sent was read through other eyes, and cannot be taken back one row at a time. */
    private void see(Sight now) {
        if (current != null || !requests.isEmpty() || !unanswered.isEmpty()) {
            throw new AnkurahException.Unavailable(
                    SyncErrors.AUTHORITY_CHANGED, "what may be seen has changed in the middle of an answer; come back");
        }
        sight = now;
        for (ServerSubscription subscription : subscriptions.values()) {
            subscription.sight = now;
            subscription.window.select(subscription.collection, subscription.query, now);
        }
    }

    /** How many commits it has not been told of yet that it waits for. Called by any thread, as the following. */
    long behind() {
        return hasWork() ? Math.max(0, hub.published().number() - shared.number()) : 0;
    }

    Principal principal() {
        return principal;
    }

    /** Up to where the client has been told everything. */
    long told() {
        return shared.number();
    }

    int backlogRows() {
        return backlog.rows();
    }

    /** As they were after the last step. */
    Counts counts() {
        return counts;
    }

    /** What the session's task alone may count. */
    record Counts(int subscriptions, int requests, int entities) {
        static final Counts NONE = new Counts(0, 0, 0);
    }

    // Sending.

    /** Whether {@link #step} would send something. Called by any thread. */
    boolean hasWork() {
        return busy || presence.hasWork() || isBehind(hub.published());
    }

    /** Sends one message of what is due; false if nothing is. */
    boolean step() {
        boolean others = presence.step(sight, out);
        boolean sent = requestsTurn ? stepRequest() || stepSync() : stepSync() || stepRequest();
        requestsTurn = !requestsTurn;
        ServerSubscription waiting = unanswered.peek();
        opening = waiting == null ? 0 : waiting.openedAt();
        busy = current != null || waiting != null && opening <= shared.number() || !requests.isEmpty();
        counts = new Counts(subscriptions.size(), requests.size(), presence.size());
        return sent || others;
    }

    /** What goes away by time, and when the next does. */
    PresenceDesk presence() {
        return presence;
    }

    private boolean stepSync() {
        Answer answer = current;
        if (answer == null) {
            answer = next();
        }
        if (answer == null) {
            return false;
        }
        current = answer.step(out) ? answer : null;
        if (current == null && answering != null) {
            answering.answered();
            answering = null;
        }
        if (current == null) {
            endClosed();
        }
        return true;
    }

    private @Nullable Answer next() {
        Position published = hub.published();
        ServerSubscription waiting = unanswered.peek();
        opening = waiting == null ? 0 : waiting.openedAt();
        if (isBehind(published)) {
            return changes();
        }
        if (waiting == null || waiting.openedAt() > shared.number()) {
            return null;
        }
        unanswered.remove();
        answering = waiting;
        return rows(waiting);
    }

    private boolean isBehind(Position published) {
        long number = shared.number();
        // What may be seen may change at one position.
        return published.number() > number && (owed > number || opening > number)
                || published.number() >= number && backlog.isReady(published.number());
    }

    private Answer changes() {
        Backlog.Taken taken = backlog.take(hub::published);
        Position to = taken.to();
        Map<ServerSubscription, News> answered = new LinkedHashMap<>();
        taken.news().forEach((subscription, news) -> {
            if (subscription.isAnswered()) {
                answered.put(subscription, news);
            } else {
                subscription.setRows(news.rows());
            }
        });
        Delta delta = Delta.between(
                answeredSubscriptions(), answered, hub.fold().properties(), hub.tail(), shared.number(), to.number());
        shared = to;
        return new ChangesAnswer(delta, to, limits.pageBytes());
    }

    private Answer rows(ServerSubscription subscription) {
        ResultSet rows = subscription.rows();
        ResumePlan plan = plan(subscription, rows);
        List<ServerSubscription> others = answeredSubscriptions();
        Iterator<EntityState> sent = plan == null ? states(rows) : plan.rows().iterator();
        return new RowsAnswer(
                subscription,
                shared,
                limits.pageBytes(),
                plan != null,
                sent,
                plan == null ? List.of() : plan.gone(),
                row -> isHeld(others, row));
    }

    private static Iterator<EntityState> states(ResultSet rows) {
        Iterator<Entity> entities = rows.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entities.hasNext();
            }

            @Override
            public EntityState next() {
                return entities.next().state();
            }
        };
    }

    private @Nullable ResumePlan plan(ServerSubscription subscription, ResultSet rows) {
        Resume resume = subscription.resume;
        boolean derivable = resume != null && resume.authority().equals(hub.authority(sight));
        if (resume == null || !derivable && resume.held() == null) {
            return null;
        }
        try (StorageSnapshot snapshot = hub.storage().snapshot()) {
            return ResumePlan.make(
                    snapshot,
                    hub.reactor().catalog(),
                    subscription,
                    resume,
                    rows,
                    sight,
                    hub.fold(),
                    hub.tail(),
                    limits.tailCommits());
        }
    }

    private static boolean isHeld(List<ServerSubscription> answered, EntityState row) {
        for (ServerSubscription other : answered) {
            if (other.collection.equals(row.collection()) && other.rows().contains(row.id())) {
                return true;
            }
        }
        return false;
    }

    private List<ServerSubscription> answeredSubscriptions() {
        List<ServerSubscription> answered = new ArrayList<>(subscriptions.size());
        for (ServerSubscription subscription : subscriptions.values()) {
            if (subscription.isAnswered()) {
                answered.add(subscription);
            }
        }
        return answered;
    }

    private boolean stepRequest() {
        RequestAnswer request = requests.poll();
        if (request == null) {
            return false;
        }
        if (request.step(out)) {
            requests.add(request);
        }
        return true;
    }

    // Subscriptions.

    private void subscribe(Message.Subscribe m) {
        if (subscriptions.size() >= limits.subscriptions()) {
            throw new AnkurahException.Unavailable(
                    SyncErrors.TOO_MANY_SUBSCRIPTIONS,
                    "a connection has at most " + limits.subscriptions() + " subscriptions");
        }
        if (subscriptions.containsKey(m.subscription())) {
            throw new AnkurahException.Invalid(
                    SyncErrors.SUBSCRIPTION_TWICE, "the subscription " + m.subscription() + " is open already");
        }
        m.query().requireShort(limits.queryTextBytes());
        try {
            if (!m.declared()) {
                hub.requireCollection(principal, m.collection());
            }
            open(m, m.query().toQuery());
        } catch (AnkurahException e) {
            if (StoreAway.is(e)) {
                throw e;
            }
            out.send(new Message.SubscriptionFailed(m.subscription(), WireError.of(e)));
        }
    }

    private void open(Message.Subscribe m, Query query) {
        long began = hub.observation().nanos();
        Subscriber subscriber = new Subscriber();
        Window window = hub.reactor().window(subscriber);
        ServerSubscription subscription =
                new ServerSubscription(m.subscription(), m.collection(), query, m.resume(), sight, window);
        window.select(m.collection(), query, sight);
        hub.reactor().between(newest -> {
            subscription.opened(newest.position().number(), window.rows());
            subscriber.subscription = subscription;
        });
        subscriptions.put(m.subscription(), subscription);
        unanswered.add(subscription);
        busy = true;
        if (hub.observation().isOn()) {
            hub.observation()
                    .tell(new Observed.Subscribed(
                            session.number(),
                            subscription.id,
                            subscription.collection,
                            query,
                            subscription.rows().size(),
                            hub.observation().nanos() - began));
        }
    }

    /** Hears of a window from whoever publishes; what comes before the subscription is known is in its first rows. */
    private final class Subscriber implements WindowListener {
        private volatile @Nullable ServerSubscription subscription;

        @Override
        public void onChange(ResultSet before, ChangeSet change, Root root) {
            ServerSubscription to = subscription;
            if (to != null) {
                backlog.add(to, root.position().number(), change.changes(), change.rows());
                hub.concerns(session);
            }
        }
    }

    /** The client may not know yet that a subscription has failed, so one that is not there ends too. */
    private void unsubscribe(long id) {
        ServerSubscription subscription = subscriptions.get(id);
        if (subscription == null) {
            out.send(new Message.Unsubscribed(id));
            return;
        }
        if (answering == subscription) {
            current = null;
            answering = null;
        }
        closed.add(subscription);
        if (current == null) {
            endClosed();
        }
    }

    /**
     * What is being sent leaves out rows that other subscriptions brought, so none of these may end before it is out: the
     * client would let go of rows that it is about to need.
     */
    private void endClosed() {
        for (ServerSubscription subscription : closed) {
            subscriptions.remove(subscription.id);
            subscription.window.close();
            backlog.remove(subscription);
            unanswered.remove(subscription);
            out.send(new Message.Unsubscribed(subscription.id));
            tellEnded(subscription);
        }
        closed.clear();
    }

    private void tellEnded(ServerSubscription subscription) {
        hub.observation().tell(new Observed.Unsubscribed(session.number(), subscription.id, subscription.collection));
    }

    // Commits and requests.

    void submit(List<Commit> commits) {
        List<Outcome> outcomes = hub.submit(commits, principal, brought, session.number());
        for (int i = 0; i < commits.size(); i++) {
            Commit commit = commits.get(i);
            switch (outcomes.get(i)) {
                case Outcome.Accepted accepted -> {
                    long number = accepted.position().number();
                    owed = Math.max(owed, number);
                    out.send(new Message.Committed(
                            commit.id(), number, accepted.position().hash(), uncovered(commit)));
                }
                case Outcome.Refused refused ->
                    out.send(new Message.Rejected(commit.id(), WireError.of(verdict(refused.reason())), null));
                case Outcome.Parked parked ->
                    throw new IllegalStateException("a client has no room for parked commits, and one was parked");
            }
        }
    }

    /**
     * A node that has stopped knows nothing of the commit: it may be stored. Nor does one whose store is away, or that has
     * too much to do. So its author must not take it back, and sends it again when he comes back.
     */
    private static AnkurahException verdict(AnkurahException reason) {
        if (reason.code().equals(Outcome.STOPPED) || reason instanceof AnkurahException.Unavailable) {
            throw reason;
        }
        return reason;
    }

    /** What the commit's entities became, as far as nothing else tells the client and it cannot tell itself. */
    private List<byte[]> uncovered(Commit commit) {
        Set<EventId> own = new LinkedHashSet<>();
        Set<EntityId> entities = new LinkedHashSet<>();
        for (Event event : commit.events()) {
            own.add(event.id());
            entities.add(event.entity());
        }
        List<byte[]> states = new ArrayList<>();
        Root root = hub.reactor().acquire();
        try {
            for (EntityId id : entities) {
                EntityState state = root.view().state(id);
                boolean foundedHere = own.contains(id.genesis());
                if (state == null || foundedHere && own.containsAll(state.head().toList()) || isCovered(state)) {
                    continue;
                }
                if (sight.admits(state, root.view())) {
                    states.add(state.encode());
                }
            }
        } finally {
            root.release();
        }
        return states;
    }

    private boolean isCovered(EntityState state) {
        for (ServerSubscription subscription : subscriptions.values()) {
            if (subscription.collection.equals(state.collection())
                    && subscription.window.rows().contains(state.id())) {
                return true;
            }
        }
        return false;
    }

    /** What the client says here is looked at again with each of its commits, for the catalog may grow meanwhile. */
    private void declare(DeclaredModel model) {
        brought.add(model);
        try {
            model.requireFit(hub.reactor().catalog());
        } catch (AnkurahException e) {
            out.send(new Message.DeclarationFailed(model.collection(), model.name(), WireError.of(e)));
        }
    }

    private void request(Message.Request m) {
        if (requests.size() >= limits.requests()) {
            throw new AnkurahException.Unavailable(
                    SyncErrors.TOO_MANY_REQUESTS,
                    "a connection has at most " + limits.requests() + " unanswered requests");
        }
        requests.add(new RequestAnswer(hub, session.number(), m.request(), m.ask(), principal, sight, limits));
        busy = true;
    }

    private void cancel(long id) {
        requests.removeIf(request -> {
            if (request.id() != id) {
                return false;
            }
            request.close();
            return true;
        });
    }

    /** @param broken the connection was not ended on purpose, so the client may come back for the rest */
    void close(boolean broken) {
        for (ServerSubscription subscription : subscriptions.values()) {
            if (broken && subscription.isAnswered()) {
                hub.lingering().keep(subscription);
            }
            subscription.window.close();
            tellEnded(subscription);
        }
        counts = Counts.NONE;
        requests.forEach(RequestAnswer::close);
        presence.close();
    }
}
