package ankurah.core.internal.sync.client;

import ankurah.core.Catalog;
import ankurah.core.ConnectionStatus;
import ankurah.core.Connector;
import ankurah.core.Freshness;
import ankurah.core.Indexes;
import ankurah.core.NodeOptions;
import ankurah.core.Platform;
import ankurah.core.Presence;
import ankurah.core.Principal;
import ankurah.core.Rejection;
import ankurah.core.RemintListener;
import ankurah.core.Reminted;
import ankurah.core.Scheduler;
import ankurah.core.Schema;
import ankurah.core.SyncStatus;
import ankurah.core.internal.entity.AllRows;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.entity.Overlay;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.gate.Backend;
import ankurah.core.internal.gate.Coverage;
import ankurah.core.internal.gate.EventPages;
import ankurah.core.internal.gate.Outcome;
import ankurah.core.internal.gate.Ticket;
import ankurah.core.internal.live.Reactor;
import ankurah.core.internal.schema.Declarations;
import ankurah.core.internal.schema.DeclaredModel;
import ankurah.core.internal.sync.client.StoreRecords.Identity;
import ankurah.core.internal.sync.wire.Ask;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.QueryText;
import ankurah.core.internal.sync.wire.SyncErrors;
import ankurah.core.internal.type.Properties;
import ankurah.core.internal.type.TextClients;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.HybridClock;
import ankurah.event.SystemId;
import ankurah.event.internal.Lists;
import ankurah.query.Query;
import ankurah.signals.Signal;
import ankurah.storage.EntityState;
import ankurah.storage.LogId;
import ankurah.storage.Plan;
import ankurah.storage.Position;
import ankurah.storage.StorageEngine;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What stands behind an ephemeral node: a replica of what it subscribes to, and the link that keeps it in touch. */
public final class EphemeralBackend implements Backend {
    private static final System.Logger LOG = System.getLogger("ankurah.core.sync");

    private final Platform platform;
    private final NodeOptions options;
    private final Fold fold;
    private final HybridClock clock;
    private final TextClients textClients;
    private final Reactor reactor;
    private final ClientSubscriptions subscriptions;
    private final Declarations declarations = new Declarations(this::tellOf);
    private final Requests requests;
    private final Replica replica;
    private final Inquiries inquiries = new Inquiries(this);
    private final Presences presences;
    private final StatusSignal status;
    private final Link link;
    private final HeldIndexes indexes;
    private final Scheduler.Condition met = this::hasMet;
    private volatile long clockOffsetMillis;
    private final SortedMap<Long, Rejection> refused;
    private final SortedMap<Long, Reminted> reminted;
    private volatile ServerLimits limits = ServerLimits.USUAL;
    private volatile @Nullable Identity identity;
    private volatile @Nullable AnkurahException closed;

    private EphemeralBackend(
            Connector connector, @Nullable StorageEngine storage, NodeOptions options, Platform platform) {
        this.platform = platform;
        this.fold = new Fold(new Properties(options.types()));
        this.options = options;
        this.textClients = new TextClients(platform.random());
        this.clock = new HybridClock(() -> platform.time().millis() + clockOffsetMillis);
        ClientStore store = storage == null ? new HeapStore() : EngineStore.open(storage, platform.sha256(), clock);
        ClientStore.Found found = store.find();
        this.identity = found.identity();
        // Of a log of its own, until it shares a server's.
        Position position = found.shared() == null
                ? Position.start(LogId.random(platform.random()))
                : found.shared().position();
        this.reactor = new Reactor(
                platform, Root.over(new NothingStored(position), position, Overlay.EMPTY, found.catalog(), null));
        this.subscriptions = new ClientSubscriptions(this);
        this.requests = new Requests(platform.scheduler());
        this.presences = new Presences(this);
        this.link = new Link(this, connector);
        this.replica = new Replica(this, reactor, store, found);
        this.status = new StatusSignal(reactor.pulse(), platform.time(), connector.target(), replica.pendingCommits());
        this.indexes = new HeldIndexes(platform.scheduler());
        if (!found.subscriptions().isEmpty()) {
            subscriptions.beginBehind(found.subscriptions().lastKey());
        }
        this.refused = found.refused();
        this.reminted = found.reminted();
    }

    /** One that keeps nothing that outlives the process. */
    public static EphemeralBackend open(Connector connector, NodeOptions options, Platform platform) {
        return open(connector, null, options, platform);
    }

    /**
     * Takes up what is stored, begins to connect and returns at once. The storage engine is closed with the node, or at once
     * if this fails.
     *
     * @param storage null to keep nothing that outlives the process
     */
    public static EphemeralBackend open(
            Connector connector, @Nullable StorageEngine storage, NodeOptions options, Platform platform) {
        EphemeralBackend backend;
        try {
            backend = new EphemeralBackend(connector, storage, options, platform);
        } catch (RuntimeException e) {
            if (storage != null) {
                storage.close();
            }
            connector.close();
            throw e;
        }
        backend.replica.start();
        backend.tellUntold();
        backend.link.start();
        return backend;
    }

    /** What the program did not get to hear before the last process ended. */
    private void tellUntold() {
        tell(Lists.map(refused.entrySet(), entry -> new Outbox.Refusal(entry.getKey(), entry.getValue())));
        reminted.forEach(this::tell);
    }

    NodeOptions options() {
        return options;
    }

    Replica replica() {
        return replica;
    }

    Link link() {
        return link;
    }

    Requests requests() {
        return requests;
    }

    Presences presences() {
        return presences;
    }

    ClientSubscriptions subscriptions() {
        return subscriptions;
    }

    /** What the server takes. */
    ServerLimits limits() {
        return limits;
    }

    @Nullable
    SystemId knownSystem() {
        Identity known = identity;
        return known == null ? null : known.system();
    }

    void onWelcome(Dialog from, Message.Welcome welcome, long helloMillis) {
        Identity known = identity;
        if (known != null && !known.system().equals(welcome.system())) {
            throw new AnkurahException.Conflict(
                    SyncErrors.OTHER_SYSTEM,
                    "this node belongs to the system " + known.system() + ", the server to " + welcome.system());
        }
        long travelMillis = Math.max(0, platform.scheduler().nowMillis() - helloMillis) / 2;
        clockOffsetMillis =
                welcome.serverMillis() + travelMillis - platform.time().millis();
        Identity said = new Identity(welcome.system(), Principal.of(welcome.principal()));
        if (!said.equals(known)) {
            replica.meet(said);
        }
        identity = said;
        limits = ServerLimits.of(welcome.limits());
        link.renewing().valid(limits.credentialMillis());
        replica.onWelcome(from, welcome, limits.skewMillis());
        platform.scheduler().signal(met);
    }

    void onStanding(Dialog from, Message.Standing standing) {
        link.renewing().valid(standing.validMillis());
        replica.onStanding(from, standing.authority());
    }

    /** Asks the program for its credential, and shows it to the server if it is another. */
    public void renewCredential() {
        requireOpen();
        link.renewing().askNow();
    }

    /** Whether what is held is being changed. */
    public boolean isBusy() {
        return replica.isBusy();
    }

    /** How many commits of this node the shared position has not reached. */
    public int pendingCommits() {
        return replica.pendingCommits();
    }

    /** What becomes of those commits, for who did not make them in this process. */
    public List<Ticket> pendingTickets() {
        return replica.pendingTickets();
    }

    /** Those commits themselves, as far as the server has not acknowledged them, in order; also when this node is closed. */
    public List<Commit> unacknowledged() {
        return replica.unacknowledged();
    }

    void onOffline(AnkurahException why) {
        requests.failAll(new AnkurahException.Unavailable(
                SyncErrors.OFFLINE, "the connection was lost before the server answered: " + why.getMessage(), why));
        replica.onOffline();
        presences.onOffline();
        platform.scheduler().signal(met);
    }

    /** Tells the program of commits that were taken back, in this order; once, also if this process ends before. */
    void tell(Collection<Outbox.Refusal> refusals) {
        if (!refusals.isEmpty()) {
            platform.dispatcher().dispatch(() -> {
                for (Outbox.Refusal refusal : refusals) {
                    tellNow(refusal);
                }
            });
        }
    }

    private void tellNow(Outbox.Refusal refusal) {
        try {
            options.onRejection().onRejection(refusal.rejection());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a rejection listener failed", e);
        }
        noteTold(refusal.number());
    }

    private void noteTold(long number) {
        try {
            replica.told(number);
        } catch (AnkurahException e) {
            stop(e);
        }
    }

    /** Tells the program of commits that were made anew. */
    void tell(long number, Reminted reminted) {
        RemintListener listener = options.onReminted();
        if (listener == null) {
            return;
        }
        platform.dispatcher().dispatch(() -> {
            try {
                listener.onReminted(reminted);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a listener for commits made anew failed", e);
            }
            noteTold(number);
        });
    }

    /** The outbox is another than it was. */
    void onOutbox() {
        status.pendingCommits(replica.pendingCommits());
    }

    void onConnection(ConnectionStatus now) {
        status.connection(now);
    }

    @Override
    public Signal<SyncStatus> syncStatus() {
        return status;
    }

    @Override
    public SystemId system() {
        return identity().system();
    }

    @Override
    public Principal defaultPrincipal() {
        return identity().principal();
    }

    /**
     * A node that has never met its system can write nothing, for it would not know what to belong to. It is waited for, unless the
     * server has said that it does not take this node as it is.
     */
    private Identity identity() {
        Identity known = identity;
        if (known == null) {
            boolean unused =
                    platform.scheduler().await(met, platform.scheduler().deadlineIn(options.meetMillis()));
            known = identity;
        }
        requireOpen();
        if (known == null) {
            throw link.offline("this node has not met its system yet");
        }
        return known;
    }

    /** Or never will, as things are. */
    private boolean hasMet() {
        AnkurahException last = link.lastBreak();
        return identity != null || closed != null || last != null && !last.retryable();
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
        return replica.submit(commit);
    }

    @Override
    public Coverage cover(Principal principal, String collection, Query bound) {
        Selection selection = new Selection(collection, QueryText.of(bound), declarations.contains(collection));
        Coverage joined = subscriptions.join(selection);
        return joined != null ? joined : replica.cover(selection, bound);
    }

    /** The root holds nothing but what a subscription covers or this node wrote. */
    @Override
    public RowFilter sight(Principal principal) {
        return AllRows.FILTER;
    }

    @Override
    public Declarations declarations() {
        return declarations;
    }

    @Override
    public Catalog settled(Catalog shown) {
        return replica.confirmedCatalog();
    }

    /** The server says so, when it is asked for the rows. */
    @Override
    public void requireCollection(Catalog catalog, String collection) {}

    @Override
    public @Nullable EntityState demand(Principal principal, EntityId id, long deadlineMillis) {
        requireOpen();
        boolean unused = platform.scheduler().await(link.decided, deadlineMillis);
        if (!link.isOnline()) {
            return aside(id, link.offline("the entity " + id + " is not held here"));
        }
        int connection = link.breaks();
        Requests.Reply answer;
        try {
            answer = requests.ask(link, new Ask.Get(List.of(id)), deadlineMillis);
        } catch (AnkurahException.Unavailable e) {
            return link.isOnline() ? rethrow(e) : aside(id, e);
        }
        if (answer.items().isEmpty()) {
            return null;
        }
        EntityState state =
                fold.properties().known(EntityState.decode(answer.items().getFirst()));
        replica.keepAside(state, answer.number(), connection);
        return state;
    }

    private EntityState aside(EntityId id, AnkurahException.Unavailable otherwise) {
        EntityState aside = replica.aside(id);
        return aside == null ? rethrow(otherwise) : aside;
    }

    private static EntityState rethrow(AnkurahException.Unavailable error) {
        throw error;
    }

    @Override
    public EventPages history(Principal principal, EntityId id) {
        return inquiries.history(id);
    }

    @Override
    public Position confirm(Position at) {
        return inquiries.position(new Ask.Confirm(at));
    }

    @Override
    public Position positionAt(long epochMillis) {
        return inquiries.position(new Ask.AtInstant(epochMillis));
    }

    @Override
    public List<EntityState> statesAt(Position at, Principal principal, List<EntityId> ids) {
        return inquiries.states(new Ask.GetAt(ids, at));
    }

    @Override
    public List<EntityState> rowsAt(Position at, Principal principal, String collection, Query bound) {
        return inquiries.rowsAt(at, collection, bound);
    }

    @Override
    public Freshness freshness(Principal principal, EntityId id) {
        return inquiries.freshness(id);
    }

    @Override
    public Plan explain(Principal principal, String collection, Query bound, boolean run) {
        return inquiries.explain(collection, bound, run);
    }

    @Override
    public Presence presence(EntityId entity) {
        requireOpen();
        return presences.open(entity);
    }

    /** Of what is held here; the next publication shows what has become of them. */
    @Override
    public Indexes indexes() {
        return indexes;
    }

    @Override
    public Schema schema() {
        return inquiries.schema();
    }

    /** While there is no connection, the next one begins with it. */
    private void tellOf(DeclaredModel model) {
        link.offer(new Message.Declare(model));
    }

    @Override
    public void requireOpen() {
        AnkurahException why = closed;
        if (why != null) {
            throw new AnkurahException.Unavailable(why.code(), String.valueOf(why.getMessage()), why);
        }
    }

    @Override
    public void close() {
        end(new AnkurahException.Unavailable("node.closed", "the node is closed"));
    }

    /** The node's store takes nothing any more, so nothing can be shown or sent any more either. */
    void stop(AnkurahException cause) {
        LOG.log(Level.ERROR, "the store of an ephemeral node failed; the node stops", cause);
        end(new AnkurahException.Fault(
                Outcome.STOPPED,
                "the node has stopped, because its store failed (" + cause.getMessage()
                        + "); what it acknowledged is there when the store is next opened",
                cause));
    }

    private void end(AnkurahException why) {
        if (closed != null) {
            return;
        }
        closed = why;
        indexes.close();
        link.close();
        platform.scheduler().signal(met);
        requests.failAll(why);
        replica.close(why);
        reactor.close();
    }
}
