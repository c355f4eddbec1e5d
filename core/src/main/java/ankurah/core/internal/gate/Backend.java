package ankurah.core.internal.gate;

import ankurah.core.Catalog;
import ankurah.core.Freshness;
import ankurah.core.Indexes;
import ankurah.core.Platform;
import ankurah.core.Presence;
import ankurah.core.Principal;
import ankurah.core.Schema;
import ankurah.core.SyncStatus;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.entity.RowFilter;
import ankurah.core.internal.live.Reactor;
import ankurah.core.internal.schema.Declarations;
import ankurah.core.internal.type.TextClients;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.HybridClock;
import ankurah.event.SystemId;
import ankurah.query.Query;
import ankurah.signals.Signal;
import ankurah.storage.EntityState;
import ankurah.storage.Plan;
import ankurah.storage.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the face of a node. Context, Transaction and LiveQuery are written once, against this; a durable
 * node puts its gate and storage here, an ephemeral one its connection.
 *
 * <p>An ephemeral backend must supply
 *
 * <ul>
 *   <li>a {@link Reactor} whose published root is the confirmed state with the pending commits laid on top, published
 *       anew, with the entities that changed, for every local commit, every batch from the server and every commit taken
 *       back;
 *   <li>{@link #submit} that keeps the commit in its outbox, shows it, and returns without waiting for the server;
 *   <li>{@link #cover} that subscribes at the server, and a {@link Coverage} that admits local rows until the first
 *       answer and then those that belong to the selection; for one-shot queries and live ones alike;
 *   <li>{@link #sight} that admits the rows a reader inside a transaction, a listener or a read may rely on;
 *   <li>{@link #demand} and {@link #history}, which ask the server.
 * </ul>
 */
public interface Backend extends AutoCloseable {
    SystemId system();

    /** Whom a context without a named principal reads and writes as. */
    Principal defaultPrincipal();

    Platform platform();

    /** Makes states of events, by the data types this node knows. */
    Fold fold();

    /** Stamps the events of this node's transactions. */
    HybridClock clock();

    /** The client ids under which this node writes texts. */
    TextClients textClients();

    /** The published root and the live queries that follow it. */
    Reactor reactor();

    /**
     * Takes a whole commit that a transaction of this node sealed. When it returns the root shows it.
     *
     * @throws ankurah.event.AnkurahException why not; nothing of the commit is kept then, unless the code is
     *     {@code commit.outcome_unknown}
     */
    Ticket submit(Commit commit, Principal principal);

    /**
     * Opens a coverage, which the caller closes. May suspend for what this node has stored; what it needs from afar comes
     * later.
     */
    Coverage cover(Principal principal, String collection, Query bound);

    /** What a principal sees of the entities that the root holds. */
    RowFilter sight(Principal principal);

    /** Of the catalog that a reader sees, what is stored at a durable node and will stay. */
    default Catalog settled(Catalog shown) {
        return shown;
    }

    /** The models that programs use on this node. */
    Declarations declarations();

    /**
     * Refuses a collection that does not exist and that no program has declared, if this node can know.
     *
     * @throws ankurah.event.AnkurahException.NotFound {@code schema.unknown_collection}
     */
    void requireCollection(Catalog catalog, String collection);

    /**
     * Called when a reader asks for an entity that the root does not hold: what a durable node says of it, if one is there
     * to ask. Null if there is none, the principal may not see it, or nobody can be asked; a durable node has nobody to
     * ask. May suspend, for no longer than until the deadline.
     */
    @Nullable
    EntityState demand(Principal principal, EntityId id, long deadlineMillis);

    /**
     * The events of an entity that a principal may be told of, as the position has them that the running thread reads at;
     * none for an entity that is not known or not visible.
     *
     * @throws ankurah.event.AnkurahException.Unavailable if the server cannot be asked
     */
    EventPages history(Principal principal, EntityId id);

    /**
     * Settles on a position of the past.
     *
     * @throws ankurah.event.AnkurahException.Conflict {@code position.other_log}, {@code position.beyond}
     */
    Position confirm(Position at);

    /** Where the log stood at an instant. */
    Position positionAt(long epochMillis);

    /** Entities as they were, deleted ones too, without those that were not there or are not to be seen. */
    List<EntityState> statesAt(Position at, Principal principal, List<EntityId> ids);

    /** The rows of a bound query as they were, in its order. */
    List<EntityState> rowsAt(Position at, Principal principal, String collection, Query bound);

    /**
     * Whether the running thread reads the latest version of an entity.
     *
     * @throws ankurah.event.AnkurahException.NotFound {@code entity.not_found} if nobody knows it
     */
    Freshness freshness(Principal principal, EntityId id);

    /** @param run whether to run the query and tell what it met */
    Plan explain(Principal principal, String collection, Query bound, boolean run);

    /**
     * Being at an entity with others.
     *
     * @throws ankurah.event.AnkurahException.Invalid {@code sync.not_ephemeral} for a node that has no server
     */
    Presence presence(EntityId entity);

    /** What the durable node knows of its collections. */
    Schema schema();

    Indexes indexes();

    /** How this node stands to its system. */
    Signal<SyncStatus> syncStatus();

    /** @throws ankurah.event.AnkurahException.Unavailable {@code node.closed} or {@code node.stopped} */
    void requireOpen();

    /** Ends all waits with a typed error and releases everything. May be called again. */
    @Override
    void close();
}
