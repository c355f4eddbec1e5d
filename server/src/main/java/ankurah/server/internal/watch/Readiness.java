package ankurah.server.internal.watch;

import ankurah.core.internal.gate.DurableBackend;
import ankurah.event.AnkurahException;
import ankurah.storage.LoggedCommit;
import ankurah.storage.Position;
import ankurah.storage.StorageSnapshot;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whether clients can be served: the store is open, takes commits, and its log can be read up to the newest entry. Looked at
 * anew at most once a second, by one at a time, so that asking costs a server nothing.
 */
public final class Readiness {
    private static final long GOOD_FOR_NANOS = 1_000_000_000L;
    private static final long PATIENCE_MILLIS = 5_000;

    private final DurableBackend backend;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile @Nullable Verdict last;
    private volatile boolean closing;

    /**
     * Why not.
     *
     * @param code null if all is well
     */
    public record Verdict(@Nullable String code, String reason, long nanos) {
        public boolean isReady() {
            return code == null;
        }
    }

    public Readiness(DurableBackend backend) {
        this.backend = backend;
    }

    /** From now on it is not. */
    public void close() {
        closing = true;
    }

    public Verdict look() {
        if (closing) {
            return no("sync.shutdown", "the server is shutting down");
        }
        Verdict known = last;
        if (known != null && System.nanoTime() - known.nanos < GOOD_FOR_NANOS) {
            return known;
        }
        try {
            if (!looking.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                return no("storage.unreachable", "the store has not answered for " + PATIENCE_MILLIS + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return no("wait.interrupted", "interrupted while looking");
        }
        try {
            Verdict found = judge();
            last = found;
            return found;
        } finally {
            looking.unlock();
        }
    }

    private Verdict judge() {
        try {
            backend.requireOpen();
            Position shown = backend.reactor().position();
            try (StorageSnapshot snapshot = backend.storage().snapshot()) {
                requireLog(snapshot, shown);
            }
            return new Verdict(null, "", System.nanoTime());
        } catch (AnkurahException e) {
            return no(e.code(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return no("storage.failed", "the store cannot be read: " + e);
        }
    }

    private static void requireLog(StorageSnapshot snapshot, Position shown) {
        Position stored = snapshot.position();
        if (stored.number() < shown.number()) {
            throw new AnkurahException.Fault(
                    "storage.failed",
                    "the store ends at " + stored.number() + ", and " + shown.number() + " was shown");
        }
        if (stored.number() == 0) {
            return;
        }
        LoggedCommit newest = snapshot.logged(stored.number());
        if (newest == null || !newest.position(stored.log()).equals(stored)) {
            throw new AnkurahException.Fault("storage.failed", "the newest entry of the log cannot be read");
        }
    }

    private static Verdict no(String code, String reason) {
        return new Verdict(code, reason, System.nanoTime());
    }
}
