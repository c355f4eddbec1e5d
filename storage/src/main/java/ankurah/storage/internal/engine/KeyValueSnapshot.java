package ankurah.storage.internal.engine;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.event.Header;
import ankurah.event.Sha256;
import ankurah.event.cbor.CborReader;
import ankurah.query.Query;
import ankurah.query.Row;
import ankurah.storage.EntityState;
import ankurah.storage.Identity;
import ankurah.storage.IndexStatus;
import ankurah.storage.LoggedCommit;
import ankurah.storage.OrderedCursor;
import ankurah.storage.OrderedSnapshot;
import ankurah.storage.Plan;
import ankurah.storage.Position;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.StoredEvent;
import ankurah.storage.internal.key.Keys;
import ankurah.storage.internal.plan.Indexed;
import ankurah.storage.internal.plan.PlannedQuery;
import ankurah.storage.internal.plan.Planner;
import ankurah.storage.internal.plan.Scan;
import ankurah.storage.internal.state.EncodedRow;
import ankurah.storage.internal.state.LogCodec;
import ankurah.storage.internal.state.NamePool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The store at one position, with the catalog of that position. */
final class KeyValueSnapshot implements StorageSnapshot {
    private final OrderedSnapshot store;
    private final Catalog catalog;
    private final Home home;
    private volatile @Nullable Position position;

    /** What all snapshots of an engine share. */
    record Home(String store, Identity identity, Sha256 sha256, NamePool names, PlannedQuery.Wishes wishes) {}

    KeyValueSnapshot(OrderedSnapshot store, Catalog catalog, Home home) {
        this.store = store;
        this.catalog = catalog;
        this.home = home;
    }

    @Override
    public Position position() {
        Position known = position;
        if (known == null) {
            known = Records.position(home.store(), store, home.identity().log());
            position = known;
        }
        return known;
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
        Integer number = catalog.number(collection);
        if (number == null) {
            return null;
        }
        byte[] key = Keys.state(number, id);
        byte[] body = store.get(key);
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
        byte[] key = Keys.state(Objects.requireNonNull(catalog.number(collection)), id);
        return Damage.of(home.store(), "the state of " + collection + " " + id, key, e);
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
        byte[] key = Keys.event(id, id.genesis());
        byte[] genesis = store.get(key);
        if (genesis != null) {
            return collectionOf(key, genesis);
        }
        for (var collection : catalog.numbers().entrySet()) {
            if (store.get(Keys.state(collection.getValue(), id)) != null) {
                return collection.getKey();
            }
        }
        return null;
    }

    private String collectionOf(byte[] key, byte[] event) {
        try {
            CborReader in = new CborReader(event);
            in.array(2, "an event");
            return Header.decode(in.bytes()).collection();
        } catch (RuntimeException e) {
            throw Damage.of(home.store(), "an event", key, e);
        }
    }

    @Override
    public @Nullable Event event(EntityId entity, EventId id) {
        byte[] key = Keys.event(entity, id);
        byte[] bytes = store.get(key);
        return bytes == null ? null : stored(key, bytes, id).event();
    }

    private StoredEvent stored(byte[] key, byte[] bytes, EventId id) {
        try {
            StoredEvent stored = Records.event(bytes, home.sha256());
            stored.event().requireId(id);
            return stored;
        } catch (RuntimeException e) {
            throw Damage.of(home.store(), "an event", key, e);
        }
    }

    @Override
    public boolean hasEvent(EntityId entity, EventId id) {
        return store.get(Keys.event(entity, id)) != null;
    }

    @Override
    public List<Event> events(EntityId entity, @Nullable EventId after, int max) {
        List<StoredEvent> stored = stored(entity, after, max);
        List<Event> events = new ArrayList<>(stored.size());
        for (StoredEvent one : stored) {
            events.add(one.event());
        }
        return events;
    }

    @Override
    public List<StoredEvent> stored(EntityId entity, @Nullable EventId after, int max) {
        byte[] all = Keys.events(entity);
        return stored(after == null ? all : Keys.after(Keys.event(entity, after)), Keys.behind(all), false, max);
    }

    @Override
    public List<StoredEvent> storedBefore(EntityId entity, @Nullable EventId before, int max) {
        byte[] all = Keys.events(entity);
        return stored(all, before == null ? Keys.behind(all) : Keys.event(entity, before), true, max);
    }

    private List<StoredEvent> stored(byte[] from, byte[] to, boolean reverse, int max) {
        List<StoredEvent> events = new ArrayList<>(Math.min(max, 64));
        try (OrderedCursor found = store.scan(from, to, reverse)) {
            while (events.size() < max && found.next()) {
                byte[] key = found.key();
                events.add(stored(key, found.value(), Keys.eventId(key)));
            }
        }
        return events;
    }

    @Override
    public long numberOf(EntityId entity, EventId id) {
        byte[] key = Keys.event(entity, id);
        byte[] bytes = store.get(key);
        if (bytes == null) {
            return 0;
        }
        try {
            return Records.eventNumber(bytes);
        } catch (RuntimeException e) {
            throw Damage.of(home.store(), "an event", key, e);
        }
    }

    @Override
    public @Nullable LoggedCommit logged(long number) {
        byte[] key = Keys.log(number);
        byte[] bytes = store.get(key);
        return bytes == null ? null : logged(key, bytes);
    }

    private LoggedCommit logged(byte[] key, byte[] bytes) {
        try {
            return LogCodec.decode(Keys.logNumber(key), bytes);
        } catch (RuntimeException e) {
            throw Damage.of(home.store(), "a log entry", key, e);
        }
    }

    @Override
    public List<LoggedCommit> log(long afterNumber, int max) {
        List<LoggedCommit> log = new ArrayList<>(Math.min(max, 64));
        try (OrderedCursor found = store.scan(Keys.log(afterNumber + 1), Keys.behind(Keys.log()), false)) {
            while (log.size() < max && found.next()) {
                log.add(logged(found.key(), found.value()));
            }
        }
        return log;
    }

    @Override
    public @Nullable Long committed(Hash256 commitId) {
        byte[] key = Keys.commit(commitId);
        byte[] bytes = store.get(key);
        if (bytes == null) {
            return null;
        }
        try {
            return Records.number(bytes);
        } catch (RuntimeException e) {
            throw Damage.of(home.store(), "the number of a commit", key, e);
        }
    }

    @Override
    public byte @Nullable [] meta(String key) {
        byte[] value = store.get(Keys.meta(key));
        return value == null ? null : value.clone();
    }

    @Override
    public SortedMap<String, byte[]> metas(String prefix) {
        SortedMap<String, byte[]> metas = new TreeMap<>(ankurah.event.internal.Strings::compareCodePoints);
        byte[] from = Keys.meta(prefix);
        try (OrderedCursor found = store.scan(from, Keys.behind(from), false)) {
            while (found.next()) {
                metas.put(Keys.name(found.key()), found.value().clone());
            }
        }
        return metas;
    }

    @Override
    public void forEachMeta(String prefix, MetaVisitor visitor) {
        byte[] from = Keys.meta(prefix);
        try (OrderedCursor found = store.scan(from, Keys.behind(from), false)) {
            while (found.next()) {
                visitor.visit(Keys.name(found.key()), found.value().clone());
            }
        }
    }

    @Override
    public RowCursor query(String collection, Query boundQuery, boolean withDeleted) {
        return planned(collection, boundQuery, withDeleted).open();
    }

    @Override
    public RowCursor scan(String collection, Query boundQuery) {
        return Scan.open(source(collection), boundQuery);
    }

    @Override
    public long count(String collection, Query boundQuery) {
        return Planner.planCount(source(collection), usable(collection), boundQuery)
                .count();
    }

    @Override
    public Plan explain(String collection, Query boundQuery) {
        Plan plan = planned(collection, boundQuery, false).explain();
        return plan.with(unfinished(collection));
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
        return IndexChoice.unfinished(
                Arrays.asList(catalog.indexes(collection)), index -> IndexWork.status(catalog, index, store));
    }

    private PlannedQuery planned(String collection, Query query, boolean withDeleted) {
        return Planner.plan(source(collection), withDeleted ? List.of() : usable(collection), query, withDeleted);
    }

    private PlannedQuery.Source source(String collection) {
        Integer number = catalog.number(collection);
        EncodedRow row = new EncodedRow(collection, home.names(), this::follow);
        return new PlannedQuery.Source(
                store, home.store(), collection, number == null ? -1 : number, row, home.wishes());
    }

    private List<Indexed> usable(String collection) {
        return IndexChoice.usable(Arrays.asList(catalog.indexes(collection)), this::hasOutsiders);
    }

    private boolean hasOutsiders(Index index) {
        byte[] outside = Keys.indexOutside(index.number());
        return store.count(outside, Keys.behind(outside), 1) > 0;
    }

    @Override
    public List<String> collections() {
        return List.copyOf(new TreeSet<>(catalog.numbers().keySet()));
    }

    @Override
    public @Nullable String indexDifference() {
        return new IndexCheck(this, new StoredEntries(store))
                .difference(collections(), name -> Arrays.asList(catalog.indexes(name)));
    }

    @Override
    public void close() {
        store.close();
    }
}
