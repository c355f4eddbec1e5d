package ankurah.core.internal.sync.client;

import ankurah.core.ConnectionStatus;
import ankurah.core.ConnectionStatus.State;
import ankurah.core.SyncStatus;
import ankurah.core.internal.live.Pulse;
import ankurah.event.TimeSource;
import ankurah.signals.Signal;
import ankurah.signals.Source;
import org.jspecify.annotations.Nullable;

/** How the node stands, as a signal of its graph. Changed by any thread; effects hear of it on the dispatcher. */
final class StatusSignal implements Signal<SyncStatus> {
    private final Pulse pulse;
    private final TimeSource time;
    private volatile SyncStatus status;
    private @Nullable Source source;
    private boolean telling;

    StatusSignal(Pulse pulse, TimeSource time, String target, int pendingCommits) {
        this.pulse = pulse;
        this.time = time;
        this.status = new SyncStatus(State.CONNECTING, target, pendingCommits, null, time.millis(), 0);
    }

    @Override
    public SyncStatus get() {
        source().track();
        return status;
    }

    @Override
    public SyncStatus peek() {
        return status;
    }

    /** An attempt to connect does not end being offline; only a connection does. */
    void connection(ConnectionStatus now) {
        Source told;
        synchronized (this) {
            SyncStatus before = status;
            boolean stillOffline = before.state() == State.OFFLINE && now.state() == State.CONNECTING;
            State state = stillOffline ? State.OFFLINE : now.state();
            status = new SyncStatus(
                    state,
                    before.target(),
                    before.pendingCommits(),
                    stillOffline ? before.error() : now.error(),
                    state == before.state() ? before.sinceMillis() : time.millis(),
                    now.retryMillis());
            told = toTell(before);
        }
        tell(told);
    }

    void pendingCommits(int count) {
        Source told;
        synchronized (this) {
            SyncStatus before = status;
            status = new SyncStatus(
                    before.state(), before.target(), count, before.error(), before.sinceMillis(), before.retryMillis());
            told = toTell(before);
        }
        tell(told);
    }

    /** Several changes before the dispatcher gets to it are told as one. */
    private @Nullable Source toTell(SyncStatus before) {
        Source known = source;
        if (known == null || telling || status.equals(before)) {
            return null;
        }
        telling = true;
        return known;
    }

    private void tell(@Nullable Source told) {
        if (told != null) {
            pulse.later(() -> {
                synchronized (this) {
                    telling = false;
                }
                told.invalidate();
            });
        }
    }

    private synchronized Source source() {
        Source known = source;
        if (known == null) {
            known = pulse.graph()
                    .source(new Source.Upstream() {
                        @Override
                        public Object stamp() {
                            return status;
                        }
                    })
                    .named("sync status");
            source = known;
        }
        return known;
    }
}
