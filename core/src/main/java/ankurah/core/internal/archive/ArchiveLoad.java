package ankurah.core.internal.archive;

import ankurah.core.Catalog;
import ankurah.core.internal.entity.Changed;
import ankurah.core.internal.entity.Chronicle;
import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.entity.Overlay;
import ankurah.core.internal.entity.View;
import ankurah.core.internal.gate.ClockMark;
import ankurah.core.internal.gate.HalfLoaded;
import ankurah.core.internal.gate.Taken;
import ankurah.core.internal.schema.CatalogFold;
import ankurah.core.internal.schema.CatalogStore;
import ankurah.core.type.Erasure;
import ankurah.event.AnkurahException;
import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Sha256;
import ankurah.query.Operand;
import ankurah.query.OrderBy;
import ankurah.storage.EntityState;
import ankurah.storage.IndexSpec;
import ankurah.storage.LoggedCommit;
import ankurah.storage.Position;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import ankurah.storage.WriteGroup;
import ankurah.storage.WriteTurn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Fills an empty store from an export, line by line: every event's id is computed again, every commit and the log's running
 * hash are checked, and the states are folded anew. Commits are written in groups, each synced; the store is marked until
 * all is there, so nobody takes half of a log for the whole, and the same export goes on where it was cut off.
 *
 * <p>Of an entity some of whose content was erased, the events alone do not tell what the content's place is taken by before
 * the event that erased it has come. So its events are stored, and it is folded at the end, as its history would be read.
 * Such entities' ids are all that is held for longer than a group.
 */
public final class ArchiveLoad {
    private static final int GROUP_COMMITS = 256;
    private static final int GROUP_BYTES = 4 << 20;
    /** Entities folded at the end that are written together. */
    private static final int GROUP_ENTITIES = 64;

    private final StorageEngine storage;
    private final Heading heading;
    private final Fold fold;
    private final Sha256 sha256;
    private final LineHash lines;
    private final Map<String, byte[]> catalogs = new TreeMap<>();
    /** Entities with erased events, each with the events that erase. */
    private final Map<EntityId, List<EventId>> erased = new LinkedHashMap<>();

    private final boolean goesOn;
    /** Commits up to here were stored before. */
    private final long there;

    private StorageSnapshot snapshot;
    private View view;
    /** Where the lines are. */
    private Position position;

    private final List<Pending> pending = new ArrayList<>();
    private long pendingBytes;
    private long events;
    private boolean done;

    private record Pending(Commit commit, Position position, Taken taken) {}

    /** What was loaded. */
    public record Loaded(long commits, long events, long entities, boolean wentOn) {}

    private ArchiveLoad(StorageEngine storage, Heading heading, byte[] firstLine, Fold fold, Sha256 sha256) {
        this.storage = storage;
        this.heading = heading;
        this.fold = fold;
        this.sha256 = sha256;
        this.lines = new LineHash(sha256);
        this.position = Position.start(heading.log());
        this.snapshot = storage.snapshot();
        try {
            this.goesOn = requireEmpty(firstLine);
            this.there = snapshot.position().number();
            this.view = view();
            if (!goesOn) {
                write(new WriteGroup().meta(HalfLoaded.MARK, firstLine));
            }
        } catch (RuntimeException e) {
            snapshot.close();
            throw e;
        }
        lines.add(firstLine);
    }

    /**
     * Begins, or goes on with what was cut off.
     *
     * @param storage empty, and made for the system and log of the heading; stays the caller's
     * @throws AnkurahException.Conflict {@code export.not_empty}; nothing was written then
     */
    public static ArchiveLoad begin(StorageEngine storage, byte[] firstLine, Fold fold, Sha256 sha256) {
        return new ArchiveLoad(storage, Heading.read(firstLine), firstLine, fold, sha256);
    }

    private boolean requireEmpty(byte[] firstLine) {
        byte[] mark = snapshot.meta(HalfLoaded.MARK);
        if (mark != null && !Arrays.equals(mark, firstLine)) {
            throw new AnkurahException.Conflict(
                    "export.not_empty",
                    "another export was being loaded into this store; load that one again, or name an empty place");
        }
        boolean ours = storage.identity().system().equals(heading.system())
                && storage.identity().log().equals(heading.log());
        boolean empty = snapshot.position().number() == 0
                && snapshot.collections().isEmpty()
                && snapshot.metas("").isEmpty();
        if (!ours || mark == null && !empty) {
            throw new AnkurahException.Conflict(
                    "export.not_empty",
                    "an export is loaded into an empty store, and this one belongs to the system "
                            + storage.identity().system() + " and has "
                            + snapshot.position().number() + " commits");
        }
        return mark != null;
    }

    public Heading heading() {
        return heading;
    }

    /** How many commits have been read. */
    public long commits() {
        return position.number();
    }

    /**
     * Takes the next line.
     *
     * @throws AnkurahException.Invalid {@code export.damaged} if it is not what was exported
     */
    public void take(byte[] utf8) {
        Line line = Line.read(lines.count() + 1, utf8);
        if (done) {
            throw line.wrong("stands behind the end");
        }
        if (line.has("manifest")) {
            end(line.inner("manifest"));
            return;
        }
        lines.add(utf8);
        if (line.has("commit")) {
            commit(line);
        } else if (line.has("index")) {
            declare(line.inner("index"));
        } else if (line.has("catalog")) {
            Line catalog = line.inner("catalog");
            catalogs.put(catalog.text("collection"), catalog.bytes("bytes"));
        } else {
            throw line.wrong("is of no kind that is known here");
        }
    }

    private void declare(Line index) {
        List<OrderBy> columns = index.lines("columns").stream()
                .map(column -> new OrderBy(
                        new Operand.Path(column.texts("path")), column.bool("descending"), column.bool("nullsFirst")))
                .toList();
        storage.ensureIndex(new IndexSpec(index.text("collection"), columns));
        renew();
    }

    // Commits.

    private void commit(Line line) {
        List<Event> list = new ArrayList<>();
        for (Line one : line.lines("events")) {
            list.add(event(one));
        }
        Commit commit = Commit.of(list, sha256);
        Position next = position.next(commit.id(), sha256);
        if (line.number("commit") != next.number()) {
            throw line.wrong("has the commit " + line.number("commit") + " where " + next.number() + " should be");
        }
        if (!commit.id().toString().equals(line.text("id")) || !commit.author().equals(line.text("author"))) {
            throw line.wrong("has events that are not those of its commit");
        }
        if (!next.hash().toString().equals(line.text("hash"))) {
            throw line.wrong("does not follow the commits before it");
        }
        position = next;
        commit.events().forEach(this::noteErased);
        if (next.number() <= there) {
            requireThere(line, commit);
        } else {
            take(line, commit, next);
        }
    }

    private Event event(Line one) {
        Event event;
        try {
            event = Event.decode(one.bytes("bytes"), sha256);
        } catch (AnkurahException e) {
            throw Line.damaged(lines.count(), "has an event that does not hold: " + e.getMessage(), e);
        }
        if (!event.id().toString().equals(one.text("id"))) {
            throw one.wrong("has an event that is named " + one.text("id") + " and has the id " + event.id());
        }
        if (!event.header().system().equals(heading.system())) {
            throw one.wrong("has an event of another system");
        }
        return event;
    }

    private void noteErased(Event event) {
        if (event.payload().isEmpty()) {
            erased.computeIfAbsent(event.entity(), id -> new ArrayList<>(1));
        }
        if (Erasure.isIn(event)) {
            erased.computeIfAbsent(event.entity(), id -> new ArrayList<>(1)).add(event.id());
        }
    }

    private void requireThere(Line line, Commit commit) {
        if (position.number() == there && !snapshot.position().equals(position)) {
            throw line.wrong("is not the commit that the store has at its place");
        }
        for (Event event : commit.events()) {
            if (snapshot.numberOf(event.entity(), event.id()) == position.number()) {
                events++;
            }
        }
    }

    private void take(Line line, Commit commit, Position next) {
        for (Event event : commit.events()) {
            String wrong =
                    Checking.lineage(event, parent -> isIn(commit, parent) || view.hasEvent(event.entity(), parent));
            if (wrong != null) {
                throw line.wrong("has a commit that does not hold: " + wrong);
            }
        }
        Taken taken = Taken.of(view, fold, commit, event -> erased.containsKey(event.entity()));
        events += taken.events().size();
        view = view.next(next, taken.overlay(), taken.catalog());
        pending.add(new Pending(commit, next, taken));
        pendingBytes += commit.size();
        if (pending.size() >= GROUP_COMMITS || pendingBytes >= GROUP_BYTES) {
            flush();
        }
    }

    private static boolean isIn(Commit commit, EventId id) {
        for (Event event : commit.events()) {
            if (event.id().equals(id)) {
                return true;
            }
        }
        return false;
    }

    private void flush() {
        if (pending.isEmpty()) {
            return;
        }
        WriteGroup group = new WriteGroup();
        Map<EntityId, Changed> changes = new LinkedHashMap<>();
        for (Pending one : pending) {
            one.taken()
                    .events()
                    .forEach(event -> group.event(event, one.position().number()));
            group.log(LoggedCommit.of(one.commit(), one.position()));
            for (Changed change : one.taken().changes()) {
                changes.merge(change.after().id(), change, Changed::then);
            }
        }
        changes.values().forEach(change -> group.state(change.before(), change.after()));
        CatalogStore.save(CatalogStore.load(snapshot), view.catalog(), group);
        pending.clear();
        pendingBytes = 0;
        write(group);
    }

    private void write(WriteGroup group) {
        if (storage.isShared()) {
            try (WriteTurn turn = storage.turn()) {
                turn.commit(group);
            }
        } else {
            storage.commit(group);
        }
        renew();
    }

    private void renew() {
        StorageSnapshot old = snapshot;
        snapshot = storage.snapshot();
        old.close();
        view = view();
    }

    private View view() {
        return new View(snapshot.position(), snapshot, Overlay.EMPTY, CatalogStore.load(snapshot), null);
    }

    // The end.

    private void end(Line manifest) {
        flush();
        Heading again = Heading.of(manifest);
        if (!again.equals(heading) || manifest.number("lines") != lines.count()) {
            throw manifest.wrong("says that there are " + manifest.number("lines") + " lines for "
                    + manifest.number("commits") + " commits, and " + lines.count() + " lines with "
                    + position.number() + " commits have come");
        }
        if (!manifest.text("linesHash").equals(lines.hash().toString())) {
            throw manifest.wrong("has another hash over the lines than they have");
        }
        if (position.number() != heading.commits()
                || !position.hash().toString().equals(heading.hash())) {
            throw manifest.wrong(
                    "names the log's end as " + heading.commits() + ", and it ended at " + position.number());
        }
        foldErased();
        Catalog catalog = catalog(manifest);
        StateHash states = StateHash.of(snapshot, fold.properties(), sha256);
        require(manifest, "events", events);
        require(manifest, "entities", states.all());
        if (manifest.number("states") == states.known()
                && !manifest.text("statesHash").equals(states.hash().toString())) {
            throw manifest.wrong("has another hash over the states than they have, folded anew; the store that was"
                    + " exported was damaged, or this program folds otherwise");
        }
        WriteGroup last = new WriteGroup().meta(HalfLoaded.MARK, null);
        CatalogStore.save(view.catalog(), catalog, last);
        ClockMark.write(heading.clock(), last);
        write(last);
        done = true;
    }

    private static void require(Line manifest, String what, long count) {
        if (manifest.number(what) != count) {
            throw manifest.wrong("counts " + manifest.number(what) + " " + what + ", and " + count + " have come");
        }
    }

    private void foldErased() {
        WriteGroup group = new WriteGroup();
        Catalog catalog = view.catalog();
        for (Map.Entry<EntityId, List<EventId>> one : erased.entrySet()) {
            EntityId id = one.getKey();
            EntityState folded = Chronicle.folded(snapshot, fold, id, Clock.of(one.getValue()));
            if (folded == null) {
                throw new AnkurahException.Fault("storage.damaged", "the events of " + id + " are not in the store");
            }
            group.state(snapshot.state(folded.collection(), id), folded);
            catalog = CatalogFold.note(catalog, List.of(), folded, fold.properties());
            if (group.states().size() == GROUP_ENTITIES) {
                write(group);
                group = new WriteGroup();
            }
        }
        CatalogStore.save(view.catalog(), catalog, group);
        if (!group.isEmpty()) {
            write(group);
        }
    }

    /** As it was exported: it knows of erased content what the events no longer tell. */
    private Catalog catalog(Line manifest) {
        Catalog given = Catalog.EMPTY;
        for (Map.Entry<String, byte[]> one : catalogs.entrySet()) {
            given = given.with(one.getKey(), CatalogStore.decode(one.getValue()));
        }
        String missing = CatalogDifference.missing(view.catalog(), given);
        if (missing != null) {
            throw manifest.wrong("comes with a catalog that lacks " + missing);
        }
        return given;
    }

    /**
     * Says that no more lines come.
     *
     * @throws AnkurahException.Invalid {@code export.truncated} if that is not the end; what has come is kept, and loading
     *     the whole export goes on there
     */
    public Loaded finish() {
        if (!done) {
            flush();
            throw new AnkurahException.Invalid(
                    "export.truncated",
                    "the export ends in line " + lines.count() + ", with " + position.number() + " of "
                            + heading.commits()
                            + " commits; what has come is kept, and loading it whole goes on there");
        }
        long entities = StateHash.of(snapshot, fold.properties(), sha256).all();
        return new Loaded(position.number(), events, entities, goesOn);
    }

    /** Lets the store go; it stays open. */
    public void close() {
        snapshot.close();
    }

    /** What has come of a commit before the last group; nothing of it is lost. */
    @Nullable
    Position stored() {
        return snapshot.position();
    }
}
