package ankurah.core.internal.gate;

import ankurah.core.Catalog;
import ankurah.core.Freshness;
import ankurah.core.Indexes;
import ankurah.core.Platform;
import ankurah.core.Policy;
import ankurah.core.Presence;
import ankurah.core.Principal;
import ankurah.core.Schema;
import ankurah.core.SyncStatus;
import ankurah.core.internal.entity.Chronicle;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.entity.Overlay;
import ankurah.core.internal.entity.Recent;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.live.Reactor;
import ankurah.core.internal.policy.NodePolicy;
import ankurah.core.internal.policy.Sight;
import ankurah.core.internal.schema.CatalogStore;
import ankurah.core.internal.schema.Declarations;
import ankurah.core.internal.schema.KnownCollections;
import ankurah.core.internal.schema.NewTypes;
import ankurah.core.internal.type.Properties;
import ankurah.core.internal.type.TextClients;
import ankurah.core.type.DataTypes;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.HybridClock;
import ankurah.event.SystemId;
import ankurah.query.Query;
import ankurah.signals.Signal;
import ankurah.storage.EntityState;
import ankurah.storage.Plan;
import ankurah.storage.Position;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What stands behind a durable node: a storage engine, and the gate before it. */
public final class DurableBackend implements Backend {
    private final StorageEngine storage;
    private final NodePolicy policy;
    private final long skewMillis;
    private final Platform platform;
    private final Fold fold;
    private final HybridClock clock;
    private final TextClients textClients;
    private final Reactor reactor;
    private final Purger purger;
    private final Gate gate;
    private final IndexKeeper indexes;
    private final DurablePast past;
    /** Null unless others write to the store too. */
    private final @Nullable OthersWatch others;

    private final Map<PolicyListener, Boolean> policyListeners = new ConcurrentHashMap<>();
    private final Declarations declarations = new Declarations();

    private DurableBackend(
            StorageEngine storage,
            NodePolicy policy,
            Platform platform,
            Fold fold,
            GateLimits limits,
            HybridClock clock,
            ClockMark mark,
            Recent recent,
            Reactor reactor) {
        this.storage = storage;
        this.policy = policy;
        this.skewMillis = limits.skewMillis();
        this.platform = platform;
        this.fold = fold;
        this.textClients = new TextClients(platform.random());
        this.clock = clock;
        this.reactor = reactor;
        this.purger = new Purger(storage, platform.scheduler());
        this.gate = new Gate(storage, policy, platform, fold, limits, reactor, clock, mark, recent, purger);
        this.past = new DurablePast(storage, fold);
        this.indexes = new IndexKeeper(storage, platform.scheduler(), gate::renew, reactor.observation());
        SharedLog shared = gate.shared();
        this.others = shared == null ? null : new OthersWatch(platform.scheduler(), gate, shared, this::goOn);
    }

    private void goOn() {
        indexes.resume();
        purger.goOn();
    }

    /** Takes over the storage engine; it is closed with the node, or at once if this fails. */
    public static DurableBackend open(StorageEngine storage, Policy policy, Platform platform, GateLimits limits) {
        return open(storage, policy, platform, limits, DataTypes.builtIn());
    }

    /** The same with these data types. */
    public static DurableBackend open(
            StorageEngine storage, Policy policy, Platform platform, GateLimits limits, DataTypes types) {
        try {
            ClientsStore.refuse(storage);
            try (StorageSnapshot snapshot = storage.snapshot()) {
                HalfLoaded.refuse(snapshot);
            }
            Fold fold = new Fold(new Properties(types));
            NewTypes.foldKept(storage, fold.properties());
            HybridClock clock = new HybridClock(platform.time());
            StorageSnapshot snapshot = storage.snapshot();
            ClockMark mark = ClockMark.load(snapshot, clock);
            Recent recent = new Recent();
            Root root = Root.over(snapshot, snapshot.position(), Overlay.EMPTY, CatalogStore.load(snapshot), recent);
            DurableBackend backend = new DurableBackend(
                    storage,
                    new NodePolicy(policy),
                    platform,
                    fold,
                    limits,
                    clock,
                    mark,
                    recent,
                    new Reactor(platform, root));
            backend.start();
            return backend;
        } catch (RuntimeException e) {
            storage.close();
            throw e;
        }
    }

    private void start() {
        indexes.start();
        purger.resume();
        if (others != null) {
            storage.onOthersWrites(others::wake);
            others.start();
            // Something may have been written between the first root and the listener.
            others.wake();
        }
    }

    public StorageEngine storage() {
        return storage;
    }

    /**
     * Comes to where a shared store is by now: whatever any node over it has said before the call, this one knows when it
     * returns. Does nothing for a store of its own.
     *
     * @throws AnkurahException.Unavailable {@code storage.unreachable}
     */
    public void follow() {
        if (others != null) {
            gate.follow();
        }
    }

    /** The same if somebody names a position that is not here yet. */
    public void follow(Position named) {
        Position here = reactor.position();
        if (named.number() > here.number() && named.log().equals(here.log())) {
            follow();
        }
    }

    /** How far ahead of this node's clock an event may be dated. */
    public long skewMillis() {
        return skewMillis;
    }

    public Policy policy() {
        return policy.policy();
    }

    /** What a principal sees under the policy of now. */
    public Sight sightOf(Principal principal) {
        return policy.sight(principal);
    }

    /** Hears that the policy was exchanged. */
    @FunctionalInterface
    public interface PolicyListener {
        void onPolicy();
    }

    public void listen(PolicyListener listener) {
        policyListeners.put(listener, true);
    }

    public void forget(PolicyListener listener) {
        policyListeners.remove(listener);
    }

    /**
     * Judges and shows by another policy. When it returns, all live queries of this node follow it, and no session of a
     * client sends anything that the former policy alone allowed.
     */
    public void usePolicy(Policy next) {
        gate.requireOpen();
        gate.usePolicy(next);
        policyListeners.keySet().forEach(PolicyListener::onPolicy);
        reactor.refilter();
    }

    @Override
    public SystemId system() {
        return storage.identity().system();
    }

    /** It stands to nobody, so its status never changes. */
    @Override
    public Signal<SyncStatus> syncStatus() {
        return new Signal<>() {
            @Override
            public SyncStatus get() {
                return SyncStatus.DURABLE;
            }

            @Override
            public SyncStatus peek() {
                return SyncStatus.DURABLE;
            }
        };
    }

    @Override
    public Principal defaultPrincipal() {
        return Principal.ANONYMOUS;
    }

    @Override
    public Platform platform() {
        return platform;
    }

    @Override
    public Fold fold() {
        return fold;
    }

    @Override
    public HybridClock clock() {
        return clock;
    }

    @Override
    public TextClients textClients() {
        return textClients;
    }

    @Override
    public Reactor reactor() {
        return reactor;
    }

    @Override
    public Ticket submit(Commit commit, Principal principal) {
        return new DurableTicket(
                commit.id(), accepted(gate.submit(commit, principal, null)).position());
    }

    /** The same for a commit that may have come too early, in which case it is parked. */
    public Outcome submit(Commit commit, Principal principal, Source source) {
        return gate.submit(commit, principal, source);
    }

    /** Takes commits in any order; a bad one does not hinder the others. One outcome for each. */
    public List<Outcome> submitAll(List<Commit> commits, Principal principal, Source source) {
        return gate.submitAll(commits, principal, source);
    }

    /** Drops what is parked for a source that will send no more. */
    public void forget(Source source) {
        gate.forget(source);
    }

    /** How many commits wait at the gate. */
    public int queued() {
        return gate.queued();
    }

    private static Outcome.Accepted accepted(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted accepted) {
            return accepted;
        }
        throw new IllegalStateException("a commit without a source ended as " + outcome);
    }

    @Override
    public RowFilter sight(Principal principal) {
        return policy.sight(principal);
    }

    @Override
    public Coverage cover(Principal principal, String collection, Query bound) {
        return new FullCoverage(sight(principal), gate);
    }

    @Override
    public Declarations declarations() {
        return declarations;
    }

    @Override
    public void requireCollection(Catalog catalog, String collection) {
        if (!declarations.contains(collection)) {
            KnownCollections.requireKnown(catalog, collection);
        }
    }

    @Override
    public @Nullable EntityState demand(Principal principal, EntityId id, long deadlineMillis) {
        return null;
    }

    @Override
    public EventPages history(Principal principal, EntityId id) {
        Root scope = reactor.scopes().current();
        Root root = scope != null ? scope : reactor.acquire();
        try {
            return history(root, principal, id);
        } finally {
            if (scope == null) {
                root.release();
            }
        }
    }

    /** The same at the position of a root that the caller holds. */
    public EventPages history(Root root, Principal principal, EntityId id) {
        // The root's snapshot may lack the newest commits of the root, and theirs is what is read.
        StorageSnapshot snapshot = storage.snapshot();
        try {
            EntityState state = root.view().state(id);
            Chronicle chronicle =
                    Chronicle.of(snapshot, fold, id, root.position().number(), sight(principal), state);
            return new StoredPages(snapshot, chronicle);
        } catch (RuntimeException e) {
            snapshot.close();
            throw e;
        }
    }

    private record StoredPages(StorageSnapshot snapshot, Chronicle chronicle) implements EventPages {
        @Override
        public List<EventEntry> next(@Nullable EventId after, int max) {
            return chronicle.page(after, max).stream()
                    .map(event -> new EventEntry(event, false))
                    .toList();
        }

        @Override
        public void close() {
            snapshot.close();
        }
    }

    /** What the log had at earlier positions. */
    public DurablePast past() {
        return past;
    }

    @Override
    public Position confirm(Position at) {
        follow(at);
        return past.confirmed(at, reactor.position());
    }

    @Override
    public Position positionAt(long epochMillis) {
        return past.at(epochMillis, reactor.position());
    }

    @Override
    public List<EntityState> statesAt(Position at, Principal principal, List<EntityId> ids) {
        return past.states(at, sight(principal), ids);
    }

    @Override
    public List<EntityState> rowsAt(Position at, Principal principal, String collection, Query bound) {
        requireCollection(reactor.catalog(), collection);
        return past.rows(at, sight(principal), collection, bound);
    }

    @Override
    public Freshness freshness(Principal principal, EntityId id) {
        Root newest = reactor.acquire();
        Root scope = reactor.scopes().current();
        try {
            EntityState now = newest.view().state(id);
            if (now == null || !sight(principal).admits(now, newest.view())) {
                throw new AnkurahException.NotFound(
                        "entity.not_found", "there is no entity " + id + ", or it may not be seen");
            }
            EntityState seen = scope == null ? now : scope.view().state(id);
            return seen != null && seen.head().equals(now.head()) ? Freshness.CURRENT : Freshness.STALE;
        } finally {
            newest.release();
        }
    }

    @Override
    public Plan explain(Principal principal, String collection, Query bound, boolean run) {
        Root root = reactor.acquire();
        try {
            requireCollection(root.catalog(), collection);
            return Explaining.plan(root.view(), collection, bound, sight(principal), run);
        } finally {
            root.release();
        }
    }

    @Override
    public Presence presence(EntityId entity) {
        throw new AnkurahException.Invalid(
                "sync.not_ephemeral", "a durable node has no server that could tell others who is there");
    }

    @Override
    public Schema schema() {
        return new Schema(reactor.catalog(), indexes.list());
    }

    @Override
    public Indexes indexes() {
        return indexes;
    }

    @Override
    public void requireOpen() {
        gate.requireOpen();
    }

    @Override
    public void close() {
        indexes.close();
        if (others != null) {
            others.close();
        }
        try {
            gate.close();
            purger.close();
        } finally {
            reactor.close();
            storage.close();
        }
    }
}
