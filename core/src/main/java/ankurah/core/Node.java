package ankurah.core;

import ankurah.core.internal.gate.Backend;
import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.internal.gate.GateLimits;
import ankurah.core.internal.node.NodeContext;
import ankurah.core.internal.sync.client.EphemeralBackend;
import ankurah.core.jvm.JvmPlatform;
import ankurah.core.observe.Observer;
import ankurah.core.observe.Observing;
import ankurah.core.type.DataTypes;
import ankurah.event.AnkurahException;
import ankurah.event.SystemId;
import ankurah.signals.Action;
import ankurah.signals.Signal;
import ankurah.signals.SignalGraph;
import ankurah.storage.Position;
import ankurah.storage.StorageEngine;

/**
 * One participant of a system. A durable node holds the history and answers with authority; an ephemeral one holds what it
 * subscribes to at a durable one. Both are used through a {@link Context}.
 */
public final class Node implements AutoCloseable {
    private final Backend backend;

    private Node(Backend backend) {
        this.backend = backend;
    }

    /**
     * A durable node over a store, on this JVM. An empty store becomes a new system. The node closes the store.
     *
     * @throws ankurah.event.AnkurahException if the store cannot be read; it is closed then
     */
    public static Node durable(StorageEngine storage, Policy policy) {
        return durable(storage, policy, JvmPlatform.create());
    }

    /** A durable node over a store. */
    public static Node durable(StorageEngine storage, Policy policy, Platform platform) {
        return durable(storage, policy, platform, DataTypes.builtIn());
    }

    /** A durable node over a store, on this JVM, with data types of the program's own. */
    public static Node durable(StorageEngine storage, Policy policy, DataTypes types) {
        return durable(storage, policy, JvmPlatform.create(), types);
    }

    /**
     * A durable node over a store, with data types of the program's own. What was written with a type that this node did
     * not know before is folded before it opens.
     */
    public static Node durable(StorageEngine storage, Policy policy, Platform platform, DataTypes types) {
        return new Node(DurableBackend.open(storage, policy, platform, GateLimits.DEFAULT, types));
    }

    /**
     * An ephemeral node on this JVM. It connects in the background, keeps itself connected, and holds what it needs in
     * memory: what no server has accepted is lost with the process.
     */
    public static Node ephemeral(Connector connector, NodeOptions options) {
        return ephemeral(connector, options, JvmPlatform.create());
    }

    /** An ephemeral node that holds what it needs in memory; the connector is closed with it. */
    public static Node ephemeral(Connector connector, NodeOptions options, Platform platform) {
        return new Node(EphemeralBackend.open(connector, options, platform));
    }

    /**
     * An ephemeral node on this JVM that works without a network once it has met its system: its commits, and the rows it
     * read, are kept in a store of its own. A commit is there before {@link Context#transact} returns, and is sent, once, when
     * a server of its system can be reached.
     *
     * @param storage this node's alone; closed with the node
     * @throws ankurah.event.AnkurahException.Conflict {@code sync.durable_nodes_store} for the store of a durable node
     */
    public static Node ephemeral(Connector connector, StorageEngine storage, NodeOptions options) {
        return ephemeral(connector, storage, options, JvmPlatform.create());
    }

    /** An ephemeral node over a store of its own. The connector and the store are closed with it, or at once if this fails. */
    public static Node ephemeral(Connector connector, StorageEngine storage, NodeOptions options, Platform platform) {
        return new Node(EphemeralBackend.open(connector, storage, options, platform));
    }

    /** A node over a backend of another kind; for the rooms that make such. */
    public static Node over(Backend backend) {
        return new Node(backend);
    }

    /** Reads and writes as {@link Principal#ANONYMOUS}, or as whom the node has signed in at its server. */
    public Context context() {
        return context(backend.defaultPrincipal());
    }

    public Context context(Principal principal) {
        return new NodeContext(backend, principal);
    }

    /** The system this node belongs to. */
    public SystemId system() {
        return backend.system();
    }

    /**
     * The signals of this node: live queries are signals of this graph, and each change of it, like each first run of an
     * effect, sees the newest position. Effects on what the database holds run on the node's {@link Dispatcher}, at most
     * once a commit, when the listeners have heard of it.
     */
    public SignalGraph signals() {
        return backend.reactor().pulse().graph();
    }

    /**
     * Has an action run on the node's {@link Dispatcher}, in the graph of its {@link #signals}: for threads that make
     * effects or set signals while the dispatcher may be at work in the graph.
     *
     * @throws ankurah.event.AnkurahException.Unavailable {@code live.too_many_waiting}
     */
    public void dispatch(Action action) {
        backend.reactor().pulse().later(action);
    }

    /**
     * How this node stands to its system: whether it is connected, since when, why not, and how many of its commits wait for a
     * server. A signal of the node's {@link #signals graph}; a durable node's never changes.
     */
    public Signal<SyncStatus> syncStatus() {
        return backend.syncStatus();
    }

    /**
     * Has a durable node judge and show by another policy from now on. When this returns, its live queries have followed; its
     * clients' subscriptions follow at once, and rows that may no longer be seen leave them.
     *
     * @throws ankurah.event.AnkurahException.Invalid {@code sync.not_durable} for an ephemeral node, which has none
     */
    public void usePolicy(Policy policy) {
        if (!(backend instanceof DurableBackend durable)) {
            throw new AnkurahException.Invalid("sync.not_durable", "only a durable node has a policy");
        }
        durable.usePolicy(policy);
    }

    /**
     * Has an ephemeral node ask its {@link NodeOptions#credentials} again and show its server what it gets, on the open
     * connection: for when somebody was given, or lost, a role. Before a credential expires this happens by itself. Does
     * nothing while there is no connection, since the next one asks anyway.
     *
     * @throws ankurah.event.AnkurahException.Invalid {@code sync.not_ephemeral} for a durable node
     */
    public void renewCredential() {
        if (!(backend instanceof EphemeralBackend ephemeral)) {
            throw new AnkurahException.Invalid(
                    "sync.not_ephemeral", "a durable node has no server to show a credential");
        }
        ephemeral.renewCredential();
    }

    /**
     * Has somebody hear what this node does: for metrics, recordings and logs. A server does so by itself.
     *
     * @return ends it
     */
    public Observing observe(Observer observer) {
        backend.reactor().observation().add(observer);
        return () -> backend.reactor().observation().remove(observer);
    }

    /** The newest position that reads see. */
    public Position position() {
        return backend.reactor().position();
    }

    /** The collections and properties in use. */
    public Catalog catalog() {
        return backend.reactor().catalog();
    }

    /**
     * What the durable node of this system knows of its collections: this node itself, or the server, which tells as much as
     * its policy lets this node's principal know.
     *
     * @throws ankurah.event.AnkurahException.Unavailable if the server cannot be asked
     */
    public Schema schema() {
        return backend.schema();
    }

    /** The indexes of this node's store: what is declared, made on demand, being built. */
    public Indexes indexes() {
        return backend.indexes();
    }

    /** What stands behind the node; for the rooms above. */
    public Backend backend() {
        return backend;
    }

    /** Ends all live queries and waits, then closes the store. May be called again. */
    @Override
    public void close() {
        backend.close();
    }
}
