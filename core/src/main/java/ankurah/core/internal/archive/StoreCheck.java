package ankurah.core.internal.archive;

import ankurah.core.Catalog;
import ankurah.core.internal.entity.Chronicle;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.gate.HalfLoaded;
import ankurah.core.internal.schema.CatalogFold;
import ankurah.core.internal.schema.CatalogStore;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Sha256;
import ankurah.query.Ordering;
import ankurah.query.Query;
import ankurah.query.SortKey;
import ankurah.storage.EntityState;
import ankurah.storage.Identity;
import ankurah.storage.IndexSpec;
import ankurah.storage.IndexStatus;
import ankurah.storage.LoggedCommit;
import ankurah.storage.LoggedEvent;
import ankurah.storage.Position;
import ankurah.storage.PropertyState;
import ankurah.storage.RowCursor;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.StoredEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Computes again what a store holds and names the first difference. It goes over the log once, which tells that each
 * commit is whole, stands on what was before it and led somewhere; over the entities once, each with its events, which tells
 * that there is nothing else and that the states are right; and over the indexes. Reads one snapshot, writes nothing, and
 * holds a page at a time.
 */
public final class StoreCheck {
    private static final int PAGE = 64;
    private static final int EVENTS = 512;

    private final StorageEngine storage;
    private final StorageSnapshot snapshot;
    private final Fold fold;
    private final Sha256 sha256;
    private final Watching watching;
    private final Identity identity;

    private long commits;
    private long events;
    private long entities;
    private long unknown;
    private int indexes;
    private boolean erased;
    private Catalog used = Catalog.EMPTY;
    /** How many rows of each collection are not deleted. */
    private final Map<String, Long> shown = new LinkedHashMap<>();

    /** The commit that was looked at last for an entity's events. */
    private @Nullable LoggedCommit last;

    /**
     * What was compared.
     *
     * @param unknown states that have data types this program does not know, which could not be compared
     */
    public record Report(long commits, long events, long entities, int indexes, long unknown) {}

    private StoreCheck(StorageEngine storage, StorageSnapshot snapshot, Fold fold, Sha256 sha256, Watching watching) {
        this.storage = storage;
        this.snapshot = snapshot;
        this.fold = fold;
        this.sha256 = sha256;
        this.watching = watching;
        this.identity = storage.identity();
    }

    /** @throws AnkurahException.Fault {@code storage.differs}, or {@code storage.damaged} for what cannot be read */
    public static Report check(StorageEngine storage, Fold fold, Sha256 sha256, Watching watching) {
        try (StorageSnapshot snapshot = storage.snapshot()) {
            return new StoreCheck(storage, snapshot, fold, sha256, watching).run();
        }
    }

    private Report run() {
        HalfLoaded.refuse(snapshot);
        log();
        entities();
        catalog();
        indexes();
        return new Report(commits, events, entities, indexes, unknown);
    }

    private static AnkurahException differs(String what) {
        return new AnkurahException.Fault("storage.differs", what);
    }

    private static void require(@Nullable String wrong) {
        if (wrong != null) {
            throw differs(wrong);
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw differs(otherwise);
        }
    }

    // The log.

    private void log() {
        Position end = snapshot.position();
        Position at = Position.start(identity.log());
        while (at.number() < end.number()) {
            List<LoggedCommit> page = snapshot.log(at.number(), PAGE);
            require(!page.isEmpty(), "the log should go to " + end.number() + " and ends at " + at.number());
            for (LoggedCommit commit : page) {
                require(
                        commit.number() == at.number() + 1,
                        "the log has number " + commit.number() + " behind number " + at.number());
                at = at.next(commit.commitId(), sha256);
                require(
                        commit.hash().equals(at.hash()),
                        "the running hash of the log's number " + at.number() + " does not follow from the one before");
                commit(commit);
                watching.progress(at.number(), end.number());
            }
        }
        require(at.equals(end), "the store says that its log ends at " + end + ", and it ends at " + at);
        commits = at.number();
    }

    private void commit(LoggedCommit logged) {
        long number = logged.number();
        List<Event> list = new ArrayList<>(logged.events().size());
        for (LoggedEvent one : logged.events()) {
            Event event = Checking.event(snapshot, one, number);
            require(Checking.id(event, one.event(), sha256));
            require(
                    event.entity().equals(one.entity())
                            && event.header().collection().equals(one.collection()),
                    "the commit " + number + " says that the event " + one.event() + " is of " + one.collection() + " "
                            + one.entity() + ", and it is of " + event.header().collection() + " " + event.entity());
            require(
                    event.header().system().equals(identity.system()),
                    "the event " + one.event() + " is of another system");
            require(Checking.lineage(event, parent -> snapshot.hasEvent(one.entity(), parent)));
            numbered(one, number);
            erased |= event.payload().isEmpty();
            list.add(event);
        }
        Commit commit = whole(logged, list);
        require(
                commit.id().equals(logged.commitId()) && commit.author().equals(logged.author()),
                "the events of the commit " + number + " are not those of its id");
        require(
                Objects.equals(snapshot.committed(logged.commitId()), number),
                "the commit " + logged.commitId() + " stands at " + number + " and is found at "
                        + snapshot.committed(logged.commitId()));
    }

    private Commit whole(LoggedCommit logged, List<Event> list) {
        try {
            return Commit.of(list, sha256);
        } catch (AnkurahException e) {
            throw differs("the commit " + logged.number() + " does not hold: " + e.getMessage());
        }
    }

    /** An event has the number of the first commit that brought it. */
    private void numbered(LoggedEvent one, long number) {
        long its = snapshot.numberOf(one.entity(), one.event());
        require(
                its > 0 && its <= number,
                "the commit " + number + " has the event " + one.event() + ", which is stored as of commit " + its);
        if (its == number) {
            events++;
            if (one.event().equals(one.entity().genesis())) {
                entities++;
                require(
                        snapshot.state(one.collection(), one.entity()) != null,
                        "the commit " + number + " begins " + one.collection() + " " + one.entity()
                                + ", of which there is no state");
            }
        }
    }

    // The entities.

    private void entities() {
        long states = 0;
        long stored = 0;
        for (String collection : snapshot.collections()) {
            EntityId before = null;
            long alive = 0;
            try (RowCursor rows = snapshot.query(collection, Query.ALL, true)) {
                for (EntityState row = rows.next(); row != null; row = rows.next()) {
                    require(
                            before == null || before.compareTo(row.id()) < 0,
                            "the rows of " + collection + " are not in the order of their ids at " + row.id());
                    before = row.id();
                    states++;
                    alive += row.isDeleted() ? 0 : 1;
                    stored += events(row);
                    state(row);
                    watching.progress(states, entities);
                }
            }
            shown.put(collection, alive);
        }
        require(
                states == entities,
                "there are " + states + " states, and the log has the beginnings of " + entities + " entities");
        require(stored == events, "there are " + stored + " events of entities, and the log has brought " + events);
    }

    private long events(EntityState row) {
        long count = 0;
        EventId after = null;
        while (true) {
            List<StoredEvent> page = snapshot.stored(row.id(), after, EVENTS);
            for (StoredEvent one : page) {
                require(
                        isIn(one.number(), one.event().id()),
                        "the event " + one.event().id() + " of " + row.id() + " is stored as of commit " + one.number()
                                + " of the log, which does not have it");
                used = CatalogFold.note(used, one.event(), row, fold.properties());
                count++;
            }
            if (page.size() < EVENTS) {
                return count;
            }
            after = page.getLast().event().id();
        }
    }

    private boolean isIn(long number, EventId event) {
        LoggedCommit commit = last;
        if (commit == null || commit.number() != number) {
            commit = number == 0 ? null : snapshot.logged(number);
            last = commit;
        }
        return commit != null
                && commit.events().stream().anyMatch(logged -> logged.event().equals(event));
    }

    private void state(EntityState row) {
        require(
                row.collection().equals(snapshot.collectionOf(row.id())),
                row.id() + " is a row of '" + row.collection() + "', and its events are of '"
                        + snapshot.collectionOf(row.id()) + "'");
        EntityState folded = folded(row);
        if (folded == null) {
            throw differs("there are no events of " + row.collection() + " " + row.id());
        }
        EntityState stored = fold.properties().known(row);
        boolean same = StateHash.isKnown(stored, fold.properties())
                ? Arrays.equals(folded.encode(), stored.encode())
                : alike(folded, stored);
        if (!same) {
            throw differs("the state of " + row.collection() + " " + row.id() + " is not what its events lead to: "
                    + difference(folded, stored));
        }
    }

    /** Where a data type is not known here, only that something of it is there. */
    private boolean alike(EntityState folded, EntityState stored) {
        unknown++;
        return folded.head().equals(stored.head())
                && folded.properties().keySet().equals(stored.properties().keySet())
                && folded.properties().keySet().stream()
                        .allMatch(name -> alike(
                                folded.properties().get(name),
                                stored.properties().get(name)));
    }

    private boolean alike(@Nullable PropertyState folded, @Nullable PropertyState stored) {
        if (folded == null || stored == null) {
            return false;
        }
        boolean known = fold.properties().types().find(stored.dataType(), stored.version()) != null;
        return known
                ? folded.equals(stored)
                : folded.dataType().equals(stored.dataType()) && folded.version() == stored.version();
    }

    private @Nullable EntityState folded(EntityState row) {
        try {
            return Chronicle.folded(snapshot, fold, row, Long.MAX_VALUE);
        } catch (AnkurahException e) {
            throw differs(
                    "the events of " + row.collection() + " " + row.id() + " cannot be folded: " + e.getMessage());
        }
    }

    private static String difference(EntityState folded, EntityState stored) {
        if (!folded.head().equals(stored.head())) {
            return "its head is " + stored.head() + " instead of " + folded.head();
        }
        for (String property : folded.properties().keySet()) {
            if (!folded.properties().get(property).equals(stored.properties().get(property))) {
                return "'" + property + "' is " + stored.get(property) + " instead of " + folded.get(property)
                        + ", or was written by another event";
            }
        }
        return "it has a property that nothing wrote";
    }

    /** What was erased is known to the catalog and no longer to the events. */
    private void catalog() {
        Catalog stored = CatalogStore.load(snapshot);
        String missing = CatalogDifference.missing(used, stored);
        require(missing == null, "the catalog lacks " + missing);
        String surplus = erased || unknown > 0 ? null : CatalogDifference.missing(stored, used);
        require(surplus == null, "the catalog has, and no event wrote, " + surplus);
    }

    // The indexes.

    private void indexes() {
        for (IndexStatus index : storage.indexes()) {
            if (index.phase() == IndexStatus.Phase.READY) {
                walk(index.spec());
                indexes++;
            }
        }
        require(snapshot.indexDifference());
        shown.forEach((collection, alive) -> {
            long counted = snapshot.count(collection, Query.ALL);
            require(
                    counted == alive,
                    "there are " + alive + " rows of " + collection + " that are not deleted, and a query finds "
                            + counted);
        });
    }

    /** The rows in the order of the index, as queries see them: each once, and in order. */
    private void walk(IndexSpec index) {
        Query query = Query.ALL.withOrderBy(index.columns());
        long rows = 0;
        Ordering ordering = Ordering.of(index.columns());
        boolean alone =
                index.columns().stream().allMatch(column -> column.path().isProperty());
        SortKey before = null;
        try (RowCursor all = snapshot.query(index.collection(), query)) {
            for (EntityState row = all.next(); row != null; row = all.next()) {
                SortKey key = alone ? ordering.key(row) : null;
                require(
                        before == null || key == null || ordering.compare(before, key) < 0,
                        "the index on " + index + " gives " + row.id() + " out of order");
                before = key;
                rows++;
            }
        }
        long there = 0;
        try (RowCursor all = snapshot.query(index.collection(), Query.ALL)) {
            while (all.next() != null) {
                there++;
            }
        }
        require(rows == there, "the index on " + index + " gives " + rows + " rows, and there are " + there);
    }
}
