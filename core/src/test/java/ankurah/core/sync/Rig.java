package ankurah.core.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ankurah.core.Context;
import ankurah.core.LiveQuery;
import ankurah.core.Node;
import ankurah.core.NodeOptions;
import ankurah.core.Platform;
import ankurah.core.Policy;
import ankurah.core.internal.sync.client.EphemeralBackend;
import ankurah.core.jvm.JvmPlatform;
import ankurah.core.type.DataTypes;
import ankurah.event.Value;
import ankurah.storage.EngineOptions;
import ankurah.storage.MemoryStorage;
import ankurah.storage.MemoryStore;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedEngine;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore;
import ankurah.storage.StorageEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A server in this process, and any number of clients. */
public final class Rig implements AutoCloseable {
    public static final Duration LONG = Duration.ofSeconds(30);

    public final Node server;
    private final SyncLimits limits;
    private final DataTypes types;
    private final Authenticator authenticator;
    public volatile SyncServer sync;
    private final List<Node> clients = new ArrayList<>();

    /** One client and what it hears. */
    public record Client(Node node, Wiretap wire) {
        public Context context() {
            return node.context();
        }

        public int pending() {
            return ((EphemeralBackend) node.backend()).pendingCommits();
        }
    }

    public Rig() {
        this(Policy.allowAll());
    }

    public Rig(Policy policy) {
        this(policy, SyncLimits.defaults(), Authenticator.anonymous());
    }

    public Rig(DataTypes types) {
        this(Policy.allowAll(), SyncLimits.defaults(), Authenticator.anonymous(), types);
    }

    public Rig(Policy policy, SyncLimits limits, Authenticator authenticator) {
        this(policy, limits, authenticator, DataTypes.builtIn());
    }

    public Rig(Policy policy, SyncLimits limits, Authenticator authenticator, DataTypes types) {
        this(MemoryStorage.open(), policy, limits, authenticator, types);
    }

    public Rig(OrderedStore store, Policy policy) {
        this(
                OrderedEngine.open(store, EngineOptions.defaults()),
                policy,
                SyncLimits.defaults(),
                Authenticator.anonymous(),
                DataTypes.builtIn());
    }

    private Rig(StorageEngine storage, Policy policy, SyncLimits limits, Authenticator authenticator, DataTypes types) {
        this.types = types;
        this.limits = limits;
        this.authenticator = authenticator;
        server = Node.durable(storage, policy, types);
        sync = SyncServer.of(server, authenticator, limits);
    }

    public Client client() {
        return client(NodeOptions.defaults().withRetry(1, 20).withTypes(types));
    }

    public Client client(NodeOptions options) {
        Wiretap wire = new Wiretap(Loopback.to(() -> sync, JvmPlatform.create().scheduler()));
        Node node = Node.ephemeral(wire, options);
        clients.add(node);
        return new Client(node, wire);
    }

    /** A client over a store of its own; it may begin without a network. */
    public Client client(NodeOptions options, OrderedStore store, boolean reachable) {
        return client(options, store, reachable, JvmPlatform.create());
    }

    public Client client(NodeOptions options, OrderedStore store, boolean reachable, Platform platform) {
        Wiretap wire = new Wiretap(Loopback.to(() -> sync, JvmPlatform.create().scheduler()));
        if (!reachable) {
            wire.cut();
        }
        Node node = Node.ephemeral(wire, OrderedEngine.open(store, EngineOptions.defaults()), options, platform);
        clients.add(node);
        return new Client(node, wire);
    }

    /** What a store would hold if its process were killed now. */
    public static OrderedStore copy(OrderedStore store) {
        OrderedBatch all = new OrderedBatch();
        try (OrderedSnapshot now = store.snapshot();
                OrderedCursor entries = now.scan(new byte[0], new byte[] {(byte) 0xff}, false)) {
            while (entries.next()) {
                all.put(entries.key(), entries.value());
            }
        }
        MemoryStore copy = new MemoryStore();
        copy.write(all, OrderedStore.Durability.SYNCED);
        return copy;
    }

    /** Lets the collection exist, which queries require. */
    public void declare(String collection) {
        server.context()
                .run(tx -> tx.delete(
                        tx.create(collection, Map.of("n", Value.of(0L))).id()));
    }

    public void stopServing() {
        SyncServer old = sync;
        sync = null;
        old.close(1_000);
    }

    public void serveAgain() {
        sync = SyncServer.of(server, authenticator, limits);
    }

    /** Waits, for as long as it takes on a busy machine. */
    public static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting until %s", what).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Waits until a client's result is the one a fresh query at the server gives. */
    public void untilEqual(LiveQuery live, Context atServer) {
        until(
                live.query() + " is what the server has, not " + live.result().toList() + " instead of "
                        + atServer.query(live.collection(), live.query()),
                () -> live.result().toList().equals(atServer.query(live.collection(), live.query())));
    }

    @Override
    public void close() {
        clients.forEach(Node::close);
        if (sync != null) {
            sync.close(1_000);
        }
        server.close();
    }
}
