package ankurah.storage.sql.internal;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.storage.EngineOptions;
import ankurah.storage.Identity;
import ankurah.storage.IndexListener;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import ankurah.storage.Position;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import ankurah.storage.WriteTurn;
import ankurah.storage.internal.engine.Index;
import ankurah.storage.internal.state.NamePool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one SQL engine. A write locks the head row, learns from it what others have written, and writes everything and the head
 * row in one transaction. A snapshot is a transaction of its own; the head row it sees says which catalog belongs to it.
 *
 * <p>Queries are planned as over any ordered store: an index is a table of keys made of the rows' values, whose bytes have the
 * one order of values, so the range, order, cursor and limit that the database is asked for mean exactly what the query does.
 * The rest of a condition is evaluated on the rows that come back, by the one evaluator.
 *
 * <p>Invariants. Whoever writes rows has locked the head row and has the catalog of its version, so no written index misses an
 * entry, whichever program made it. Tables are made and never dropped or changed, for that would wait for every snapshot that
 * has looked at them, or take them away from under one.
 */
public final class SqlEngine implements StorageEngine {
    private static final IndexListener NOBODY = new IndexListener() {
        @Override
        public void onWork() {}

        @Override
        public void onChange() {}
    };

    private final Database database;
    private final EngineOptions options;
    private final Layout layout;
    private final Dialect dialect;
    private final Identity identity;
    private final NamePool names = new NamePool();
    private final SqlSnapshot.Home home;
    private final SqlIndexWork indexWork;
    private final Views views = new Views();
    private volatile @Nullable IndexListener listener;
    private volatile @Nullable Runnable others;

    /** Of some moment; who needs that of another one finds it out by its version and reads it. */
    private volatile SqlCatalog catalog;

    private volatile boolean closed;

    private SqlEngine(Database database, EngineOptions options, Layout layout, Identity identity, SqlCatalog catalog) {
        this.database = database;
        this.options = options;
        this.layout = layout;
        this.dialect = database.dialect();
        this.identity = identity;
        this.catalog = catalog;
        this.home = new SqlSnapshot.Home(database.describe(), layout, dialect, options.sha256(), names, this::wish);
        this.indexWork = new SqlIndexWork(this);
    }

    /** Over a database whose tables are there. The engine owns it, also when this fails. */
    public static SqlEngine open(Database database, EngineOptions options) {
        try {
            Layout layout = new Layout(database.dialect());
            SqlEngine engine;
            try (Reading now = database.read()) {
                Head head = now.head();
                SqlCatalog catalog = now.read(connection -> layout.catalog(connection, head.catalog()));
                engine = new SqlEngine(database, options, layout, head.identity(), catalog);
            }
            engine.indexWork.renewForeign();
            if (database.isShared()) {
                database.onOthersWrites(engine::othersWrote);
            }
            return engine;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    @Override
    public Identity identity() {
        return identity;
    }

    @Override
    public StorageSnapshot snapshot() {
        Reading reading = read();
        try {
            return new SqlSnapshot(reading, catalog(reading), home);
        } catch (RuntimeException e) {
            reading.close();
            throw e;
        }
    }

    Reading read() {
        requireOpen();
        return database.read();
    }

    /** The catalog of the moment that is read. */
    SqlCatalog catalog(Reading reading) {
        long version = reading.head().catalog();
        SqlCatalog known = catalog;
        return known.version() == version ? known : learn(reading.read(now -> layout.catalog(now, version)));
    }

    private SqlCatalog catalog(Writing writing) {
        long version = writing.head().catalog();
        SqlCatalog known = catalog;
        return known.version() == version ? known : learn(writing.read(now -> layout.catalog(now, version)));
    }

    /** Keeps the newest one. */
    synchronized SqlCatalog learn(SqlCatalog found) {
        if (found.version() > catalog.version()) {
            catalog = found;
        }
        return found;
    }

    /** The last one that is known; another program may have a newer one. */
    SqlCatalog lastCatalog() {
        return catalog;
    }

    @Override
    public void commit(WriteGroup group) {
        alone(turn -> {
            turn.commit(group);
            return true;
        });
    }

    /** Runs in the exclusion, as a transaction that has the head row. */
    interface Body<T> {
        T run(SqlTurn turn);
    }

    <T> T alone(Body<T> body) {
        List<T> result = new ArrayList<>(1);
        options.exclusion().run(() -> {
            try (SqlTurn turn = begin()) {
                result.add(body.run(turn));
            }
        });
        return result.get(0);
    }

    @Override
    public boolean isShared() {
        return database.isShared();
    }

    @Override
    public WriteTurn turn() {
        if (!isShared()) {
            return StorageEngine.super.turn();
        }
        return begin();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // whoever changes a catalog makes another one
    public boolean commitAt(Position expected, WriteGroup group) {
        if (!isShared() || group.log().isEmpty()) {
            return StorageEngine.super.commitAt(expected, group);
        }
        requireOpen();
        SqlCatalog before = catalog;
        GroupChanges changes = new GroupChanges(layout, dialect, before, expected);
        Batch batch = changes.batch(group);
        SqlCatalog next = changes.catalog();
        long version = next == before ? before.version() : before.version() + 1;
        Head here = new Head(identity, expected.number(), expected.hash(), before.version(), 0);
        if (!database.writeAt(here, batch, here.next(changes.position(), version))) {
            return false;
        }
        if (next != before) {
            learn(next.at(version));
        }
        committed(next, before);
        return true;
    }

    /** Begins a transaction that has the head row. */
    private SqlTurn begin() {
        requireOpen();
        Writing writing = database.write();
        try {
            return new SqlTurn(this, writing, catalog(writing));
        } catch (RuntimeException e) {
            writing.close();
            throw e;
        }
    }

    /** What was committed may have brought the first rows, or properties, of their kind. */
    void committed(SqlCatalog next, SqlCatalog before) {
        if (views.note(next, before)) {
            listener().onWork();
        }
    }

    EngineOptions options() {
        return options;
    }

    Layout layout() {
        return layout;
    }

    Dialect dialect() {
        return dialect;
    }

    SqlSnapshot.Home home() {
        return home;
    }

    NamePool names() {
        return names;
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
        try (Reading now = read()) {
            SqlCatalog current = catalog(now);
            List<IndexStatus> statuses = new ArrayList<>();
            current.indexes().forEach(index -> statuses.add(Progress.of(current, index, now, home)));
            statuses.sort((a, b) -> a.spec().compareTo(b.spec()));
            return statuses;
        }
    }

    @Override
    public boolean workOnIndexes() {
        requireOpen();
        aside(views.next(catalog, dialect));
        return indexWork.step() || views.isWaiting();
    }

    /** Does what is good to have done, and no harm if it cannot be. */
    void aside(List<String> statements) {
        if (!statements.isEmpty() && !database.tryAside(statements)) {
            System.getLogger("ankurah.storage")
                    .log(System.Logger.Level.DEBUG, "others hold up, so it is left: " + statements);
        }
    }

    @Override
    public void onIndexWork(IndexListener heard) {
        listener = heard;
        if (indexWork.isWaiting() || views.isWaiting()) {
            heard.onWork();
        }
    }

    IndexListener listener() {
        IndexListener heard = listener;
        return heard == null ? NOBODY : heard;
    }

    @Override
    public void onOthersWrites(Runnable told) {
        if (!isShared()) {
            StorageEngine.super.onOthersWrites(told);
        }
        others = told;
    }

    private void othersWrote(long version) {
        if (version > catalog.version()) {
            learnOthers();
        }
        Runnable told = others;
        if (told != null) {
            told.run();
        }
    }

    /** Another program has changed what indexes there are. */
    private void learnOthers() {
        SqlCatalog before = catalog;
        try (Reading now = read()) {
            SqlCatalog current = catalog(now);
            if (!ready(before).equals(ready(current))) {
                listener().onChange();
            }
            if (indexWork.isWaiting()) {
                listener().onWork();
            }
        }
    }

    private static List<Index> ready(SqlCatalog catalog) {
        return catalog.indexes().stream().filter(Index::isReady).toList();
    }

    /** Notes what a query that ran would have liked. Called by readers. */
    private void wish(IndexSpec spec, long lookedInVain, long rows) {
        List<Index> there = catalog.indexes(spec.collection());
        if (listener != null && indexWork.demand().note(options.indexes(), there, spec, lookedInVain, rows)) {
            listener().onWork();
        }
    }

    @Override
    public void purge(String collection, Collection<EntityId> entities) {
        requireOpen();
        List<String> tables = new ArrayList<>(List.of(layout.events));
        Stored stored = catalog.collection(collection);
        if (stored != null) {
            tables.add(stored.table());
        }
        for (Index index : catalog.indexes(collection)) {
            tables.add(layout.entries(index.number()));
        }
        database.purge(tables);
    }

    @Override
    public long diskBytes() {
        requireOpen();
        return database.diskBytes();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            database.close();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new AnkurahException.Unavailable("storage.closed", database.describe() + " is closed");
        }
    }
}
