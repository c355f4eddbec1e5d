package ankurah.storage.internal.engine;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.query.Literals;
import ankurah.storage.IndexSpec;
import ankurah.storage.OrderedBatch;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.OrderedStore;
import ankurah.storage.OrderedStore.Durability;
import ankurah.storage.internal.key.Keys;
import ankurah.storage.internal.state.EncodedRow;
import ankurah.storage.internal.state.NamePool;
import org.jspecify.annotations.Nullable;

/**
 * Makes and removes indexes in chunks between which commits get their turn.
 *
 * <p>From the moment the record of a new index is there, every commit keeps its entries right for the rows it writes. A
 * chunk indexes rows as they are while no commit runs, so it never brings back what a commit removed. Each chunk records
 * how far it came in its own batch; a build that was cut off goes on from there.
 */
final class IndexBuilder {
    private static final int CHUNK_ROWS = 512;
    private static final byte[] NOTHING = {};

    private final KeyValueEngine engine;
    private final OrderedStore store;
    private final NamePool names;

    IndexBuilder(KeyValueEngine engine, OrderedStore store, NamePool names) {
        this.engine = engine;
        this.store = store;
        this.names = names;
    }

    /** What a chunk would write, and the number of writes before it was read. */
    private record Chunk(
            long writes, OrderedBatch batch, @Nullable EntityId last, boolean atEnd) {}

    void ensure(IndexSpec spec) {
        Index existing = engine.catalog().index(spec);
        if (existing != null && !existing.isWritten()) {
            removeEntries(existing);
        }
        engine.options().exclusion().run(() -> announce(spec));
        Index index = engine.catalog().index(spec);
        if (index != null && index.phase() == Index.Phase.BUILDING) {
            build(index);
        }
    }

    void drop(IndexSpec spec) {
        engine.options().exclusion().run(() -> renounce(spec));
        Index index = engine.catalog().index(spec);
        if (index != null && !index.isWritten()) {
            removeEntries(index);
        }
    }

    /** Goes on with what an earlier process left half done. */
    void finishAll() {
        for (Index index : engine.catalog().indexes()) {
            switch (index.phase()) {
                case READY -> {}
                case BUILDING -> build(index);
                case DROPPING -> removeEntries(index);
            }
        }
    }

    private void announce(IndexSpec spec) {
        engine.requireRunning();
        Catalog catalog = engine.catalog();
        if (catalog.index(spec) != null) {
            return;
        }
        OrderedBatch batch = new OrderedBatch();
        if (catalog.number(spec.collection()) == null) {
            int number = catalog.nextCollection();
            catalog = catalog.withCollection(spec.collection(), number);
            batch.put(Keys.collection(spec.collection()), Records.number(number));
        }
        int number = 1;
        for (Index other : catalog.indexes()) {
            number = Math.max(number, other.number() + 1);
        }
        Index index = new Index(number, spec, Index.Phase.BUILDING, null);
        batch.put(Keys.indexRecord(number), index.encode());
        engine.write(batch, catalog.withIndex(index), engine.options().durability());
    }

    private void renounce(IndexSpec spec) {
        Index index = engine.catalog().index(spec);
        if (index == null || !index.isWritten()) {
            return;
        }
        Index dropping = index.dropping();
        OrderedBatch batch = new OrderedBatch().put(Keys.indexRecord(index.number()), dropping.encode());
        engine.write(
                batch, engine.catalog().withIndex(dropping), engine.options().durability());
    }

    private void build(Index index) {
        boolean[] done = {false};
        @Nullable EntityId[] last = {index.built()};
        while (!done[0]) {
            Chunk ahead = read(index, last[0]);
            engine.options().exclusion().run(() -> {
                if (!isCurrent(index)) {
                    done[0] = true;
                    return;
                }
                Chunk chunk = engine.writes() == ahead.writes() ? ahead : read(index, last[0]);
                write(index, chunk);
                last[0] = chunk.last();
                done[0] = chunk.atEnd();
            });
        }
    }

    /** False when somebody else finished or dropped it meanwhile. */
    private boolean isCurrent(Index index) {
        Index now = engine.catalog().index(index.spec());
        return now != null && now.number() == index.number() && now.phase() == Index.Phase.BUILDING;
    }

    private Chunk read(Index index, @Nullable EntityId after) {
        long writes = engine.writes();
        int collection = engine.numberOf(index.spec().collection());
        byte[] states = Keys.states(collection);
        byte[] from = after == null ? states : Keys.after(Keys.state(collection, after));
        EncodedRow row = new EncodedRow(index.spec().collection(), names, target -> null);
        OrderedBatch batch = new OrderedBatch();
        EntityId last = after;
        int rows = 0;
        try (OrderedSnapshot snapshot = store.snapshot();
                OrderedCursor found = snapshot.scan(from, Keys.behind(states), false)) {
            while (rows < CHUNK_ROWS && found.next()) {
                rows++;
                byte[] key = found.key();
                try {
                    row.moveTo(key, key.length - EventId.BYTES, found.value());
                    last = row.id();
                    if (!row.isDeleted()) {
                        batch.put(
                                Keys.indexEntry(
                                        index.number(),
                                        Literals.compared(row.get(index.spec().property())),
                                        last),
                                NOTHING);
                    }
                } catch (RuntimeException e) {
                    throw Damage.of(
                            store.describe(), "the state of a " + index.spec().collection(), key, e);
                }
            }
        }
        return new Chunk(writes, batch, last, rows < CHUNK_ROWS);
    }

    private void write(Index index, Chunk chunk) {
        OrderedBatch batch = chunk.batch();
        EntityId last = chunk.last();
        if (chunk.atEnd() || last == null) {
            Index ready = index.ready();
            batch.put(Keys.indexRecord(index.number()), ready.encode());
            engine.write(batch, engine.catalog(), engine.options().durability());
            engine.publish(engine.catalog().withIndex(ready));
        } else {
            batch.put(Keys.indexRecord(index.number()), index.builtTo(last).encode());
            engine.write(batch, engine.catalog(), Durability.BUFFERED);
        }
    }

    private void removeEntries(Index index) {
        boolean[] done = {false};
        while (!done[0]) {
            engine.options().exclusion().run(() -> done[0] = removeChunk(index));
        }
    }

    private boolean removeChunk(Index index) {
        Index now = engine.catalog().index(index.spec());
        if (now == null || now.number() != index.number() || now.isWritten()) {
            return true;
        }
        byte[] entries = Keys.index(index.number());
        OrderedBatch batch = new OrderedBatch();
        try (OrderedSnapshot snapshot = store.snapshot();
                OrderedCursor found = snapshot.scan(entries, Keys.behind(entries), false)) {
            while (batch.size() < CHUNK_ROWS && found.next()) {
                batch.delete(found.key());
            }
        }
        boolean atEnd = batch.size() < CHUNK_ROWS;
        if (atEnd) {
            batch.delete(Keys.indexRecord(index.number()));
        }
        engine.write(batch, engine.catalog(), Durability.BUFFERED);
        if (atEnd) {
            engine.publish(engine.catalog().withoutIndex(index.number()));
        }
        return atEnd;
    }
}
