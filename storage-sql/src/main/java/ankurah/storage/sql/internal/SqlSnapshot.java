package ankurah.storage.sql.internal;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.event.Header;
import ankurah.event.Sha256;
import ankurah.event.cbor.CborReader;
import ankurah.event.internal.Strings;
import ankurah.query.Query;
import ankurah.query.Row;
import ankurah.storage.EntityState;
import ankurah.storage.IndexStatus;
import ankurah.storage.LoggedCommit;
import ankurah.storage.Plan;
import ankurah.storage.Position;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.StoredEvent;
import ankurah.storage.internal.engine.Index;
import ankurah.storage.internal.engine.IndexCheck;
import ankurah.storage.internal.engine.IndexChoice;
import ankurah.storage.internal.key.Keys;
import ankurah.storage.internal.plan.Indexed;
import ankurah.storage.internal.plan.PlannedQuery;
import ankurah.storage.internal.plan.Planner;
import ankurah.storage.internal.state.EncodedRow;
import ankurah.storage.internal.state.LogCodec;
import ankurah.storage.internal.state.NamePool;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The store at one position, with the catalog of that position. */
final class SqlSnapshot implements StorageSnapshot {
    private static final Stored NO_ROWS = new Stored(-1, "", "", "", java.util.Map.of());

    private final Reading reading;
    private final SqlCatalog catalog;
    private final Home home;
    private final Layout layout;

    /** What all snapshots of an engine share. */
    record Home(
            String store, Layout layout, Dialect dialect, Sha256 sha256, NamePool names, PlannedQuery.Wishes wishes) {}

    SqlSnapshot(Reading reading, SqlCatalog catalog, Home home) {
        this.reading = reading;
        this.catalog = catalog;
        this.home = home;
        this.layout = home.layout();
    }

    @Override
    public Position position() {
        return reading.head().position();
    }

    @Override
    public @Nullable EntityState state(String collection, EntityId id) {
        EncodedRow row = row(collection, id);
        if (row == null) {
            return null;
        }
        try {
            return row.toState();
        } catch (AnkurahException.Invalid | IndexOutOfBoundsException e) {
            throw damaged(collection, id, e);
        }
    }

    private @Nullable EncodedRow row(String collection, EntityId id) {
        Stored stored = catalog.collection(collection);
        byte[] body = stored == null ? null : Records.body(home.store(), reading, stored, id.genesis());
        if (body == null) {
            return null;
        }
        try {
            EncodedRow row = new EncodedRow(collection, home.names(), this::follow);
            row.moveTo(id, body);
            return row;
        } catch (AnkurahException.Invalid | IndexOutOfBoundsException e) {
            throw damaged(collection, id, e);
        }
    }

    private AnkurahException damaged(String collection, EntityId id, RuntimeException e) {
        return Records.damaged(home.store(), "the state of " + collection + " " + id, id.toBytes(), e);
    }

    /** The row a reference leads to; a deleted one leads nowhere. */
    private @Nullable Row follow(EntityId target) {
        String collection = collectionOf(target);
        EncodedRow row = collection == null ? null : row(collection, target);
        return row == null || row.isDeleted() ? null : row;
    }

    /** From the genesis; a store that holds only states is asked collection by collection. */
    @Override
    public @Nullable String collectionOf(EntityId id) {
        byte[] genesis = reading.read(connection -> connection.query(
                "SELECT event FROM " + layout.events + " WHERE entity = ? AND id = ?",
                Records::bytes,
                id.toBytes(),
                id.toBytes()));
        if (genesis != null) {
            return collectionOf(id, genesis);
        }
        for (Stored stored : catalog.collections().values()) {
            if (Records.body(home.store(), reading, stored, id.genesis()) != null) {
                return stored.name();
            }
        }
        return null;
    }

    private String collectionOf(EntityId id, byte[] event) {
        try {
            CborReader in = new CborReader(event);
            in.array(2, "an event");
            return Header.decode(in.bytes()).collection();
        } catch (RuntimeException e) {
            throw Records.damaged(home.store(), "an event", id.toBytes(), e);
        }
    }

    @Override
    public @Nullable Event event(EntityId entity, EventId id) {
        StoredEvent stored = reading.read(connection -> connection.query(
                "SELECT id, number, event FROM " + layout.events + " WHERE entity = ? AND id = ?",
                rows -> rows.next() ? stored(rows) : null,
                entity.toBytes(),
                id.toBytes()));
        return stored == null ? null : stored.event();
    }

    private StoredEvent stored(ResultSet rows) throws SQLException {
        byte[] id = rows.getBytes(1);
        long number = rows.getLong(2);
        byte[] bytes = rows.getBytes(3);
        try {
            CborReader in = new CborReader(bytes);
            Event event = Event.read(in, home.sha256());
            in.end();
            event.requireId(EventId.fromBytes(id));
            return new StoredEvent(event, number);
        } catch (RuntimeException e) {
            throw Records.damaged(home.store(), "an event", id, e);
        }
    }

    @Override
    public boolean hasEvent(EntityId entity, EventId id) {
        return number(entity, id) != null;
    }

    private @Nullable Long number(EntityId entity, EventId id) {
        return reading.read(connection -> connection.query(
                "SELECT number FROM " + layout.events + " WHERE entity = ? AND id = ?",
                rows -> rows.next() ? (Long) rows.getLong(1) : null,
                entity.toBytes(),
                id.toBytes()));
    }

    @Override
    public List<Event> events(EntityId entity, @Nullable EventId after, int max) {
        return stored(entity, after, max).stream().map(StoredEvent::event).toList();
    }

    @Override
    public List<StoredEvent> stored(EntityId entity, @Nullable EventId after, int max) {
        byte[] from = after == null ? TableRows.BOTTOM : Keys.after(after.toBytes());
        return stored("id >= ? ORDER BY id LIMIT ?", entity, from, max);
    }

    @Override
    public List<StoredEvent> storedBefore(EntityId entity, @Nullable EventId before, int max) {
        byte[] to = before == null ? TableRows.TOP : before.toBytes();
        return stored("id < ? ORDER BY id DESC LIMIT ?", entity, to, max);
    }

    private List<StoredEvent> stored(String which, EntityId entity, byte[] bound, int max) {
        return reading.read(connection -> connection.query(
                "SELECT id, number, event FROM " + layout.events + " WHERE entity = ? AND " + which,
                rows -> {
                    List<StoredEvent> events = new ArrayList<>();
                    while (rows.next()) {
                        events.add(stored(rows));
                    }
                    return events;
                },
                entity.toBytes(),
                bound,
                max));
    }

    @Override
    public long numberOf(EntityId entity, EventId id) {
        Long number = number(entity, id);
        return number == null ? 0 : number;
    }

    @Override
    public @Nullable LoggedCommit logged(long number) {
        List<LoggedCommit> found = log(number - 1, 1);
        return found.isEmpty() || found.get(0).number() != number ? null : found.get(0);
    }

    @Override
    public List<LoggedCommit> log(long afterNumber, int max) {
        return reading.read(connection -> connection.query(
                "SELECT number, entry FROM " + layout.log + " WHERE number > ? ORDER BY number LIMIT ?",
                rows -> {
                    List<LoggedCommit> log = new ArrayList<>();
                    while (rows.next()) {
                        log.add(logged(rows.getLong(1), rows.getBytes(2)));
                    }
                    return log;
                },
                afterNumber,
                max));
    }

    private LoggedCommit logged(long number, byte[] entry) {
        byte[] opened = Sum.open(home.store(), "a log entry", Keys.log(number), entry);
        try {
            return LogCodec.decode(number, opened);
        } catch (RuntimeException e) {
            throw Records.damaged(home.store(), "a log entry", Keys.log(number), e);
        }
    }

    @Override
    public @Nullable Long committed(Hash256 commitId) {
        return reading.read(connection -> connection.query(
                "SELECT number FROM " + layout.log + " WHERE commit_id = ? ORDER BY number DESC LIMIT 1",
                rows -> rows.next() ? (Long) rows.getLong(1) : null,
                (Object) commitId.toBytes()));
    }

    @Override
    public byte @Nullable [] meta(String key) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        byte[] sealed = reading.read(connection -> connection.query(
                "SELECT value FROM " + layout.metas + " WHERE key = ?", Records::bytes, (Object) name));
        return sealed == null ? null : opened(name, sealed);
    }

    private byte[] opened(byte[] name, byte[] sealed) {
        return Sum.open(home.store(), "a small record", name, sealed);
    }

    /** By the bytes of UTF-8, whose order is that of the code points. */
    @Override
    public SortedMap<String, byte[]> metas(String prefix) {
        byte[] from = prefix.getBytes(StandardCharsets.UTF_8);
        boolean all = from.length == 0;
        byte[] low = all ? new byte[] {0} : from;
        byte[] high = all ? Keys.LIMIT : Keys.behind(from);
        return reading.read(connection -> connection.query(
                "SELECT key, value FROM " + layout.metas + " WHERE key >= ? AND key < ? ORDER BY key",
                rows -> {
                    SortedMap<String, byte[]> metas = new TreeMap<>(Strings::compareCodePoints);
                    while (rows.next()) {
                        byte[] name = rows.getBytes(1);
                        metas.put(new String(name, StandardCharsets.UTF_8), opened(name, rows.getBytes(2)));
                    }
                    return metas;
                },
                low,
                high));
    }

    @Override
    public RowCursor query(String collection, Query boundQuery, boolean withDeleted) {
        return planned(collection, boundQuery, withDeleted).open();
    }

    @Override
    public long count(String collection, Query boundQuery) {
        return Planner.planCount(source(collection, boundQuery, false), usable(collection), boundQuery)
                .count();
    }

    @Override
    public Plan explain(String collection, Query boundQuery) {
        return planned(collection, boundQuery, false).explain().with(unfinished(collection));
    }

    @Override
    public Plan analyze(String collection, Query boundQuery) {
        Plan plan = explain(collection, boundQuery);
        long given = 0;
        try (RowCursor rows = query(collection, boundQuery)) {
            while (rows.next() != null) {
                given++;
            }
            return plan.with(new Plan.Real(rows.looked(), given));
        }
    }

    private List<IndexStatus> unfinished(String collection) {
        return IndexChoice.unfinished(catalog.indexes(collection), index -> Progress.of(catalog, index, reading, home));
    }

    private PlannedQuery planned(String collection, Query query, boolean withDeleted) {
        return Planner.plan(
                source(collection, query, withDeleted),
                withDeleted ? List.of() : usable(collection),
                query,
                withDeleted);
    }

    private PlannedQuery.Source source(String collection, Query query, boolean withDeleted) {
        Stored stored = catalog.collection(collection);
        Stored rows = stored == null ? NO_ROWS : stored;
        EncodedRow row = new EncodedRow(collection, home.names(), this::follow);
        TableRows store =
                new TableRows(home.store(), reading, layout, home.dialect(), rows, withDeleted, query.limit());
        return new PlannedQuery.Source(store, home.store(), collection, rows.number(), row, home.wishes());
    }

    private List<Indexed> usable(String collection) {
        return IndexChoice.usable(catalog.indexes(collection), this::hasOutsiders);
    }

    private boolean hasOutsiders(Index index) {
        byte[] outside = GroupChanges.entry(Keys.indexOutside(index.number()));
        return reading.read(connection -> connection.query(
                "SELECT entry FROM " + layout.entries(index.number()) + " WHERE entry >= ? LIMIT 1",
                ResultSet::next,
                (Object) outside));
    }

    @Override
    public List<String> collections() {
        return catalog.collections().keySet().stream().sorted().toList();
    }

    @Override
    public @Nullable String indexDifference() {
        return new IndexCheck(this, new TableEntries(reading, layout)).difference(collections(), catalog::indexes);
    }

    @Override
    public void close() {
        reading.close();
    }
}
