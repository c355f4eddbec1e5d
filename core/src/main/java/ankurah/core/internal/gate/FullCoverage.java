package ankurah.core.internal.gate;

import ankurah.core.Status;
import ankurah.core.internal.entity.RowFilter;
import ankurah.event.AnkurahException;
import ankurah.storage.EntityState;
import org.jspecify.annotations.Nullable;

/** All there is stands here, so what a principal may see can be trusted. */
record FullCoverage(RowFilter sight) implements Coverage {
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
        return Status.LIVE;
    }

    @Override
    public @Nullable AnkurahException error() {
        return null;
    }

    @Override
    public void awaitLive(long deadlineMillis) {}

    @Override
    public void settle(long deadlineMillis) {}

    @Override
    public void close() {}
}
