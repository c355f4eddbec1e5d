package ankurah.core.internal.gate;

import ankurah.core.Principal;
import ankurah.core.Scheduler;
import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import org.jspecify.annotations.Nullable;

/** A commit on its way through the gate, and who waits for it. */
final class Submission implements Scheduler.Condition {
    final Commit commit;
    final Principal principal;
    /** Where it may be parked for; null if it may not. */
    final @Nullable Source source;
    /** Why it was not admitted. It takes its turn all the same, so that what is built on it is refused as well. */
    final @Nullable AnkurahException inadmissible;

    /** When it was taken, by the observer's clock. */
    final long since;

    private final LeaderSeat seat;
    private volatile @Nullable Outcome outcome;

    /** Tells whether somebody leads. */
    interface LeaderSeat {
        boolean isFree();
    }

    Submission(
            Commit commit,
            Principal principal,
            @Nullable Source source,
            @Nullable AnkurahException inadmissible,
            LeaderSeat seat,
            long since) {
        this.commit = commit;
        this.principal = principal;
        this.source = source;
        this.inadmissible = inadmissible;
        this.seat = seat;
        this.since = since;
    }

    @Nullable
    Outcome outcome() {
        return outcome;
    }

    /** The number of the connection that brought it; 0 for this program. */
    long connection() {
        return source == null ? 0 : source.connection;
    }

    void settle(Outcome settled) {
        outcome = settled;
    }

    /** What its submitter waits for: an answer, or the chance to lead and get one. */
    @Override
    public boolean holds() {
        return outcome != null || seat.isFree();
    }
}
