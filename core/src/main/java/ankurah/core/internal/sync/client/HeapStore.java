package ankurah.core.internal.sync.client;

import ankurah.core.Catalog;
import ankurah.core.Rejection;
import ankurah.core.Reminted;
import ankurah.core.internal.sync.client.StoreRecords.Identity;
import ankurah.core.internal.sync.client.StoreRecords.Loose;
import ankurah.core.internal.sync.client.StoreRecords.Shared;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Hash256;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The store of a node that has none: states as they are, on the heap, and nothing that only a restart would need. */
final class HeapStore implements ClientStore {
    private final Map<EntityId, EntityState> states = new LinkedHashMap<>();

    @Override
    public boolean isVolatile() {
        return true;
    }

    @Override
    public Found find() {
        return new Found(
                null,
                null,
                0,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                Map.of(),
                new TreeMap<>(),
                Map.of(),
                Catalog.EMPTY);
    }

    @Override
    public @Nullable EntityState state(String collection, EntityId id) {
        return states.get(id);
    }

    @Override
    public List<EntityId> query(String collection, Query query) {
        return List.of();
    }

    @Override
    public void state(@Nullable EntityState before, EntityState after) {
        states.put(after.id(), after);
    }

    @Override
    public void forget(EntityState stored) {
        states.remove(stored.id());
    }

    @Override
    public void identity(Identity identity) {}

    @Override
    public void shared(Shared shared) {}

    @Override
    public void sent(long sent) {}

    @Override
    public void commit(long number, Commit commit) {}

    @Override
    public void reached(long number, Hash256 id, long at) {}

    @Override
    public void forgetCommit(long number) {}

    @Override
    public void refused(long number, Rejection rejection) {}

    @Override
    public void reminted(long number, Reminted reminted) {}

    @Override
    public void restartClock() {}

    @Override
    public void told(long number) {}

    @Override
    public void subscription(StoredSubscription stored) {}

    @Override
    public void subscriptionWithNext(StoredSubscription stored) {}

    @Override
    public void forgetSubscription(long id) {}

    @Override
    public void row(long subscription, EntityId id, boolean belongs) {}

    @Override
    public void loose(EntityId id, @Nullable Loose loose) {}

    @Override
    public void contained(EntityId id, List<Long> commits) {}

    @Override
    public void catalog(Catalog before, Catalog after) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
