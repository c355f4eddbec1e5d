package ankurah.core.internal.gate;

import ankurah.core.EntityLookup;
import ankurah.core.Status;
import ankurah.core.internal.entity.FollowingRow;
import ankurah.core.internal.entity.RowFilter;
import ankurah.event.AnkurahException;
import ankurah.query.Predicate;
import ankurah.storage.EntityState;
import org.jspecify.annotations.Nullable;

/**
 * All there is stands here, so what a principal may see can be trusted. Equal to one through which the same is seen, whoever
 * listens: live queries that select the same share their rows.
 */
final class FullCoverage implements Coverage {
    private final RowFilter sight;
    private final Gate gate;
    private volatile @Nullable StatusListener listening;

    FullCoverage(RowFilter sight, Gate gate) {
        this.sight = sight;
        this.gate = gate;
    }

    @Override
    public boolean admits(EntityState row, EntityLookup others, FollowingRow.@Nullable Trail trail) {
        return sight.admits(row, others, trail);
    }

    @Override
    public @Nullable Predicate condition(String collection) {
        return sight.condition(collection);
    }

    @Override
    public RowFilter of(String collection) {
        RowFilter its = sight.of(collection);
        return its.equals(sight) ? this : its;
    }

    @Override
    public boolean mayTurn(EntityState before, EntityState after, EntityLookup others) {
        return sight.mayTurn(before, after, others);
    }

    @Override
    public RowFilter current() {
        return isCurrent() ? this : renewed(sight.current());
    }

    @Override
    public boolean isCurrent() {
        return sight.isCurrent();
    }

    /** Takes over the listener. */
    private FullCoverage renewed(RowFilter now) {
        FullCoverage next = new FullCoverage(now, gate);
        StatusListener listener = listening;
        if (listener != null) {
            next.listening = listener;
        }
        return next;
    }

    @Override
    public boolean admitsAll() {
        return sight.admitsAll();
    }

    @Override
    public Status status() {
        return gate.stopped() == null ? Status.LIVE : Status.FAILED;
    }

    @Override
    public @Nullable AnkurahException error() {
        return gate.stopped();
    }

    @Override
    public void awaitLive(long deadlineMillis) {
        gate.requireOpen();
    }

    @Override
    public void settle(long deadlineMillis) {}

    @Override
    public void listen(StatusListener listener) {
        close();
        listening = listener;
        gate.listen(listener);
    }

    @Override
    public void close() {
        StatusListener before = listening;
        if (before != null) {
            gate.forget(before);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FullCoverage that && gate == that.gate && sight.equals(that.sight);
    }

    @Override
    public int hashCode() {
        return sight.hashCode();
    }
}
