package ankurah.storage;

import ankurah.event.AnkurahException;
import ankurah.event.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one group of commits writes: all of it or nothing. Later entries overwrite earlier ones of the same key. Not for
 * several threads at once, and not to be changed after it was committed.
 */
public final class WriteGroup {
    private final List<StoredEvent> events = new ArrayList<>();
    private final List<StateChange> states = new ArrayList<>();
    private final List<LoggedCommit> log = new ArrayList<>();
    private final List<Meta> metas = new ArrayList<>();

    /** A state before and after; null where there is none. */
    public record StateChange(
            @Nullable EntityState before, @Nullable EntityState after) {}

    /** A small record; null removes it. */
    public record Meta(String key, byte @Nullable [] value) {}

    /** Stores an event that is in no commit of the log. */
    public WriteGroup event(Event event) {
        return event(event, 0);
    }

    /**
     * Stores an event, or replaces one whose payload was erased.
     *
     * @param number of the first commit in the log that brought it
     */
    public WriteGroup event(Event event, long number) {
        events.add(new StoredEvent(event, number));
        return this;
    }

    /**
     * Stores the state of an entity.
     *
     * @param before what is stored, or what stands earlier in this group; index entries follow from the difference
     */
    public WriteGroup state(@Nullable EntityState before, EntityState after) {
        if (before != null
                && !(before.id().equals(after.id()) && before.collection().equals(after.collection()))) {
            throw new AnkurahException.Invalid(
                    "storage.state_mismatch",
                    "the state of " + before.collection() + " " + before.id() + " cannot become that of "
                            + after.collection() + " " + after.id());
        }
        states.add(new StateChange(before, after));
        return this;
    }

    /** Removes the state of an entity and its index entries; its events stay. */
    public WriteGroup forget(EntityState stored) {
        states.add(new StateChange(stored, null));
        return this;
    }

    /** Appends to the log; numbers follow each other without gaps. */
    public WriteGroup log(LoggedCommit commit) {
        log.add(commit);
        return this;
    }

    /** Sets a small named record, or removes it when {@code value} is null. */
    public WriteGroup meta(String key, byte @Nullable [] value) {
        metas.add(new Meta(key, value));
        return this;
    }

    public boolean isEmpty() {
        return events.isEmpty() && states.isEmpty() && log.isEmpty() && metas.isEmpty();
    }

    public List<StoredEvent> events() {
        return events;
    }

    public List<StateChange> states() {
        return states;
    }

    public List<LoggedCommit> log() {
        return log;
    }

    public List<Meta> metas() {
        return metas;
    }
}
