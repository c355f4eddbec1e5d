package ankurah.simulation.internal.check;

import ankurah.core.internal.gate.Ticket;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import org.jspecify.annotations.Nullable;

/** A commit that a participant made, and what it has heard of it. */
public final class Written {
    private final Commit commit;
    final String by;
    final int life;
    final long begunMicros;

    /** Null while it is being made, and for good if that failed. */
    @Nullable
    Ticket ticket;

    /** Why it was not even taken. */
    @Nullable
    AnkurahException failed;

    /** Where it was acknowledged; 0 while it is not. */
    long acknowledged;

    int rejections;
    long rejectedMicros;

    @Nullable
    AnkurahException reason;

    Written(Commit commit, String by, int life, long begunMicros) {
        this.begunMicros = begunMicros;
        this.commit = commit;
        this.by = by;
        this.life = life;
    }

    /** What was written; made anew, if its author's clock was wrong. */
    Commit commit() {
        Ticket its = ticket;
        Commit anew = its == null ? null : its.reminted();
        return anew == null ? commit : anew;
    }

    boolean isTaken() {
        return ticket != null;
    }

    String describe() {
        Ticket its = ticket;
        String taken = failed != null ? "failed with " + failed : its == null ? "not taken yet" : "taken";
        return this + ", which is " + taken + ", acknowledged at " + acknowledged + ", refused " + rejections
                + " times (" + reason + ")";
    }

    @Override
    public String toString() {
        return commit() + " of " + by + "." + life;
    }
}
