package ankurah.storage.internal.engine;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import ankurah.storage.IndexStatus.Phase;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore;
import ankurah.storage.OrderedStore.Durability;
import ankurah.storage.internal.key.Keys;
import ankurah.storage.internal.state.EncodedRow;
import ankurah.storage.internal.state.NamePool;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes and removes indexes, one chunk a {@link #step}, between which commits get their turn.
 *
 * <p>From the moment the record of a new index is there, every commit keeps its entries right for the rows it writes. A
 * chunk indexes rows as they are while no commit runs, so it never brings back what a commit removed: it is read ahead
 * beside the commits, and read again if one came between. Each chunk records how far it came in its own batch; a build
 * that was cut off goes on from there. A step whose place somebody else has passed meanwhile does nothing.
 *
 * <p>A dropped index is out of use with its record; its entries go in chunks, the record with the last of them. Its number
 * is not given again before that, so no entry of an old index is ever taken for one of a new index.
 */
final class IndexWork {
    private static final byte[] NOTHING = {};

    private final KeyValueEngine engine;
    private final OrderedStore store;
    private final NamePool names;
    private final Demand demand;

    IndexWork(KeyValueEngine engine, OrderedStore store, NamePool names) {
        this.engine = engine;
        this.store = store;
        this.names = names;
        this.demand = new Demand();
    }

    Demand demand() {
        return demand;
    }

    void declare(IndexSpec spec) {
        boolean[] more = {false};
        engine.options().exclusion().run(() -> more[0] = announce(spec, true));
        if (more[0]) {
            engine.listener().onWork();
        }
    }

    void ensure(IndexSpec spec) {
        declare(spec);
        Index index = engine.catalog().index(spec);
        while (index != null && !index.isReady()) {
            buildChunk(index);
            index = engine.catalog().index(spec);
        }
    }

    void drop(IndexSpec spec) {
        boolean[] dropped = {false};
        engine.options().exclusion().run(() -> dropped[0] = renounce(spec));
        if (dropped[0]) {
            engine.listener().onChange();
            engine.listener().onWork();
        }
    }

    /** One chunk of the first index that is not done. */
    boolean step() {
        List<IndexSpec> wanted = demand.takeWanted();
        if (!wanted.isEmpty()) {
            engine.options().exclusion().run(() -> {
                for (IndexSpec spec : wanted) {
                    announce(spec, false);
                }
            });
        }
        for (Index index : engine.catalog().indexes()) {
            switch (index.phase()) {
                case READY -> {}
                case BUILDING -> {
                    buildChunk(index);
                    return isWaiting();
                }
                case DROPPING -> {
                    engine.options().exclusion().run(() -> removeChunk(index));
                    return isWaiting();
                }
            }
        }
        return false;
    }

    boolean isWaiting() {
        for (Index index : engine.catalog().indexes()) {
            if (!index.isReady()) {
                return true;
            }
        }
        return demand.hasWanted();
    }

    /** Begins anew with indexes whose entries were written in another encoding. Runs before anything else does. */
    void renewForeign() {
        for (Index index : engine.catalog().indexes()) {
            if (index.encoding() != Index.ENCODING && index.isWritten()) {
                engine.options().exclusion().run(() -> {
                    write(index.in(Phase.DROPPING), new OrderedBatch());
                    announce(index.spec(), index.declared());
                });
            }
        }
    }

    /** Whether it has to be built. Runs inside the exclusion. */
    private boolean announce(IndexSpec spec, boolean declared) {
        engine.requireRunning();
        Catalog catalog = engine.catalog();
        Index existing = catalog.index(spec);
        if (existing != null) {
            if (declared && !existing.declared()) {
                write(existing.byName(), new OrderedBatch());
            }
            return !existing.isReady();
        }
        if (!Index.hasRoom(
                List.of(engine.catalog().indexes(spec.collection())),
                engine.options().indexes(),
                spec,
                declared)) {
            return false;
        }
        OrderedBatch batch = new OrderedBatch();
        if (catalog.number(spec.collection()) == null) {
            int number = catalog.nextCollection();
            catalog = catalog.withCollection(spec.collection(), number);
            batch.put(Keys.collection(spec.collection()), Records.number(number));
        }
        Index index = Index.announced(catalog.nextIndex(), spec, declared);
        batch.put(Keys.indexRecord(index.number()), index.encode());
        engine.write(batch, catalog.withIndex(index), engine.options().durability());
        return true;
    }

    /** Writes an index's record as it is from now on. */
    private void write(Index index, OrderedBatch batch) {
        batch.put(Keys.indexRecord(index.number()), index.encode());
        engine.write(batch, engine.catalog().withIndex(index), engine.options().durability());
    }

    private int chunkRows() {
        return engine.options().indexes().rowsAtOnce();
    }

    private boolean renounce(IndexSpec spec) {
        Index index = engine.catalog().index(spec);
        if (index == null) {
            return false;
        }
        write(index.in(Phase.DROPPING), new OrderedBatch());
        return true;
    }

    /** What a chunk would write, and the number of writes before it was read. */
    private record Chunk(
            long writes, OrderedBatch batch, @Nullable EntityId last, boolean atEnd) {}

    private void buildChunk(Index index) {
        Chunk ahead = read(index);
        boolean[] ready = {false};
        engine.options().exclusion().run(() -> {
            if (isCurrent(index)) {
                Chunk chunk = engine.writes() == ahead.writes() ? ahead : read(index);
                write(index, chunk);
                ready[0] = chunk.atEnd();
            }
        });
        if (ready[0]) {
            engine.listener().onChange();
        }
    }

    /** False when somebody else went on with it, finished or dropped it meanwhile. */
    private boolean isCurrent(Index index) {
        Index now = engine.catalog().index(index.spec());
        return now != null
                && now.number() == index.number()
                && now.phase() == Phase.BUILDING
                && Objects.equals(now.built(), index.built());
    }

    private Chunk read(Index index) {
        long writes = engine.writes();
        EntityId after = index.built();
        int collection = engine.numberOf(index.spec().collection());
        byte[] states = Keys.states(collection);
        byte[] from = after == null ? states : Keys.after(Keys.state(collection, after));
        EncodedRow row = new EncodedRow(index.spec().collection(), names, target -> null);
        OrderedBatch batch = new OrderedBatch();
        EntityId last = after;
        int rows = 0;
        try (OrderedSnapshot snapshot = store.snapshot();
                OrderedCursor found = snapshot.scan(from, Keys.behind(states), false)) {
            while (rows < chunkRows() && found.next()) {
                rows++;
                byte[] key = found.key();
                try {
                    row.moveTo(key, key.length - EventId.BYTES, found.value());
                    last = row.id();
                    if (!row.isDeleted()) {
                        batch.put(EntryKeys.of(index, row), NOTHING);
                    }
                } catch (RuntimeException e) {
                    throw Damage.of(
                            store.describe(), "the state of a " + index.spec().collection(), key, e);
                }
            }
        }
        return new Chunk(writes, batch, last, rows < chunkRows());
    }

    /** A complete index is shown after its batch, one that has come further may be shown before. */
    private void write(Index index, Chunk chunk) {
        OrderedBatch batch = chunk.batch();
        EntityId last = chunk.last();
        Index next = chunk.atEnd() || last == null ? index.in(Phase.READY) : index.builtTo(last);
        // Somebody may have asked for it by name since the chunk was read.
        Index now = Objects.requireNonNull(engine.catalog().index(index.spec()));
        next = now.declared() ? next.byName() : next;
        batch.put(Keys.indexRecord(index.number()), next.encode());
        engine.write(batch, engine.catalog(), next.isReady() ? engine.options().durability() : Durability.BUFFERED);
        engine.publish(engine.catalog().withIndex(next));
    }

    /** Runs inside the exclusion. */
    private void removeChunk(Index index) {
        if (!engine.catalog().indexes().contains(index)) {
            return;
        }
        byte[] entries = Keys.index(index.number());
        OrderedBatch batch = new OrderedBatch();
        try (OrderedSnapshot snapshot = store.snapshot();
                OrderedCursor found = snapshot.scan(entries, Keys.behind(entries), false)) {
            while (batch.size() < chunkRows() && found.next()) {
                batch.delete(found.key());
            }
        }
        boolean atEnd = batch.size() < chunkRows();
        if (atEnd) {
            batch.delete(Keys.indexRecord(index.number()));
        }
        engine.write(batch, engine.catalog(), Durability.BUFFERED);
        if (atEnd) {
            engine.publish(engine.catalog().withoutIndex(index.number()));
        }
    }

    List<IndexStatus> statuses() {
        try (OrderedSnapshot snapshot = store.snapshot()) {
            List<IndexStatus> statuses = new ArrayList<>();
            for (Index index : engine.catalog().indexes()) {
                statuses.add(status(engine.catalog(), index, snapshot));
            }
            statuses.sort((a, b) -> a.spec().compareTo(b.spec()));
            return statuses;
        }
    }

    static IndexStatus status(Catalog catalog, Index index, OrderedSnapshot snapshot) {
        Integer collection = catalog.number(index.spec().collection());
        if (collection == null || index.phase() != Phase.BUILDING) {
            return new IndexStatus(index.spec(), index.phase(), index.declared(), 0, 0);
        }
        byte[] states = Keys.states(collection);
        EntityId built = index.built();
        long rows = built == null ? 0 : snapshot.estimate(states, Keys.after(Keys.state(collection, built)));
        long all = snapshot.estimate(states, Keys.behind(states));
        return new IndexStatus(index.spec(), index.phase(), index.declared(), rows, all);
    }
}
