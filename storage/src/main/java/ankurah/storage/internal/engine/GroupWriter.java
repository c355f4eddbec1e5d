package ankurah.storage.internal.engine;

import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.storage.EntityState;
import ankurah.storage.LoggedCommit;
import ankurah.storage.OrderedBatch;
import ankurah.storage.StoredEvent;
import ankurah.storage.WriteGroup;
import ankurah.storage.internal.key.Keys;
import ankurah.storage.internal.state.LogCodec;
import ankurah.storage.internal.state.StateCodec;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns one write group into one batch: records, and the index entries that follow from each state before and after. */
final class GroupWriter {
    private final OrderedBatch batch = new OrderedBatch();
    private Catalog catalog;

    GroupWriter(Catalog catalog) {
        this.catalog = catalog;
    }

    OrderedBatch batch() {
        return batch;
    }

    /** With the collections that this group is the first to use. */
    Catalog catalog() {
        return catalog;
    }

    void write(WriteGroup group, long lastLogged) {
        List<StoredEvent> events = group.events();
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i).event();
            batch.put(Keys.event(event.entity(), event.id()), Records.event(events.get(i)));
        }
        List<WriteGroup.StateChange> states = group.states();
        for (int i = 0; i < states.size(); i++) {
            writeState(states.get(i).before(), states.get(i).after());
        }
        writeLog(group.log(), lastLogged);
        List<WriteGroup.Meta> metas = group.metas();
        for (int i = 0; i < metas.size(); i++) {
            writeMeta(metas.get(i));
        }
    }

    private void writeState(@Nullable EntityState before, @Nullable EntityState after) {
        EntityState either = Objects.requireNonNull(after == null ? before : after);
        EntityId id = either.id();
        byte[] key = Keys.state(number(either.collection()), id);
        if (after == null) {
            batch.delete(key);
        } else {
            batch.put(key, StateCodec.encodeBody(after));
        }
        for (Index index : catalog.indexes(either.collection())) {
            if (index.isWritten() && mayDiffer(index, before, after)) {
                writeEntry(entry(index, before), entry(index, after));
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
        return state == null || state.isDeleted() ? null : EntryKeys.of(index, state);
    }

    private void writeEntry(byte @Nullable [] before, byte @Nullable [] after) {
        if (Arrays.equals(before, after)) {
            return;
        }
        if (before != null) {
            batch.delete(before);
        }
        if (after != null) {
            batch.put(after, NOTHING);
        }
    }

    private static final byte[] NOTHING = {};

    private int number(String collection) {
        Integer number = catalog.number(collection);
        if (number == null) {
            number = catalog.nextCollection();
            catalog = catalog.withCollection(collection, number);
            batch.put(Keys.collection(collection), Records.number(number));
        }
        return number;
    }

    private void writeLog(List<LoggedCommit> log, long lastLogged) {
        long expected = lastLogged;
        for (int i = 0; i < log.size(); i++) {
            LoggedCommit commit = log.get(i);
            expected++;
            if (commit.number() != expected) {
                throw new AnkurahException.Invalid(
                        "storage.log_gap", "the next log entry is number " + expected + ", not " + commit.number());
            }
            batch.put(Keys.log(commit.number()), LogCodec.encode(commit));
            batch.put(Keys.commit(commit.commitId()), Records.number(commit.number()));
        }
    }

    private void writeMeta(WriteGroup.Meta meta) {
        byte[] value = meta.value();
        if (value == null) {
            batch.delete(Keys.meta(meta.key()));
        } else {
            batch.put(Keys.meta(meta.key()), value);
        }
    }
}
