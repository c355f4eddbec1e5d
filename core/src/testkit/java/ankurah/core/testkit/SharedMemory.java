package ankurah.core.testkit;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.Identity;
import ankurah.storage.IndexListener;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import ankurah.storage.LoggedCommit;
import ankurah.storage.MemoryStorage;
import ankurah.storage.Plan;
import ankurah.storage.Position;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.StoredEvent;
import ankurah.storage.WriteGroup;
import ankurah.storage.WriteTurn;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store on the heap that several nodes share, each through a face of its own, as servers share a database. A face can be
 * cut off and joined again, and lose the store in the middle of a commit.
 */
public final class SharedMemory implements AutoCloseable {
    private static final int BUSY_MILLIS = 10_000;

    private final StorageEngine store;
    private final Semaphore turn = new Semaphore(1, true);
    private final List<Face> faces = new CopyOnWriteArrayList<>();
    private volatile int busyMillis = BUSY_MILLIS;

    public SharedMemory() {
        this(MemoryStorage.open());
    }

    public SharedMemory(StorageEngine store) {
        this.store = store;
        store.onIndexWork(new IndexListener() {
            @Override
            public void onWork() {
                faces.forEach(face -> face.indexListener.onWork());
            }

            @Override
            public void onChange() {
                faces.forEach(face -> face.indexListener.onChange());
            }
        });
    }

    /** One program's way to the store. */
    public Face face() {
        Face face = new Face();
        faces.add(face);
        return face;
    }

    /** The store itself, which no face stands before. */
    public StorageEngine store() {
        return store;
    }

    /** How long a turn is waited for. */
    public void waitsAtMost(int millis) {
        busyMillis = millis;
    }

    @Override
    public void close() {
        store.close();
    }

    /** What becomes of a commit in the middle of which the store goes away. */
    public enum Loss {
        BEFORE_IT_IS_WRITTEN,
        AFTER_IT_IS_WRITTEN
    }

    private static final class NobodyListens implements IndexListener {
        @Override
        public void onWork() {}

        @Override
        public void onChange() {}
    }

    /** One way to the store; others may lead to it. */
    public final class Face implements StorageEngine {
        private volatile IndexListener indexListener = new NobodyListens();
        private volatile Runnable others = () -> {};
        private volatile boolean away;
        private volatile int connection;
        private volatile boolean closed;
        private volatile @Nullable Loss loss;
        private volatile boolean deaf;
        private volatile boolean leaving;

        /** The store cannot be reached, and snapshots taken before are lost. */
        public void goAway() {
            away = true;
            connection++;
        }

        public void comeBack() {
            away = false;
            others.run();
        }

        /** The next commit meets this, and the store stays away. */
        public void loseNext(Loss what) {
            loss = what;
        }

        /** The next commit is stored and told so, and right then the store goes away. */
        public void goAwayAfterNext() {
            leaving = true;
        }

        /** Others' writes are no longer told of; they are met in the next turn. */
        public void hearNothing(boolean nothing) {
            deaf = nothing;
        }

        private void tell() {
            if (!deaf && !closed) {
                others.run();
            }
        }

        private void require(int since) {
            if (closed) {
                throw new AnkurahException.Unavailable("storage.closed", "the face is closed");
            }
            if (away || since != connection) {
                throw unreachable();
            }
        }

        private AnkurahException unreachable() {
            return new AnkurahException.Unavailable("storage.unreachable", "the shared store is away");
        }

        @Override
        public Identity identity() {
            return store.identity();
        }

        @Override
        public StorageSnapshot snapshot() {
            int now = connection;
            require(now);
            return new Seen(this, now, store.snapshot());
        }

        @Override
        public void commit(WriteGroup group) {
            require(connection);
            store.commit(group);
        }

        @Override
        public boolean isShared() {
            return true;
        }

        @Override
        public WriteTurn turn() {
            int now = connection;
            require(now);
            try {
                if (!turn.tryAcquire(busyMillis, TimeUnit.MILLISECONDS)) {
                    throw new AnkurahException.Unavailable("storage.busy", "another program writes for very long");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AnkurahException.Unavailable("storage.busy", "interrupted", e);
            }
            return new Turn(this, now);
        }

        @Override
        public void onOthersWrites(Runnable listener) {
            others = listener;
        }

        @Override
        public void declareIndex(IndexSpec spec) {
            require(connection);
            store.declareIndex(spec);
        }

        @Override
        public void ensureIndex(IndexSpec spec) {
            require(connection);
            store.ensureIndex(spec);
        }

        @Override
        public void dropIndex(IndexSpec spec) {
            require(connection);
            store.dropIndex(spec);
        }

        @Override
        public List<IndexStatus> indexes() {
            require(connection);
            return store.indexes();
        }

        @Override
        public boolean workOnIndexes() {
            require(connection);
            return store.workOnIndexes();
        }

        @Override
        public void onIndexWork(IndexListener listener) {
            indexListener = listener;
            listener.onWork();
        }

        @Override
        public void purge(String collection, Collection<EntityId> entities) {
            require(connection);
            store.purge(collection, entities);
        }

        @Override
        public long diskBytes() {
            return store.diskBytes();
        }

        @Override
        public void close() {
            closed = true;
            faces.remove(this);
        }
    }

    private final class Turn implements WriteTurn {
        private final Face face;
        private final int since;
        private final Position position;
        private boolean ended;

        Turn(Face face, int since) {
            this.face = face;
            this.since = since;
            try (StorageSnapshot now = store.snapshot()) {
                position = now.position();
            }
        }

        @Override
        public Position position() {
            return position;
        }

        @Override
        public void commit(WriteGroup group) {
            try {
                face.require(since);
                Loss loss = face.loss;
                if (loss != null) {
                    face.loss = null;
                    face.goAway();
                    if (loss == Loss.AFTER_IT_IS_WRITTEN) {
                        store.commit(group);
                        close();
                        tellOthers();
                    }
                    throw face.unreachable();
                }
                store.commit(group);
            } finally {
                close();
            }
            if (face.leaving) {
                face.leaving = false;
                face.goAway();
            }
            tellOthers();
        }

        private void tellOthers() {
            for (Face other : faces) {
                if (other != face) {
                    other.tell();
                }
            }
        }

        @Override
        public void close() {
            if (!ended) {
                ended = true;
                turn.release();
            }
        }
    }

    /** A snapshot that is lost with the connection. */
    private record Seen(Face face, int since, StorageSnapshot of) implements StorageSnapshot {
        private <T extends @Nullable Object> T read(Supplier<T> what) {
            face.require(since);
            return what.get();
        }

        @Override
        public Position position() {
            return read(of::position);
        }

        @Override
        public @Nullable EntityState state(String collection, EntityId id) {
            return this.<@Nullable EntityState>read(() -> of.state(collection, id));
        }

        @Override
        public @Nullable String collectionOf(EntityId id) {
            return this.<@Nullable String>read(() -> of.collectionOf(id));
        }

        @Override
        public @Nullable Event event(EntityId entity, EventId id) {
            return this.<@Nullable Event>read(() -> of.event(entity, id));
        }

        @Override
        public boolean hasEvent(EntityId entity, EventId id) {
            return read(() -> of.hasEvent(entity, id));
        }

        @Override
        public List<Event> events(EntityId entity, @Nullable EventId after, int max) {
            return read(() -> of.events(entity, after, max));
        }

        @Override
        public List<StoredEvent> stored(EntityId entity, @Nullable EventId after, int max) {
            return read(() -> of.stored(entity, after, max));
        }

        @Override
        public List<StoredEvent> storedBefore(EntityId entity, @Nullable EventId before, int max) {
            return read(() -> of.storedBefore(entity, before, max));
        }

        @Override
        public long numberOf(EntityId entity, EventId id) {
            return read(() -> of.numberOf(entity, id));
        }

        @Override
        public @Nullable LoggedCommit logged(long number) {
            return this.<@Nullable LoggedCommit>read(() -> of.logged(number));
        }

        @Override
        public List<LoggedCommit> log(long afterNumber, int max) {
            return read(() -> of.log(afterNumber, max));
        }

        @Override
        public @Nullable Long committed(Hash256 commitId) {
            return this.<@Nullable Long>read(() -> of.committed(commitId));
        }

        @Override
        public byte @Nullable [] meta(String key) {
            return this.<byte @Nullable []>read(() -> of.meta(key));
        }

        @Override
        public SortedMap<String, byte[]> metas(String prefix) {
            return read(() -> of.metas(prefix));
        }

        @Override
        public RowCursor query(String collection, Query boundQuery, boolean withDeleted) {
            RowCursor rows = read(() -> of.query(collection, boundQuery, withDeleted));
            return new RowCursor() {
                @Override
                public @Nullable EntityState next() {
                    return Seen.this.<@Nullable EntityState>read(rows::next);
                }

                @Override
                public void close() {
                    rows.close();
                }
            };
        }

        @Override
        public long count(String collection, Query boundQuery) {
            return read(() -> of.count(collection, boundQuery));
        }

        @Override
        public Plan explain(String collection, Query boundQuery) {
            return read(() -> of.explain(collection, boundQuery));
        }

        @Override
        public Plan analyze(String collection, Query boundQuery) {
            return read(() -> of.analyze(collection, boundQuery));
        }

        @Override
        public List<String> collections() {
            return read(of::collections);
        }

        @Override
        public void close() {
            of.close();
        }
    }
}
