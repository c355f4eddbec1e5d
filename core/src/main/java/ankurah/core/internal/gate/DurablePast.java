package ankurah.core.internal.gate;

import ankurah.core.internal.entity.Fold;
import ankurah.core.internal.entity.PastRows;
import ankurah.core.internal.entity.RowFilter;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.query.Query;
import ankurah.storage.EntityState;
import ankurah.storage.LoggedCommit;
import ankurah.storage.Position;
import ankurah.storage.StorageEngine;
import ankurah.storage.StorageSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a durable node's log had at earlier positions. */
public final class DurablePast {
    private final StorageEngine storage;
    private final Fold fold;
    private final LogTimes times = new LogTimes();

    DurablePast(StorageEngine storage, Fold fold) {
        this.storage = storage;
        this.fold = fold;
    }

    /**
     * Refuses a position that this log has not come by.
     *
     * @param newest what readers see
     * @throws AnkurahException.Conflict {@code position.other_log}, {@code position.beyond}
     */
    public Position confirmed(Position at, Position newest) {
        if (!at.log().equals(newest.log())) {
            throw new AnkurahException.Conflict(
                    "position.other_log", "the position " + at + " is of another log; this node's is " + newest.log());
        }
        if (at.number() > newest.number()) {
            throw new AnkurahException.Conflict(
                    "position.beyond", "the position " + at + " lies beyond " + newest + ", where this node's log is");
        }
        if (!at(at.number()).equals(at)) {
            throw new AnkurahException.Conflict(
                    "position.other_log",
                    "the log of this node had other commits at " + at
                            + "; it was restored from an older copy, or theirs was");
        }
        return at;
    }

    /** Where the log stood at an instant: see {@link LogTimes}. */
    public Position at(long epochMillis, Position newest) {
        try (StorageSnapshot snapshot = storage.snapshot()) {
            return at(Math.min(newest.number(), times.numberAt(snapshot, epochMillis)));
        }
    }

    private Position at(long number) {
        try (StorageSnapshot snapshot = storage.snapshot()) {
            LoggedCommit logged = number == 0 ? null : snapshot.logged(number);
            return logged == null
                    ? Position.start(storage.identity().log())
                    : logged.position(storage.identity().log());
        }
    }

    /** Entities as they were, deleted ones too, without those that were not there or are not to be seen. */
    public List<EntityState> states(Position at, RowFilter sight, List<EntityId> ids) {
        List<EntityState> states = new ArrayList<>(ids.size());
        try (StorageSnapshot snapshot = storage.snapshot()) {
            PastRows past = new PastRows(snapshot, fold, at.number(), sight);
            for (EntityId id : ids) {
                @Nullable EntityState state = past.state(id);
                if (state != null) {
                    states.add(state);
                }
            }
        }
        return states;
    }

    /** The rows of a bound query as they were, in its order. */
    public List<EntityState> rows(Position at, RowFilter sight, String collection, Query bound) {
        try (StorageSnapshot snapshot = storage.snapshot()) {
            return new PastRows(snapshot, fold, at.number(), sight).list(collection, bound);
        }
    }
}
