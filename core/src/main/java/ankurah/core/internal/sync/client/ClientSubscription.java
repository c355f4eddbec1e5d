package ankurah.core.internal.sync.client;

import ankurah.core.Scheduler;
import ankurah.core.Status;
import ankurah.core.internal.entity.References;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.Resume;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.query.Ordering;
import ankurah.query.Query;
import ankurah.query.SortKey;
import ankurah.storage.EntityState;
import ankurah.storage.LogId;
import ankurah.storage.Position;
import ankurah.storage.tree.Editor;
import ankurah.storage.tree.PersistentMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * One subscription at the server, for any number of coverages of the same selection. What is not said to be volatile
 * belongs to the replica's turn; readers see {@link #shown}, which changes with the root and not before.
 */
final class ClientSubscription {
    private static final int NAMED_BYTES = EventId.BYTES + 2;
    /** Of no log, so that no server confirms it. */
    static final Position NOWHERE = Position.start(new LogId(0, 0));

    final long id;
    final Selection selection;
    final String collection;
    final Query query;

    final Ordering ordering;
    private final EphemeralBackend backend;
    /** The server has given an answer. */
    final Scheduler.Condition settled = () -> status() != Status.LOCAL;
    /** The server has given an answer, or none can be had now. */
    final Scheduler.Condition settledOrOffline = this::isSettledOrOffline;

    final CopyOnWriteArrayList<ClientCoverage> coverages = new CopyOnWriteArrayList<>();

    /** What the server says belongs to it. */
    PersistentMap<EntityId, Boolean> rows = PersistentMap.empty(EntityId::compareTo);

    /** The same in order, with the keys of their confirmed states; under LIMIT only. */
    private PersistentMap<SortKey, EntityId> sorted;

    private PersistentMap<EntityId, SortKey> keys = PersistentMap.empty(EntityId::compareTo);

    /** Where {@link #rows} were exact when this node last knew it; null while nothing is known. */
    private @Nullable Position exactAt;
    /** The {@link #lastKey} there. Later the rows' own news may move it although the rows are not told of again. */
    private @Nullable SortKey lastKeyThere;
    /** Under which authority the rows were sent. */
    private Hash256 authority = Hash256.ZERO;

    /** The rows are those of the shared position and go on with it. */
    private boolean following;
    /** The rows are what the store happened to hold; no server has named them. */
    private boolean provisional;
    /** The store is to be told of what has changed beside the rows. */
    private boolean unsaved;
    /** When it was made, in the order of the shelf. */
    private long used;

    private boolean answered;

    /**
     * Rows whose states are from behind {@link #exactAt}, as the server was last asked. If its log was put back to an older copy
     * meanwhile, what they say is gone and nobody would say so; so they are not named as held.
     */
    private Set<EntityId> unnamed = Set.of();

    /** What has come of an answer that is not complete yet. */
    private List<EntityId> stagedRows = new ArrayList<>();

    private List<EntityState> stagedStates = new ArrayList<>();
    private List<EntityId> stagedGone = new ArrayList<>();
    Message.@Nullable Ready ready;

    private volatile Shown shown = new Shown(rows, false, null);
    private volatile Status status = Status.LOCAL;
    private volatile @Nullable AnkurahException error;

    /** What readers may know. */
    private record Shown(
            PersistentMap<EntityId, Boolean> rows,
            boolean answered,
            @Nullable SortKey last) {}

    ClientSubscription(EphemeralBackend backend, long id, Selection selection, Query query) {
        this.backend = backend;
        this.id = id;
        this.selection = selection;
        this.collection = selection.collection();
        this.query = query;
        this.ordering = Ordering.of(query.orderBy());
        this.sorted = PersistentMap.empty(ordering);
    }

    boolean isLimited() {
        return query.limit() != null;
    }

    Status status() {
        return status;
    }

    void setStatus(Status changed) {
        status = changed;
        signal();
        coverages.forEach(ClientCoverage::statusChanged);
    }

    void signal() {
        backend.platform().scheduler().signal(settled);
        backend.platform().scheduler().signal(settledOrOffline);
    }

    private boolean isSettledOrOffline() {
        return status != Status.LOCAL || backend.link().isOffline();
    }

    @Nullable
    AnkurahException error() {
        return error;
    }

    void fail(AnkurahException why) {
        error = why;
        setStatus(Status.FAILED);
    }

    /** Whether readers of the root may count a row of the collection in. */
    boolean admits(EntityState row, boolean pending) {
        Shown now = shown;
        if (!now.answered() || now.rows().containsKey(row.id())) {
            return true;
        }
        return pending && (now.last() == null || ordering.compare(ordering.key(row), now.last()) <= 0);
    }

    /** Whether the server named the row; then it belongs, even if the reason is out of this node's sight. */
    boolean vouches(EntityState row) {
        return shown.rows().containsKey(row.id());
    }

    boolean isAnswered() {
        return shown.answered();
    }

    Message.Subscribe message() {
        unnamed = exactAt == null ? Set.of() : backend.replica().newer(rowList(), exactAt);
        return new Message.Subscribe(id, collection, selection.text(), resume(), selection.declared());
    }

    private @Nullable Resume resume() {
        Position from = exactAt;
        if (from == null) {
            return null;
        }
        boolean derivable = authority.equals(backend.replica().authority())
                && !References.mayFollow(query, collection, backend.reactor().catalog());
        long room = backend.limits().messageBytes() / (2 * NAMED_BYTES);
        boolean tooMany = rows.size() > room;
        if (unnamed.isEmpty() && (derivable || tooMany)) {
            return new Resume(from, authority, lastKeyThere, null);
        }
        if (tooMany) {
            return null;
        }
        List<EntityId> named = rowList();
        named.removeAll(unnamed);
        return new Resume(from, authority, lastKeyThere, named);
    }

    /** Whether readers have seen an answer that a server may add to. */
    boolean isExact() {
        return exactAt != null;
    }

    /** Whether its rows are those of the shared position. */
    boolean isFollowing() {
        return following;
    }

    boolean isProvisional() {
        return provisional;
    }

    void setUsed(long changed) {
        used = changed;
    }

    /** The shared position has moved on, and the rows with it. */
    void followTo(Position position) {
        exactAt = position;
        SortKey last = lastKey();
        unsaved |= !Objects.equals(last, lastKeyThere);
        lastKeyThere = last;
    }

    /** The shared position goes on without the rows. */
    void stopFollowing() {
        unsaved |= following;
        following = false;
    }

    /** Nothing that is held proves anything. */
    void distrust() {
        exactAt = null;
        stopFollowing();
        unstage();
    }

    /**
     * Goes on from an answer that was stored.
     *
     * @param whole whether the store had all of its rows
     */
    void revive(StoredSubscription stored, boolean whole) {
        exactAt = whole ? stored.at() : null;
        authority = stored.authority();
        lastKeyThere = stored.last();
        answered = true;
        used = stored.used();
    }

    /** Shows what is stored until the server has answered. */
    void provide(List<EntityId> found, Rows told) {
        provisional = true;
        addAll(found, told);
    }

    /** What the store is to know; null if it knows, or is not to. */
    @Nullable
    StoredSubscription takeUnsaved() {
        if (!unsaved) {
            return null;
        }
        unsaved = false;
        return stored(used, 0);
    }

    /** What the store keeps of it. */
    StoredSubscription stored(long lastUse, long bytes) {
        Position at = exactAt == null ? NOWHERE : exactAt;
        return new StoredSubscription(id, selection, following ? null : at, authority, lastKeyThere, lastUse, bytes);
    }

    /** Where the rows were exact, and null if that is not known. */
    @Nullable
    Position exactAt() {
        return exactAt;
    }

    void stage(Message.Page page, List<EntityState> states) {
        stagedRows.addAll(page.rows());
        stagedStates.addAll(states);
        stagedGone.addAll(page.gone());
    }

    List<EntityState> stagedStates() {
        return stagedStates;
    }

    /** Drops an answer that was cut off. */
    void unstage() {
        stagedRows = new ArrayList<>();
        stagedStates = new ArrayList<>();
        stagedGone = new ArrayList<>();
        ready = null;
    }

    /** Who hears of rows that come and go. */
    interface Rows {
        void entered(ClientSubscription subscription, EntityId id);

        void left(ClientSubscription subscription, EntityId id);

        @Nullable
        EntityState confirmed(EntityId id);
    }

    /** Takes a complete answer over; the states it brought must be confirmed already. */
    void install(boolean resumed, Position position, Hash256 under, Rows told) {
        if (provisional) {
            clear(told);
            provisional = false;
        }
        if (resumed) {
            stagedGone.forEach(gone -> remove(gone, told));
            dropUnnamed(told);
        } else {
            PersistentMap<EntityId, Boolean> before = rows;
            Editor<EntityId, Boolean> named =
                    PersistentMap.<EntityId, Boolean>empty(EntityId::compareTo).edit();
            stagedRows.forEach(row -> named.put(row, true));
            PersistentMap<EntityId, Boolean> now = named.build();
            before.forEach(row -> {
                if (!now.containsKey(row.key())) {
                    remove(row.key(), told);
                }
            });
        }
        addAll(stagedRows, told);
        unstage();
        cut(told);
        exactAt = position;
        lastKeyThere = lastKey();
        authority = under;
        following = true;
        unsaved = true;
        answered = true;
    }

    /** What the server was not told of it names again if it belongs. */
    private void dropUnnamed(Rows told) {
        Set<EntityId> dropped = new HashSet<>(unnamed);
        stagedRows.forEach(dropped::remove);
        dropped.forEach(row -> remove(row, told));
    }

    /** Puts rows in that belong to it; their states must be held already. */
    void addAll(List<EntityId> ids, Rows told) {
        Editor<EntityId, Boolean> edited = rows.edit();
        for (EntityId id : ids) {
            if (!rows.containsKey(id)) {
                edited.put(id, true);
                told.entered(this, id);
            }
        }
        rows = edited.build();
        if (isLimited()) {
            ids.forEach(id -> place(id, told));
        }
    }

    void add(EntityId id, Rows told) {
        if (!rows.containsKey(id)) {
            rows = rows.put(id, true);
            told.entered(this, id);
        }
        place(id, told);
    }

    void remove(EntityId id, Rows told) {
        if (rows.containsKey(id)) {
            rows = rows.remove(id);
            told.left(this, id);
            SortKey key = keys.get(id);
            if (key != null) {
                sorted = sorted.remove(key);
                keys = keys.remove(id);
            }
        }
    }

    /** All rows; in the order of their ids. */
    List<EntityId> rowList() {
        List<EntityId> all = new ArrayList<>(rows.size());
        rows.forEach(row -> all.add(row.key()));
        return all;
    }

    void clear(Rows told) {
        rows.forEach(row -> told.left(this, row.key()));
        rows = PersistentMap.empty(EntityId::compareTo);
        sorted = PersistentMap.empty(ordering);
        keys = PersistentMap.empty(EntityId::compareTo);
    }

    /** Puts a row where its confirmed state says; under LIMIT only. */
    void place(EntityId id, Rows told) {
        EntityState state = isLimited() && rows.containsKey(id) ? told.confirmed(id) : null;
        if (state == null) {
            return;
        }
        SortKey old = keys.get(id);
        SortKey now = ordering.key(state);
        if (!now.equals(old)) {
            sorted = (old == null ? sorted : sorted.remove(old)).put(now, id);
            keys = keys.put(id, now);
        }
    }

    /** A resumed answer adds rows that moved in and leaves it to the client to drop the ones behind the limit. */
    private void cut(Rows told) {
        Integer limit = query.limit();
        while (limit != null && sorted.size() > limit) {
            PersistentMap.Entry<SortKey, EntityId> last = sorted.nth(sorted.size() - 1);
            remove(last.value(), told);
        }
    }

    /** Under LIMIT, the last row's key once the window is full. */
    private @Nullable SortKey lastKey() {
        Integer limit = query.limit();
        return limit == null || limit == 0 || sorted.size() < limit
                ? null
                : sorted.nth(sorted.size() - 1).key();
    }

    /** Lets readers see the rows; together with the publication of the root that holds them. */
    void show() {
        shown = new Shown(rows, answered, lastKey());
    }
}
