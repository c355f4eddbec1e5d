package ankurah.core.internal.sync.client;

import ankurah.core.Catalog;
import ankurah.core.Rejection;
import ankurah.core.Reminted;
import ankurah.core.internal.gate.ClientsStore;
import ankurah.core.internal.gate.ClockMark;
import ankurah.core.internal.schema.CatalogStore;
import ankurah.core.internal.sync.client.StoreRecords.Identity;
import ankurah.core.internal.sync.client.StoreRecords.Loose;
import ankurah.core.internal.sync.client.StoreRecords.Shared;
import ankurah.core.internal.sync.wire.SyncErrors;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Hash256;
import ankurah.event.HybridClock;
import ankurah.event.Sha256;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The store of a client in a storage engine: confirmed states as states, all else as small records under {@code client/}. What
 * a turn of the replica writes is one group, so the store is always as the replica was between two turns.
 *
 * <p>No index is ever declared in it: it is read by id, and scanned when nobody can be asked.
 */
final class EngineStore implements ClientStore {
    /** 1 had a record for each row of a subscription; 2 did not say which commit was reached without its content. */
    private static final long VERSION = 3;

    private static final String PREFIX = "client/";
    private static final String FORMAT = ClientsStore.FORMAT;
    private static final String IDENTITY = PREFIX + "system";
    private static final String SHARED = PREFIX + "at";
    private static final String SENT = PREFIX + "sent";
    private static final String COMMITS = PREFIX + "commit/";
    private static final String REACHED = PREFIX + "reached/";
    private static final String REFUSED = PREFIX + "refused/";
    private static final String REMINTED = PREFIX + "reminted/";
    private static final String SUBSCRIPTIONS = PREFIX + "subscription/";
    private static final String ROWS = PREFIX + "row/";
    private static final String LOOSE = PREFIX + "loose/";
    private static final String CONTAINED = PREFIX + "contained/";
    private static final int NUMBER_DIGITS = 19;
    private static final String ROWS_OF_ANY = key(ROWS, 0) + "/";

    private final StorageEngine engine;
    private final Sha256 sha256;
    private final ClockMark clock;
    private final Map<Long, RowRuns> rows = new LinkedHashMap<>();
    private WriteGroup group = new WriteGroup();
    /** Whether the group has something that is to be written for its own sake. */
    private boolean unsaved;
    /** The states in the group. */
    private Map<EntityId, WriteGroup.StateChange> changed = new HashMap<>();
    /** The rows that have come and gone, by subscription. */
    private Map<Long, Map<EntityId, Boolean>> moved = new LinkedHashMap<>();
    /** Rows come many of one subscription together; 0 for none. */
    private long lastMoved;

    private Map<EntityId, Boolean> lastMoves = Map.of();
    private boolean closed;
    /** What is in memory is ahead of the store for good, so nothing may be shown any more as if it were stored. */
    private @Nullable AnkurahException failure;

    private EngineStore(StorageEngine engine, Sha256 sha256, ClockMark clock) {
        this.engine = engine;
        this.sha256 = sha256;
        this.clock = clock;
    }

    /**
     * @throws AnkurahException.Conflict {@code storage.durable_nodes} for the store of a durable node,
     *     {@code storage.newer_format} for one that a later version wrote, {@code storage.older_format} for one from before
     *     the first release
     */
    static EngineStore open(StorageEngine engine, Sha256 sha256, HybridClock clock) {
        try (StorageSnapshot snapshot = engine.snapshot()) {
            byte[] format = snapshot.meta(FORMAT);
            if (format == null
                    && !(snapshot.position().number() == 0 && snapshot.metas("").isEmpty())) {
                throw new AnkurahException.Conflict(
                        SyncErrors.DURABLE_NODES_STORE,
                        "this store is a durable node's, whose history it holds; give an ephemeral node another");
            }
            requireKnown(format == null ? VERSION : StoreRecords.number(format));
            EngineStore store = new EngineStore(engine, sha256, ClockMark.load(snapshot, clock));
            if (format == null) {
                store.written().meta(FORMAT, StoreRecords.number(VERSION));
            }
            return store;
        }
    }

    private static void requireKnown(long version) {
        String said = "this store of an ephemeral node has version " + version + ", and this program knows version "
                + VERSION;
        if (version > VERSION) {
            throw new AnkurahException.Conflict("storage.newer_format", said + "; use a newer program");
        }
        if (version < VERSION) {
            throw new AnkurahException.Conflict(
                    "storage.older_format",
                    said + "; let the program that made it send what it has, and use another store");
        }
    }

    @Override
    public boolean isVolatile() {
        return false;
    }

    @Override
    public Found find() {
        try (StorageSnapshot snapshot = engine.snapshot()) {
            byte[] identity = snapshot.meta(IDENTITY);
            byte[] shared = snapshot.meta(SHARED);
            byte[] sent = snapshot.meta(SENT);
            Map<String, byte[]> places = new HashMap<>();
            snapshot.forEachMeta(REACHED, (key, value) -> places.put(key.substring(REACHED.length()), value));
            SortedMap<Long, Commit> commits = new TreeMap<>();
            Map<Long, Reached> reached = new LinkedHashMap<>();
            snapshot.forEachMeta(COMMITS, (key, value) -> {
                byte[] place = places.get(key.substring(COMMITS.length()));
                if (place == null) {
                    commits.put(number(key, COMMITS), Commit.decode(value, sha256));
                } else {
                    reached.put(number(key, COMMITS), StoreRecords.reached(place, value, sha256));
                }
            });
            SortedMap<Long, Rejection> refused = new TreeMap<>();
            snapshot.metas(REFUSED)
                    .forEach((key, value) -> refused.put(number(key, REFUSED), StoreRecords.rejection(value, sha256)));
            SortedMap<Long, Reminted> reminted = new TreeMap<>();
            snapshot.metas(REMINTED)
                    .forEach((key, value) -> reminted.put(number(key, REMINTED), StoreRecords.reminted(value)));
            SortedMap<Long, StoredSubscription> subscriptions = new TreeMap<>();
            snapshot.metas(SUBSCRIPTIONS).forEach((key, value) -> {
                long id = number(key, SUBSCRIPTIONS);
                subscriptions.put(id, StoreRecords.subscription(id, value));
            });
            SortedMap<EntityId, Loose> loose = new TreeMap<>();
            snapshot.metas(LOOSE)
                    .forEach((key, value) ->
                            loose.put(EntityId.parse(key.substring(LOOSE.length())), StoreRecords.loose(value)));
            return new Found(
                    identity == null ? null : StoreRecords.identity(identity),
                    shared == null ? null : StoreRecords.shared(shared),
                    sent == null ? 0 : StoreRecords.number(sent),
                    commits,
                    reached,
                    refused,
                    reminted,
                    subscriptions,
                    rows(snapshot),
                    loose,
                    contained(snapshot),
                    CatalogStore.load(snapshot));
        }
    }

    /** The runs of each subscription, which come one subscription after the other, in any order of their ids. */
    private Map<Long, PackedIds> rows(StorageSnapshot snapshot) {
        Map<Long, List<PackedIds>> runs = new LinkedHashMap<>();
        snapshot.forEachMeta(ROWS, (key, value) -> {
            long subscription = number(key.substring(0, ROWS.length() + NUMBER_DIGITS), ROWS);
            PackedIds ids = PackedIds.of(value);
            runsOf(subscription).found(number(key, ROWS_OF_ANY), ids);
            runs.computeIfAbsent(subscription, id -> new ArrayList<>()).add(ids);
        });
        Map<Long, PackedIds> all = new LinkedHashMap<>();
        runs.forEach((subscription, its) -> {
            its.sort((a, b) -> a.getFirst().compareTo(b.getFirst()));
            all.put(subscription, PackedIds.joined(its));
        });
        return all;
    }

    private RowRuns runsOf(long subscription) {
        return rows.computeIfAbsent(subscription, id -> new RowRuns(key(ROWS, id) + "/"));
    }

    private static Map<EntityId, List<Long>> contained(StorageSnapshot snapshot) {
        Map<EntityId, List<Long>> contained = new LinkedHashMap<>();
        snapshot.metas(CONTAINED)
                .forEach((key, value) ->
                        contained.put(EntityId.parse(key.substring(CONTAINED.length())), StoreRecords.numbers(value)));
        return contained;
    }

    /** Numbers have a fixed width, so that the order of keys is theirs. */
    static String key(String prefix, long number) {
        String digits = Long.toString(number);
        return prefix + "0".repeat(NUMBER_DIGITS - digits.length()) + digits;
    }

    private static long number(String key, String prefix) {
        int from = prefix.length();
        while (from < key.length() - 1 && key.charAt(from) == '0') {
            from++;
        }
        return Long.parseLong(key.substring(from));
    }

    // Reading.

    /** What is about to be written counts as stored; so this waits for no write. */
    @Override
    public @Nullable EntityState state(String collection, EntityId id) {
        if (closed) {
            return null;
        }
        WriteGroup.StateChange change = changed.get(id);
        if (change != null) {
            return change.after();
        }
        try (StorageSnapshot snapshot = engine.snapshot()) {
            return snapshot.state(collection, id);
        }
    }

    @Override
    public List<EntityId> query(String collection, Query query) {
        flush();
        List<EntityId> found = new ArrayList<>();
        try (StorageSnapshot snapshot = engine.snapshot();
                RowCursor rows = snapshot.scan(collection, query)) {
            for (EntityState row = rows.next(); row != null; row = rows.next()) {
                found.add(row.id());
            }
        }
        return found;
    }

    // Writing.

    /** What is written with the next {@link #flush}. */
    private WriteGroup written() {
        unsaved = true;
        return group;
    }

    @Override
    public void identity(Identity identity) {
        written().meta(IDENTITY, StoreRecords.identity(identity));
    }

    @Override
    public void shared(Shared shared) {
        written().meta(SHARED, StoreRecords.shared(shared));
    }

    @Override
    public void sent(long sent) {
        written().meta(SENT, StoreRecords.number(sent));
    }

    @Override
    public void commit(long number, Commit commit) {
        written().meta(key(COMMITS, number), commit.encode());
        long latest = 0;
        for (Event event : commit.events()) {
            latest = Math.max(latest, event.header().time());
        }
        clock.save(latest, written());
    }

    @Override
    public void reached(long number, Hash256 id, long at) {
        written().meta(key(REACHED, number), StoreRecords.reached(id, at));
    }

    @Override
    public void forgetCommit(long number) {
        written().meta(key(COMMITS, number), null).meta(key(REACHED, number), null);
    }

    @Override
    public void refused(long number, Rejection rejection) {
        written().meta(key(REFUSED, number), StoreRecords.rejection(rejection));
    }

    @Override
    public void reminted(long number, Reminted reminted) {
        written().meta(key(REMINTED, number), StoreRecords.reminted(reminted));
    }

    @Override
    public void restartClock() {
        clock.restart(written());
    }

    @Override
    public void told(long number) {
        written().meta(key(REFUSED, number), null).meta(key(REMINTED, number), null);
    }

    @Override
    public void subscription(StoredSubscription stored) {
        written().meta(key(SUBSCRIPTIONS, stored.id()), StoreRecords.subscription(stored));
    }

    @Override
    public void subscriptionWithNext(StoredSubscription stored) {
        group.meta(key(SUBSCRIPTIONS, stored.id()), StoreRecords.subscription(stored));
    }

    @Override
    public void forgetSubscription(long id) {
        written().meta(key(SUBSCRIPTIONS, id), null);
        moved.remove(id);
        lastMoved = 0;
        RowRuns its = rows.remove(id);
        if (its != null) {
            its.forget(group);
        }
    }

    @Override
    public void row(long subscription, EntityId id, boolean belongs) {
        unsaved = true;
        movesOf(subscription).put(id, belongs);
    }

    private Map<EntityId, Boolean> movesOf(long subscription) {
        if (subscription != lastMoved) {
            lastMoved = subscription;
            lastMoves = moved.computeIfAbsent(subscription, id -> new HashMap<>());
        }
        return lastMoves;
    }

    /** Puts into the group what has come of rows that moved. */
    private void writeMoved() {
        Map<Long, Map<EntityId, Boolean>> all = moved;
        if (all.isEmpty()) {
            return;
        }
        moved = new LinkedHashMap<>();
        lastMoved = 0;
        try (StorageSnapshot snapshot = engine.snapshot()) {
            all.forEach((subscription, its) -> runsOf(subscription).change(its, snapshot, group));
        }
    }

    @Override
    public void loose(EntityId id, @Nullable Loose loose) {
        written().meta(LOOSE + id, loose == null ? null : StoreRecords.loose(loose));
    }

    @Override
    public void contained(EntityId id, List<Long> commits) {
        written().meta(CONTAINED + id, commits.isEmpty() ? null : StoreRecords.numbers(commits));
    }

    @Override
    public void state(@Nullable EntityState before, EntityState after) {
        written().state(before, after);
        changed.put(after.id(), new WriteGroup.StateChange(before, after));
    }

    @Override
    public void forget(EntityState stored) {
        written().forget(stored);
        changed.put(stored.id(), new WriteGroup.StateChange(stored, null));
    }

    @Override
    public void catalog(Catalog before, Catalog after) {
        CatalogStore.save(before, after, written());
    }

    @Override
    public void flush() {
        AnkurahException before = failure;
        if (before != null && !closed) {
            throw before;
        }
        if (!unsaved) {
            return;
        }
        unsaved = false;
        if (!closed) {
            write();
        }
        group = new WriteGroup();
        changed = new HashMap<>();
    }

    private void write() {
        try {
            writeMoved();
            engine.commit(group);
        } catch (AnkurahException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void close() {
        closed = true;
        engine.close();
    }
}
