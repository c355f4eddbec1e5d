package ankurah.core.internal.sync.client;

import ankurah.core.EntityLookup;
import ankurah.core.Status;
import ankurah.core.internal.entity.FollowingRow;
import ankurah.core.internal.gate.Coverage;
import ankurah.event.AnkurahException;
import ankurah.storage.EntityState;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One reader's trust in a subscription. */
final class ClientCoverage implements Coverage {
    private final EphemeralBackend backend;
    private final ClientSubscription subscription;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable AnkurahException gaveUp;
    private volatile @Nullable StatusListener listener;

    ClientCoverage(EphemeralBackend backend, ClientSubscription subscription) {
        this.backend = backend;
        this.subscription = subscription;
    }

    ClientSubscription subscription() {
        return subscription;
    }

    @Override
    public boolean admits(EntityState row, EntityLookup others, FollowingRow.@Nullable Trail trail) {
        return subscription.admits(row, backend.replica().isPending(row.id()));
    }

    @Override
    public boolean admitsTarget(EntityState row, EntityLookup others, FollowingRow.@Nullable Trail trail) {
        return true;
    }

    @Override
    public boolean vouches(EntityState row) {
        return subscription.vouches(row);
    }

    @Override
    public boolean mayVouch() {
        return true;
    }

    @Override
    public Status status() {
        return closed.get() ? Status.CLOSED : subscription.status();
    }

    @Override
    public @Nullable AnkurahException error() {
        AnkurahException error = subscription.error();
        return error != null ? error : gaveUp;
    }

    @Override
    public void awaitLive(long deadlineMillis) {
        boolean settled = backend.platform().scheduler().await(subscription.settled, deadlineMillis);
        AnkurahException error = subscription.error();
        if (error != null) {
            throw AnkurahException.of(error.category(), error.code(), String.valueOf(error.getMessage()), error);
        }
        if (!settled) {
            throw new AnkurahException.Unavailable(
                    "wait.timeout",
                    "the server has not answered the query on '" + subscription.collection + "' in time");
        }
    }

    /** A reader that waited in vain may go on with what an answer left here before, but not with nothing. */
    @Override
    public void settle(long deadlineMillis) {
        boolean unused = backend.platform().scheduler().await(subscription.settledOrOffline, deadlineMillis);
        if (subscription.status() == Status.LOCAL && !subscription.isAnswered()) {
            gaveUp = backend.link().isOnline()
                    ? new AnkurahException.Unavailable("wait.timeout", "the server has not answered the query in time")
                    : backend.link().offline("the query on '" + subscription.collection + "' is not held here");
        }
    }

    @Override
    public void listen(StatusListener hearing) {
        listener = hearing;
    }

    void statusChanged() {
        StatusListener hearing = listener;
        if (hearing != null) {
            hearing.onStatus();
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            backend.subscriptions().release(this);
        }
    }
}
