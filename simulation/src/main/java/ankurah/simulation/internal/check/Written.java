package ankurah.simulation.internal.check;

import ankurah.core.Stage;
import ankurah.core.internal.gate.Ticket;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.storage.Position;
import org.jspecify.annotations.Nullable;

/** A commit that a participant made, and what it has heard of it. */
public final class Written {
    private final Commit commit;
    final String by;
    /** How often its author had forgotten everything. */
    final int memory;

    /** Null while it is being made, and for good if that failed. */
    @Nullable
    Ticket ticket;

    /** Why it was not even taken. */
    @Nullable
    AnkurahException failed;

    /** Where it was acknowledged; null while it is not. */
    @Nullable
    Position acknowledged;

    int rejections;

    /** The process that heard of the refusal, counting those of its author. */
    int toldProcess;

    @Nullable
    AnkurahException reason;

    Written(Commit commit, String by, int memory) {
        this.commit = commit;
        this.by = by;
        this.memory = memory;
    }

    /** What was written; made anew, if its author's clock was wrong. */
    Commit commit() {
        Ticket its = ticket;
        Commit anew = its == null ? null : its.reminted();
        return anew == null ? commit : anew;
    }

    boolean touches(EntityId id) {
        for (Event event : commit().events()) {
            if (event.entity().equals(id)) {
                return true;
            }
        }
        return false;
    }

    boolean isTaken() {
        return ticket != null;
    }

    /** Neither refused nor given up, as far as its author's node knows. */
    boolean isCertain(long nowMillis) {
        Ticket its = ticket;
        if (its == null) {
            return false;
        }
        try {
            its.await(Stage.ACCEPTED, nowMillis);
            return true;
        } catch (AnkurahException e) {
            return e.code().equals("wait.timeout");
        }
    }

    /** Neither given up nor known to be kept: its author's process may have ended while it was being made. */
    boolean isBegun() {
        return ticket == null && failed == null;
    }

    String describe() {
        Ticket its = ticket;
        String taken = failed != null ? "failed with " + failed : its == null ? "not taken yet" : "taken";
        return this + ", which is " + taken + ", acknowledged at " + acknowledged + ", refused " + rejections
                + " times (" + reason + ")";
    }

    @Override
    public String toString() {
        return commit() + " of " + by + "." + memory;
    }
}
