package ankurah.core;

import ankurah.core.internal.gate.DurableBackend;
import ankurah.core.internal.gate.GateLimits;
import ankurah.core.internal.gate.Outcome;
import ankurah.core.internal.gate.Source;
import ankurah.core.jvm.JvmPlatform;
import ankurah.core.type.DataTypes;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.SystemId;
import ankurah.storage.EngineOptions;
import ankurah.storage.EntityState;
import ankurah.storage.MemoryStorage;
import ankurah.storage.StorageEngine;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A durable node in memory whose clock and listeners the test drives. */
final class TestNode implements AutoCloseable {
    static final SystemId SYSTEM = new SystemId(1, 2);
    static final long START_MILLIS = 1_800_000_000_000L;

    final AtomicLong millis = new AtomicLong(START_MILLIS);
    final TestDispatcher dispatcher = new TestDispatcher();
    final Platform platform;
    final Node node;
    final Context context;

    TestNode() {
        this(Policy.allowAll());
    }

    TestNode(Policy policy) {
        this(policy, memory(), GateLimits.DEFAULT);
    }

    TestNode(DataTypes types, StorageEngine storage) {
        this(Policy.allowAll(), storage, GateLimits.DEFAULT, types);
    }

    TestNode(Policy policy, StorageEngine storage, GateLimits limits) {
        this(policy, storage, limits, DataTypes.builtIn());
    }

    private TestNode(Policy policy, StorageEngine storage, GateLimits limits, DataTypes types) {
        platform = JvmPlatform.create().withDispatcher(dispatcher).withTime(millis::get);
        node = Node.over(DurableBackend.open(storage, policy, platform, limits, types));
        context = node.context();
    }

    static StorageEngine memory() {
        return MemoryStorage.open(EngineOptions.defaults().withSystem(SYSTEM));
    }

    DurableBackend backend() {
        return (DurableBackend) node.backend();
    }

    /** Takes commits of nobody in particular, in this order. */
    List<Outcome> take(List<Commit> commits) {
        return backend().submitAll(commits, Principal.ANONYMOUS, new Source("test", (commit, outcome) -> {}));
    }

    Outcome take(Commit commit) {
        return take(List.of(commit)).getFirst();
    }

    /** The state the node holds, deleted or not; null if none. */
    EntityState state(EntityId id) {
        var root = backend().reactor().acquire();
        try {
            return root.view().state(id);
        } finally {
            root.release();
        }
    }

    void deliver() {
        dispatcher.deliver();
    }

    @Override
    public void close() {
        node.close();
    }
}
