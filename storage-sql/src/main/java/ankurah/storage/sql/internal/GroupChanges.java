package ankurah.storage.sql.internal;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.cbor.CborWriter;
import ankurah.storage.EntityState;
import ankurah.storage.LoggedCommit;
import ankurah.storage.Position;
import ankurah.storage.PropertyState;
import ankurah.storage.StoredEvent;
import ankurah.storage.WriteGroup;
import ankurah.storage.internal.engine.EntryKeys;
import ankurah.storage.internal.engine.Index;
import ankurah.storage.internal.key.Keys;
import ankurah.storage.internal.state.LogCodec;
import ankurah.storage.internal.state.StateCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns one write group into rows: what stands later in the group goes over what stands before, so that each row is written
 * once, and the index entries follow from each state before and after.
 */
final class GroupChanges {
    private final Layout layout;
    private final Dialect dialect;
    private final Batch batch = new Batch();
    private SqlCatalog catalog;
    private Position position;

    /** What becomes of one entity; {@code after} is null for one that is removed. */
    private record Fate(Stored stored, @Nullable EntityState after) {}

    private final Map<String, Map<EntityId, Fate>> states = new LinkedHashMap<>();
    /** By index, then by entry: whether it is there afterwards. */
    private final Map<Integer, Map<Entry, Boolean>> entries = new TreeMap<>();

    /** The key of an entry, to be told from others. */
    private record Entry(byte[] key) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Entry that && Arrays.equals(key, that.key);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(key);
        }
    }

    GroupChanges(Layout layout, Dialect dialect, SqlCatalog catalog, Position position) {
        this.layout = layout;
        this.dialect = dialect;
        this.catalog = catalog;
        this.position = position;
    }

    /** With the collections and properties that this group is the first to use. */
    SqlCatalog catalog() {
        return catalog;
    }

    /** Behind the last log entry. */
    Position position() {
        return position;
    }

    Batch batch(WriteGroup group) {
        // First, for a gap in the log refuses everything.
        TableChange log = log(group);
        group.states().forEach(change -> gather(change.before(), change.after()));
        TableChange events = events(group);
        registerProperties();
        batch.change(events);
        states.values().forEach(this::writeStates);
        entries.forEach(this::writeEntries);
        batch.change(log);
        writeMetas(group);
        return batch;
    }

    private TableChange log(WriteGroup group) {
        TableChange log = new TableChange(layout.addLog);
        for (LoggedCommit commit : group.log()) {
            if (commit.number() != position.number() + 1) {
                throw new AnkurahException.Invalid(
                        "storage.log_gap",
                        "the next log entry is number " + (position.number() + 1) + ", not " + commit.number());
            }
            position = commit.position(position.log());
            byte[] entry = Sum.seal(Keys.log(commit.number()), LogCodec.encode(commit));
            log.row(commit.number(), commit.commitId().toBytes(), commit.hash().toBytes(), entry);
            batch.logged();
        }
        return log;
    }

    private void gather(@Nullable EntityState before, @Nullable EntityState after) {
        EntityState either = Objects.requireNonNull(after == null ? before : after);
        Stored stored = collection(either.collection());
        states.computeIfAbsent(stored.name(), name -> new LinkedHashMap<>()).put(either.id(), new Fate(stored, after));
        for (Index index : catalog.indexes(either.collection())) {
            if (index.isWritten() && mayDiffer(index, before, after)) {
                gatherEntry(index, entry(index, before), entry(index, after));
            }
        }
    }

    /** Whether a property of the index, or being deleted, may have changed; states share what did not. */
    @SuppressWarnings("ReferenceEquality") // equal ones that are not the same only cost two keys
    private static boolean mayDiffer(Index index, @Nullable EntityState before, @Nullable EntityState after) {
        if (before == null || after == null || before.isDeleted() != after.isDeleted()) {
            return true;
        }
        for (String property : index.properties()) {
            if (before.properties().get(property) != after.properties().get(property)) {
                return true;
            }
        }
        return false;
    }

    /** Deleted rows stand in no index. */
    private static byte @Nullable [] entry(Index index, @Nullable EntityState state) {
        return state == null || state.isDeleted() ? null : entry(EntryKeys.of(index, state));
    }

    /** An entry as its index's own table has it: without the number of the index in front. */
    static byte[] entry(byte[] key) {
        return Arrays.copyOfRange(key, Keys.INDEX_PREFIX_BYTES, key.length);
    }

    private void gatherEntry(Index index, byte @Nullable [] before, byte @Nullable [] after) {
        if (Arrays.equals(before, after)) {
            return;
        }
        Map<Entry, Boolean> changed = entries.computeIfAbsent(index.number(), number -> new LinkedHashMap<>());
        if (before != null) {
            changed.put(new Entry(before), false);
        }
        if (after != null) {
            changed.put(new Entry(after), true);
        }
    }

    private Stored collection(String name) {
        Stored stored = catalog.collection(name);
        if (stored == null) {
            stored = announce(catalog, name, batch, layout, dialect);
            catalog = catalog.with(stored);
        }
        return stored;
    }

    /** Makes the table of a new collection. */
    static Stored announce(SqlCatalog catalog, String name, Batch batch, Layout layout, Dialect dialect) {
        int number = catalog.nextCollection();
        Stored stored = Stored.of(number, name, Labels.of(name, number, catalog::hasView), dialect);
        batch.make(layout.table(layout.putState(stored)));
        batch.change(new TableChange(layout.putCollection).row((long) number, name, stored.view()));
        return stored;
    }

    private void registerProperties() {
        TableChange registered = new TableChange(layout.putProperty);
        for (Map<EntityId, Fate> ofOne : states.values()) {
            for (Fate fate : ofOne.values()) {
                EntityState after = fate.after();
                if (after != null) {
                    after.properties().forEach((name, state) -> register(after.collection(), name, state, registered));
                }
            }
        }
        batch.change(registered);
    }

    private void register(String collection, String property, PropertyState state, TableChange registered) {
        Stored stored = Objects.requireNonNull(catalog.collection(collection));
        int known = stored.properties().size();
        if (!Shown.isShown(property)
                || stored.properties().containsKey(property)
                || known >= Stored.MOST_SHOWN
                || state.value().isNull()) {
            return;
        }
        int number = known + 1;
        Stored.Property shown = new Stored.Property(
                number,
                Labels.of(property, number, stored::hasLabel),
                state.value().kind().name());
        catalog = catalog.with(stored.with(property, shown));
        registered.row((long) stored.number(), (long) number, property, shown.label(), shown.kind());
    }

    private void writeStates(Map<EntityId, Fate> ofOne) {
        Stored stored = Objects.requireNonNull(
                catalog.collection(ofOne.values().iterator().next().stored().name()));
        TableChange put = new TableChange(layout.putState(stored));
        TableChange remove = new TableChange(layout.removeState(stored));
        ofOne.forEach((id, fate) -> {
            EntityState after = fate.after();
            if (after == null) {
                remove.row((Object) id.toBytes());
            } else {
                byte[] body = Sum.seal(Keys.state(stored.number(), id), StateCodec.encodeBody(after));
                put.row(id.toBytes(), after.isDeleted(), body, Shown.data(after, stored));
            }
        });
        batch.change(remove).change(put);
    }

    private void writeEntries(int index, Map<Entry, Boolean> changed) {
        TableChange put = new TableChange(layout.putEntry(index));
        TableChange remove = new TableChange(layout.removeEntry(index));
        changed.forEach((entry, there) -> (there ? put : remove).row((Object) entry.key()));
        batch.change(remove).change(put);
    }

    private TableChange events(WriteGroup group) {
        TableChange put = new TableChange(layout.putEvent);
        Map<EventId, StoredEvent> last = new LinkedHashMap<>();
        group.events().forEach(stored -> last.put(stored.event().id(), stored));
        for (StoredEvent stored : last.values()) {
            Event event = stored.event();
            CborWriter out = new CborWriter(event.size() + 16);
            event.write(out);
            put.row(
                    event.entity().toBytes(),
                    event.id().toBytes(),
                    (long) collectionOf(event),
                    stored.number(),
                    out.toBytes());
        }
        return put;
    }

    /** 0 for a collection that nothing is stored of, which the event's header names all the same. */
    private int collectionOf(Event event) {
        Stored stored = catalog.collection(event.header().collection());
        return stored == null ? 0 : stored.number();
    }

    private void writeMetas(WriteGroup group) {
        Map<String, byte @Nullable []> last = new HashMap<>();
        group.metas().forEach(meta -> last.put(meta.key(), meta.value()));
        TableChange put = new TableChange(layout.putMeta);
        TableChange remove = new TableChange(layout.removeMeta);
        last.forEach((key, value) -> {
            byte[] name = key.getBytes(StandardCharsets.UTF_8);
            if (value == null) {
                remove.row((Object) name);
            } else {
                put.row(name, Sum.seal(name, value));
            }
        });
        batch.change(remove).change(put);
    }
}
