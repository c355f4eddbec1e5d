package ankurah.core.internal.sync.client;

import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.LoggedCommit;
import ankurah.storage.Plan;
import ankurah.storage.Position;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.StoredEvent;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What lies under the rows that a replica shows: nothing, for it holds all of them over it. */
record NothingStored(Position position) implements StorageSnapshot {
    private static final RowCursor NO_ROWS = new RowCursor() {
        @Override
        public @Nullable EntityState next() {
            return null;
        }

        @Override
        public void close() {}
    };

    @Override
    public @Nullable EntityState state(String collection, EntityId id) {
        return null;
    }

    @Override
    public @Nullable String collectionOf(EntityId id) {
        return null;
    }

    @Override
    public @Nullable Event event(EntityId entity, EventId id) {
        return null;
    }

    @Override
    public boolean hasEvent(EntityId entity, EventId id) {
        return false;
    }

    @Override
    public List<Event> events(EntityId entity, @Nullable EventId after, int max) {
        return List.of();
    }

    @Override
    public List<StoredEvent> stored(EntityId entity, @Nullable EventId after, int max) {
        return List.of();
    }

    @Override
    public List<StoredEvent> storedBefore(EntityId entity, @Nullable EventId before, int max) {
        return List.of();
    }

    @Override
    public long numberOf(EntityId entity, EventId id) {
        return 0;
    }

    @Override
    public @Nullable LoggedCommit logged(long number) {
        return null;
    }

    @Override
    public List<LoggedCommit> log(long afterNumber, int max) {
        return List.of();
    }

    @Override
    public @Nullable Long committed(Hash256 commitId) {
        return null;
    }

    @Override
    public byte @Nullable [] meta(String key) {
        return null;
    }

    @Override
    public SortedMap<String, byte[]> metas(String prefix) {
        return new TreeMap<>();
    }

    @Override
    public RowCursor query(String collection, Query boundQuery, boolean withDeleted) {
        return NO_ROWS;
    }

    @Override
    public long count(String collection, Query boundQuery) {
        return 0;
    }

    @Override
    public Plan explain(String collection, Query boundQuery) {
        return new Plan(
                collection,
                Plan.Access.NOTHING,
                List.of(),
                0,
                1,
                false,
                false,
                0,
                Plan.Order.WALKED,
                boundQuery.limit(),
                null,
                null,
                List.of());
    }

    @Override
    public Plan analyze(String collection, Query boundQuery) {
        return explain(collection, boundQuery);
    }

    @Override
    public List<String> collections() {
        return List.of();
    }

    @Override
    public void close() {}
}
