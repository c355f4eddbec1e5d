package ankurah.core.internal.gate;

import ankurah.core.Status;
import ankurah.core.internal.entity.RowFilter;
import ankurah.event.AnkurahException;
import ankurah.storage.EntityState;
import org.jspecify.annotations.Nullable;

/** All there is stands here, so what a principal may see can be trusted. */
final class FullCoverage implements Coverage {
    private final RowFilter sight;
    private final Gate gate;

    FullCoverage(RowFilter sight, Gate gate) {
        this.sight = sight;
        this.gate = gate;
    }

    @Override
    public boolean admits(EntityState row) {
        return sight.admits(row);
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
        gate.listen(this, listener);
    }

    @Override
    public void close() {
        gate.forget(this);
    }
}
