package ankurah.storage.sql.internal;

import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.query.AnkQl;
import ankurah.query.Query;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus.Phase;
import ankurah.storage.internal.engine.Demand;
import ankurah.storage.internal.engine.EntryKeys;
import ankurah.storage.internal.engine.Index;
import ankurah.storage.internal.key.Keys;
import ankurah.storage.internal.state.EncodedRow;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes and removes indexes, one chunk a {@link #step}, between which commits get their turn, whichever program they come
 * from. A chunk is written under the lock of the head row; it is read ahead without it, and read again if anything was written
 * in between, so it never brings back what a commit removed. Each chunk records in its own transaction how far it came, so any
 * program goes on where another one stopped, and a step whose place somebody else has passed does nothing.
 *
 * <p>The table of a dropped index is emptied and stays, for the next index to use: dropping it would wait for every open
 * snapshot, and fail those that come to it later.
 */
final class SqlIndexWork {
    private final SqlEngine engine;
    private final Demand demand = new Demand();

    SqlIndexWork(SqlEngine engine) {
        this.engine = engine;
    }

    Demand demand() {
        return demand;
    }

    void declare(IndexSpec spec) {
        if (engine.alone(turn -> announce(turn, spec, true))) {
            engine.listener().onWork();
        }
    }

    void ensure(IndexSpec spec) {
        declare(spec);
        Index index = current(spec);
        while (index != null && !index.isReady()) {
            buildChunk(index);
            index = current(spec);
        }
    }

    private @Nullable Index current(IndexSpec spec) {
        try (Reading now = engine.read()) {
            return engine.catalog(now).index(spec);
        }
    }

    void drop(IndexSpec spec) {
        if (engine.alone(turn -> renounce(turn, spec))) {
            engine.listener().onChange();
            engine.listener().onWork();
        }
    }

    /** One chunk of the first index that is not done. */
    boolean step() {
        List<IndexSpec> wanted = demand.takeWanted();
        for (IndexSpec spec : wanted) {
            engine.alone(turn -> announce(turn, spec, false));
        }
        for (Index index : engine.lastCatalog().indexes()) {
            switch (index.phase()) {
                case READY -> {}
                case BUILDING -> {
                    buildChunk(index);
                    return isWaiting();
                }
                case DROPPING -> {
                    engine.alone(turn -> removeChunk(turn, index));
                    return isWaiting();
                }
            }
        }
        return false;
    }

    boolean isWaiting() {
        return demand.hasWanted() || engine.lastCatalog().indexes().stream().anyMatch(index -> !index.isReady());
    }

    /** Begins anew with indexes whose entries were written in another encoding. Runs before anything else does. */
    void renewForeign() {
        for (Index index : engine.lastCatalog().indexes()) {
            if (index.encoding() != Index.ENCODING && index.isWritten()) {
                engine.alone(turn -> renounce(turn, index.spec()));
                engine.alone(turn -> announce(turn, index.spec(), index.declared()));
            }
        }
    }

    /** Whether it has to be built. */
    private boolean announce(SqlTurn turn, IndexSpec spec, boolean declared) {
        SqlCatalog catalog = turn.catalog();
        Index existing = catalog.index(spec);
        if (existing != null) {
            if (declared && !existing.declared()) {
                Index named = existing.byName();
                turn.commit(new Batch().change(put(named)), catalog.with(named));
            }
            return !existing.isReady();
        }
        if (!Index.hasRoom(catalog.indexes(spec.collection()), engine.options().indexes(), spec, declared)) {
            return false;
        }
        Batch batch = new Batch();
        SqlCatalog next = catalog;
        if (catalog.collection(spec.collection()) == null) {
            next = next.with(
                    GroupChanges.announce(catalog, spec.collection(), batch, engine.layout(), engine.dialect()));
        }
        Index index = Index.announced(catalog.nextIndex(), spec, declared);
        batch.make(engine.layout().table(engine.layout().putEntry(index.number())));
        batch.change(put(index));
        turn.commit(batch, next.with(index));
        return true;
    }

    private TableChange put(Index index) {
        String columns = AnkQl.print(Query.ALL.withOrderBy(index.spec().columns()));
        return new TableChange(engine.layout().putIndex)
                .row((long) index.number(), columns, index.phase().name(), index.encode());
    }

    private boolean renounce(SqlTurn turn, IndexSpec spec) {
        Index index = turn.catalog().index(spec);
        if (index == null) {
            return false;
        }
        Index dropped = index.in(Phase.DROPPING);
        turn.commit(new Batch().change(put(dropped)), turn.catalog().with(dropped));
        return true;
    }

    /** The entries of some rows, as of a moment that the number of writes names. */
    private record Chunk(
            long writes, TableChange entries, @Nullable EntityId last, boolean atEnd) {}

    private void buildChunk(Index index) {
        Chunk ahead;
        try (Reading now = engine.read()) {
            SqlCatalog catalog = engine.catalog(now);
            if (!isCurrent(catalog, index)) {
                return;
            }
            Stored rows = Objects.requireNonNull(catalog.collection(index.spec().collection()));
            ahead = now.read(connection -> read(connection, now.head().writes(), rows, index));
        }
        if (engine.alone(turn -> writeChunk(turn, index, ahead))) {
            engine.aside(engine.dialect().lookAnew(engine.layout().entries(index.number())));
            engine.listener().onChange();
        }
    }

    /** Whether the index is complete with it. */
    private boolean writeChunk(SqlTurn turn, Index index, Chunk ahead) {
        SqlCatalog catalog = turn.catalog();
        if (!isCurrent(catalog, index)) {
            return false;
        }
        Stored rows = Objects.requireNonNull(catalog.collection(index.spec().collection()));
        long writes = turn.writing().head().writes();
        Chunk chunk = writes == ahead.writes()
                ? ahead
                : turn.writing().read(connection -> read(connection, writes, rows, index));
        EntityId last = chunk.last();
        Index next = chunk.atEnd() || last == null ? index.in(Phase.READY) : index.builtTo(last);
        // Somebody may have asked for it by name since the chunk was read.
        Index now = Objects.requireNonNull(catalog.index(index.spec()));
        next = now.declared() ? next.byName() : next;
        turn.commit(new Batch().change(chunk.entries()).change(put(next)), catalog.with(next));
        return next.isReady();
    }

    /** False when somebody else went on with it, finished or dropped it meanwhile. */
    private static boolean isCurrent(SqlCatalog catalog, Index index) {
        Index now = catalog.index(index.spec());
        return now != null
                && now.number() == index.number()
                && now.phase() == Phase.BUILDING
                && Objects.equals(now.built(), index.built());
    }

    private Chunk read(SqlConnection connection, long writes, Stored stored, Index index) throws SQLException {
        EntityId after = index.built();
        int most = engine.options().indexes().rowsAtOnce();
        EncodedRow row = new EncodedRow(stored.name(), engine.names(), target -> null);
        TableChange entries = new TableChange(engine.layout().putEntry(index.number()));
        EntityId[] last = {after};
        int[] rows = {0};
        connection.query(
                "SELECT id, state FROM " + stored.table() + " WHERE id >= ? ORDER BY id LIMIT ?",
                found -> {
                    while (found.next()) {
                        rows[0]++;
                        EntityId id = new EntityId(EventId.fromBytes(found.getBytes(1)));
                        last[0] = id;
                        addEntry(index, stored, row, id, found.getBytes(2), entries);
                    }
                    return null;
                },
                after == null ? new byte[] {0} : Keys.after(after.toBytes()),
                most);
        return new Chunk(writes, entries, last[0], rows[0] < most);
    }

    private void addEntry(Index index, Stored stored, EncodedRow row, EntityId id, byte[] body, TableChange entries) {
        try {
            row.moveTo(id, Records.body(engine.home().store(), stored, id, body));
            if (!row.isDeleted()) {
                entries.row((Object) GroupChanges.entry(EntryKeys.of(index, row)));
            }
        } catch (RuntimeException e) {
            throw Records.damaged(
                    engine.home().store(), "the state of a " + index.spec().collection(), id.toBytes(), e);
        }
    }

    private boolean removeChunk(SqlTurn turn, Index index) {
        SqlCatalog catalog = turn.catalog();
        if (!catalog.indexes().contains(index)) {
            return false;
        }
        int most = engine.options().indexes().rowsAtOnce();
        TableChange removed = new TableChange(engine.layout().removeEntry(index.number()));
        turn.writing()
                .read(connection -> connection.query(
                        "SELECT entry FROM " + engine.layout().entries(index.number()) + " ORDER BY entry LIMIT ?",
                        found -> {
                            while (found.next()) {
                                removed.row((Object) found.getBytes(1));
                            }
                            return null;
                        },
                        most));
        Batch batch = new Batch().change(removed);
        boolean atEnd = removed.rows().size() < most;
        if (atEnd) {
            batch.change(new TableChange(engine.layout().removeIndex).row((Object) (long) index.number()));
        }
        turn.commit(batch, atEnd ? catalog.without(index.number()) : catalog);
        return true;
    }
}
