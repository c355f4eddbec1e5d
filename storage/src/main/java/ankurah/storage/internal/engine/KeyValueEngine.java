package ankurah.storage.internal.engine;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.storage.EngineOptions;
import ankurah.storage.Identity;
import ankurah.storage.IndexListener;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore;
import ankurah.storage.OrderedStore.Durability;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import ankurah.storage.internal.key.Keys;
import ankurah.storage.internal.state.NamePool;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The one key-value engine. Writes run one at a time, each as one batch; readers take a store snapshot together with the
 * catalog that belongs to it and are on their own from then on.
 *
 * <p>Invariants. A catalog that a snapshot holds is never ahead of its store snapshot in what it calls complete, nor
 * behind it in what was removed: additions to the collections are published before their batch, complete indexes after
 * it, removals before the first entry goes, and a snapshot is taken again if the catalog changed meanwhile. After a
 * failed write nothing is known about the store, so nothing more is written to it.
 */
public final class KeyValueEngine implements StorageEngine {
    private static final IndexListener NOBODY = new IndexListener() {
        @Override
        public void onWork() {}

        @Override
        public void onChange() {}
    };

    private final OrderedStore store;
    private final EngineOptions options;
    private final Identity identity;
    private final NamePool names = new NamePool();
    private final KeyValueSnapshot.Home home;
    private final IndexWork indexWork;
    private volatile @Nullable IndexListener listener;

    private volatile Catalog catalog;
    private volatile @Nullable RuntimeException failure;
    private volatile boolean closed;
    /** Counts finished writes. Changed only inside the exclusion. */
    private final AtomicLong writes = new AtomicLong();

    /** Number of the last log entry. Touched only inside the exclusion. */
    private long lastLogged;

    private KeyValueEngine(
            OrderedStore store, EngineOptions options, Identity identity, Catalog catalog, long lastLogged) {
        this.store = store;
        this.options = options;
        this.identity = identity;
        this.catalog = catalog;
        this.lastLogged = lastLogged;
        this.indexWork = new IndexWork(this, store, names);
        this.home = new KeyValueSnapshot.Home(store.describe(), identity, options.sha256(), names, this::wish);
    }

    public static StorageEngine open(OrderedStore store, EngineOptions options) {
        try {
            KeyValueEngine engine = load(store, options);
            engine.indexWork.renewForeign();
            return engine;
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static KeyValueEngine load(OrderedStore store, EngineOptions options) {
        try (OrderedSnapshot snapshot = store.snapshot()) {
            Identity identity = Format.open(store, snapshot, options);
            Catalog catalog = Records.catalog(store.describe(), snapshot);
            long last =
                    Records.position(store.describe(), snapshot, identity.log()).number();
            return new KeyValueEngine(store, options, identity, catalog, last);
        }
    }

    @Override
    public Identity identity() {
        return identity;
    }

    @Override
    public StorageSnapshot snapshot() {
        while (true) {
            requireOpen();
            Catalog before = catalog;
            OrderedSnapshot taken = store.snapshot();
            if (catalog == before) {
                return new KeyValueSnapshot(taken, before, home);
            }
            taken.close();
        }
    }

    @Override
    public void commit(WriteGroup group) {
        options.exclusion().run(() -> {
            GroupWriter writer = new GroupWriter(catalog);
            writer.write(group, lastLogged);
            write(writer.batch(), writer.catalog(), options.durability());
            lastLogged += group.log().size();
        });
    }

    /** Publishes the catalog and writes the batch. Runs inside the exclusion. */
    void write(OrderedBatch batch, Catalog next, Durability durability) {
        requireRunning();
        catalog = next;
        try {
            store.write(batch, durability);
            writes.incrementAndGet();
        } catch (RuntimeException e) {
            requireOpen();
            failure = e;
            throw new AnkurahException.Fault(
                    "storage.failed",
                    "could not write to " + store.describe() + ": " + e.getMessage()
                            + "; whether the last group is stored is unknown until the store is opened again",
                    e);
        }
    }

    Catalog catalog() {
        return catalog;
    }

    int numberOf(String collection) {
        return Objects.requireNonNull(catalog.number(collection));
    }

    long writes() {
        return writes.get();
    }

    void publish(Catalog next) {
        catalog = next;
    }

    EngineOptions options() {
        return options;
    }

    @Override
    public void declareIndex(IndexSpec spec) {
        indexWork.declare(spec);
    }

    @Override
    public void ensureIndex(IndexSpec spec) {
        indexWork.ensure(spec);
    }

    @Override
    public void dropIndex(IndexSpec spec) {
        indexWork.drop(spec);
    }

    @Override
    public List<IndexStatus> indexes() {
        requireOpen();
        return indexWork.statuses();
    }

    @Override
    public boolean workOnIndexes() {
        requireRunning();
        return indexWork.step();
    }

    @Override
    public void onIndexWork(IndexListener heard) {
        listener = heard;
        if (indexWork.isWaiting()) {
            heard.onWork();
        }
    }

    IndexListener listener() {
        IndexListener heard = listener;
        return heard == null ? NOBODY : heard;
    }

    /** Notes what a query that ran would have liked. Called by readers. */
    private void wish(IndexSpec spec, long lookedInVain, long rows) {
        List<Index> there = Arrays.asList(catalog.indexes(spec.collection()));
        if (listener != null && indexWork.demand().note(options.indexes(), there, spec, lookedInVain, rows)) {
            listener().onWork();
        }
    }

    @Override
    public void purge(String collection, Collection<EntityId> entities) {
        requireOpen();
        for (EntityId id : entities) {
            purge(Keys.events(id));
            purge(Keys.state(numberOf(collection), id));
        }
        for (Index index : catalog.indexes(collection)) {
            purge(Keys.index(index.number()));
        }
    }

    private void purge(byte[] prefix) {
        store.purge(prefix, Keys.behind(prefix));
    }

    @Override
    public long diskBytes() {
        requireOpen();
        return store.diskBytes();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            store.close();
        }
    }

    void requireRunning() {
        requireOpen();
        RuntimeException failed = failure;
        if (failed != null) {
            throw new AnkurahException.Fault(
                    "storage.stopped",
                    "nothing is written to " + store.describe() + " since a write failed (" + failed.getMessage()
                            + "); open it again",
                    failed);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new AnkurahException.Unavailable("storage.closed", store.describe() + " is closed");
        }
    }
}
