package ankurah.core.internal.sync.server;

import ankurah.core.Catalog;
import ankurah.core.Connection;
import ankurah.core.ConnectionHandler;
import ankurah.core.Platform;
import ankurah.core.Policy;
import ankurah.core.Principal;
import ankurah.core.Scheduler;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.entity.Root;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.internal.gate.DurablePast;
import ankurah.core.internal.gate.EventPages;
import ankurah.core.internal.gate.Outcome;
import ankurah.core.internal.gate.Source;
import ankurah.core.internal.live.CommitTap;
import ankurah.core.internal.live.Reactor;
import ankurah.core.internal.policy.Sight;
import ankurah.core.internal.run.Observation;
import ankurah.core.internal.schema.DeclaredModels;
import ankurah.core.internal.schema.KnownCollections;
import ankurah.core.internal.schema.ModelGuard;
import ankurah.core.internal.sync.wire.SyncErrors;
import ankurah.core.observe.Observed;
import ankurah.core.sync.Authenticated;
import ankurah.core.sync.Authenticator;
import ankurah.core.sync.SessionStatus;
import ankurah.core.sync.SyncLimits;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Hash256;
import ankurah.event.SystemId;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.cbor.CborWriter;
import ankurah.query.Query;
import ankurah.storage.IndexStatus;
import ankurah.storage.Plan;
import ankurah.storage.Position;
import ankurah.storage.StorageEngine;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of one server share: the node behind them, the newest commits, and how far these are published.
 *
 * <p>As a tap it hears of a commit after all windows have; only then does {@link #published} move, so a session that takes
 * its news up to there has all of them.
 */
public final class ServerHub {
    private final DurableBackend backend;
    private final Authenticator authenticator;
    private final SyncLimits limits;
    private final Tail tail = new Tail();
    private final Lingering lingering;
    private final PresenceRooms presence = new PresenceRooms();
    /** By their numbers, so that whoever goes through them meets them in an order that does not depend on the machine. */
    private final Map<Long, ServerSession> sessions = new ConcurrentHashMap<>();

    private final AtomicLong lastSession = new AtomicLong();
    private final CommitTap tap = this::onCommit;
    private final DurableBackend.PolicyListener onPolicy = this::recheck;
    private final Authenticator.Watcher onRevoked = this::recheck;
    private final Scheduler.Condition empty = sessions::isEmpty;
    /** The sessions with news of the commit that is being published; used by its publisher alone. */
    private final Set<ServerSession> concerned = new LinkedHashSet<>();

    private volatile Position published;
    private volatile boolean closed;

    public ServerHub(DurableBackend backend, Authenticator authenticator, SyncLimits limits) {
        this.backend = backend;
        this.authenticator = authenticator;
        this.limits = limits;
        this.lingering = new Lingering(this);
        this.published = backend.reactor().position();
        backend.reactor().tap(tap);
        backend.listen(onPolicy);
        authenticator.watch(onRevoked);
        backend.reactor().between(newest -> published = newest.position());
    }

    /** Starts a session, or turns the client away if there are too many. */
    public ConnectionHandler accept(Connection connection) {
        ServerSession session = new ServerSession(this, connection, lastSession.incrementAndGet());
        if (closed) {
            session.onViolation(shuttingDown());
        } else if (sessions.size() >= limits.connections()) {
            session.onViolation(new AnkurahException.Unavailable(
                    SyncErrors.TOO_MANY_CONNECTIONS,
                    "the server has its " + limits.connections() + " connections; try again later"));
        } else {
            sessions.put(session.number(), session);
        }
        observation().tell(new Observed.Connected(session.number()));
        platform().scheduler().start("sync-session", session::run);
        return session;
    }

    static AnkurahException shuttingDown() {
        return new AnkurahException.Unavailable(SyncErrors.SHUTDOWN, "the server is shutting down");
    }

    /** Who observes the node. */
    Observation observation() {
        return backend.reactor().observation();
    }

    /** How every session stands. */
    public List<SessionStatus> statuses() {
        return sessions.values().stream().map(ServerSession::status).toList();
    }

    public int connections() {
        return sessions.size();
    }

    /** Lets every session answer what it has begun, for so long at most, and closes it. */
    public void close(long timeoutMillis) {
        closed = true;
        for (ServerSession session : sessions.values()) {
            session.shutDown();
        }
        boolean unused =
                platform().scheduler().await(empty, platform().scheduler().deadlineIn(timeoutMillis));
        for (ServerSession session : sessions.values()) {
            session.abandon();
        }
        lingering.close();
        authenticator.unwatch(onRevoked);
        backend.forget(onPolicy);
        backend.reactor().untap(tap);
    }

    /** Every session looks at once whether it may go on. */
    private void recheck() {
        sessions.values().forEach(ServerSession::recheck);
    }

    void ended(ServerSession session) {
        sessions.remove(session.number());
        observation().tell(new Observed.Disconnected(session.number(), session.why()));
        platform().scheduler().signal(empty);
    }

    private void onCommit(Root root, @Nullable Commit commit, List<?> changes) {
        Position position = root.position();
        if (commit != null && position.number() > published.number()) {
            tail.add(position.number(), commit);
        }
        published = position;
        if (commit == null) {
            // Sessions may wait for this position, concerned or not.
            sessions.values().forEach(ServerSession::wake);
        } else {
            concerned.forEach(ServerSession::wake);
        }
        concerned.clear();
    }

    /** Notes that the commit that is being published has news for a session. */
    void concerns(ServerSession session) {
        concerned.add(session);
    }

    /** The position up to which every subscription has its news. */
    Position published() {
        return published;
    }

    /** Comes to where a shared store is by now, so that no client hears of an earlier position than at another server. */
    void follow() {
        if (backend.storage().isShared()) {
            backend.follow();
            backend.reactor().between(this::requirePublished);
        }
    }

    /** A subscription that could not be brought to the newest position holds back what clients are told. */
    private void requirePublished(Root newest) {
        if (newest.position().number() > published.number()) {
            throw new AnkurahException.Unavailable(
                    "storage.unreachable", "the shared store went away before all could be read; try again");
        }
    }

    /** The same if a client names a position that is not here yet. */
    void follow(Position named) {
        backend.follow(named);
    }

    Fold fold() {
        return backend.fold();
    }

    Tail tail() {
        return tail;
    }

    Lingering lingering() {
        return lingering;
    }

    PresenceRooms presence() {
        return presence;
    }

    SyncLimits limits() {
        return limits;
    }

    /** How long a credential still holds; null for as long as the connection. */
    @Nullable
    Long validMillis(Authenticated admitted) {
        return admitted.expiresAtMillis() == Authenticated.NEVER
                ? null
                : (Long) Math.max(
                        0, admitted.expiresAtMillis() - platform().time().millis());
    }

    Map<String, Long> wireLimits(Authenticated admitted) {
        Map<String, Long> shown = new TreeMap<>();
        Long valid = validMillis(admitted);
        if (valid != null) {
            shown.put("credential_millis", valid);
        }
        shown.put("frame_bytes", (long) limits.frameBytes());
        shown.put("message_bytes", (long) limits.messageBytes());
        shown.put("presence_bytes", (long) PresenceDesk.CONTENT_BYTES);
        shown.put("query_text_bytes", (long) limits.queryTextBytes());
        shown.put("requests", (long) limits.requests());
        shown.put("silence_millis", (long) limits.silenceMillis());
        shown.put("skew_millis", backend.skewMillis());
        shown.put("subscriptions", (long) limits.subscriptions());
        return shown;
    }

    Platform platform() {
        return backend.platform();
    }

    SystemId system() {
        return backend.system();
    }

    Reactor reactor() {
        return backend.reactor();
    }

    Policy policy() {
        return backend.policy();
    }

    Sight sight(Principal principal) {
        return backend.sightOf(principal);
    }

    StorageEngine storage() {
        return backend.storage();
    }

    Authenticated admit(@Nullable String credential) {
        Authenticated admitted = authenticator.admit(credential);
        if (admitted.principal().id().equals(Principal.SYSTEM.id())) {
            throw new AnkurahException.Refused(SyncErrors.CREDENTIAL, "nobody from outside acts as the system itself");
        }
        return admitted;
    }

    boolean holds(Authenticated admitted) {
        return authenticator.holds(admitted);
    }

    /** Two clients with the same authority see the same rows at the same position. */
    Hash256 authority(Sight sight) {
        Principal principal = sight.principal();
        CborWriter out =
                new CborWriter(128).array(3).text(sight.policy().version()).text(principal.id());
        TreeMap<String, Value> claims = new TreeMap<>(principal.claims());
        out.array(2 * claims.size());
        claims.forEach((name, value) -> ValueCodec.write(out.text(name), value));
        return platform().sha256().hash(out.toBytes());
    }

    /** One outcome for each commit, in order. Nothing is parked: a client sends what it built on first. */
    List<Outcome> submit(List<Commit> commits, Principal principal, DeclaredModels brought, long connection) {
        ModelGuard guard = new ModelGuard(brought, backend.declarations().models());
        return backend.submitAll(commits, principal, Source.guarded("client", guard, connection));
    }

    EventPages history(Root root, Principal principal, EntityId id) {
        return backend.history(root, principal, id);
    }

    DurablePast past() {
        return backend.past();
    }

    /** @throws AnkurahException.NotFound {@code schema.unknown_collection} */
    void requireCollection(Principal principal, String collection) {
        if (!backend.declarations().contains(collection)) {
            requireWritten(reactor().catalog(), principal, collection);
        }
    }

    /** The same for who asks for rows; what others are called is told as far as the principal may know. */
    void requireWritten(Catalog catalog, Principal principal, String collection) {
        KnownCollections.requireKnown(catalog, collection, other -> policy().canReadSchema(principal, other));
    }

    List<IndexStatus> indexes() {
        return backend.indexes().list();
    }

    Plan explain(Principal principal, String collection, Query query, boolean run) {
        return backend.explain(principal, collection, query, run);
    }
}
