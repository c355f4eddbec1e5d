package ankurah.auth.jwt.internal;

import ankurah.event.AnkurahException;
import ankurah.event.TimeSource;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The keys of an issuer, as they were fetched last.
 *
 * <p>They are fetched again when they are old, and when a token names one that is not among them: so an issuer may change its
 * keys at any time. That happens at most once in a while, whatever tokens come, so nobody can have the issuer flooded from here.
 * While one thread fetches, others go on with the keys there are; only those that need a new one wait for it. When fetching
 * fails the keys there are stay, for a day at most.
 */
public final class KeyCache {
    private static final System.Logger LOG = System.getLogger("ankurah.auth");
    private static final long WAIT_SECONDS = 10;

    private final KeySource source;
    private final TimeSource time;
    private final long refreshMillis;
    private final long retryMillis;
    private final long staleMillis;
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile @Nullable Fetched fetched;
    /** Guarded by the lock. */
    private long lastTryMillis = Long.MIN_VALUE;

    private volatile @Nullable AnkurahException lastFailure;

    private record Fetched(KeySet keys, long atMillis) {}

    public KeyCache(KeySource source, TimeSource time, long refreshMillis, long retryMillis, long staleMillis) {
        this.source = source;
        this.time = time;
        this.refreshMillis = refreshMillis;
        this.retryMillis = retryMillis;
        this.staleMillis = staleMillis;
    }

    /** Fetches the keys, so that what is wrong with them is known before somebody comes. */
    public void warm() {
        refresh(null);
        AnkurahException why = lastFailure;
        if (fetched == null) {
            throw why == null ? unavailable() : why;
        }
    }

    /**
     * The key of a token.
     *
     * @throws AnkurahException.Refused {@code auth.key_unknown}
     * @throws AnkurahException.Unavailable {@code auth.keys_unavailable}
     */
    public VerifyingKey find(Jwt token) {
        Fetched known = fetched;
        if (known == null || age(known) >= refreshMillis && !fetching.isLocked()) {
            refresh(known);
            known = fetched;
        }
        VerifyingKey key = known == null ? null : known.keys.find(token);
        if (key == null) {
            refresh(known);
            known = fetched;
            key = known == null ? null : known.keys.find(token);
        }
        if (known == null || age(known) > staleMillis) {
            throw unavailable();
        }
        if (key == null) {
            throw new AnkurahException.Refused(
                    "auth.key_unknown",
                    token.keyId() == null
                            ? "the token does not name its key, and there is not exactly one for " + token.algorithm()
                            : "the issuer has no key that is called as the token says");
        }
        return key;
    }

    private long age(Fetched known) {
        return time.millis() - known.atMillis;
    }

    private AnkurahException unavailable() {
        AnkurahException why = lastFailure;
        return new AnkurahException.Unavailable(
                "auth.keys_unavailable",
                "the keys of the issuer cannot be had" + (why == null ? "" : ": " + why.getMessage()),
                why);
    }

    /** @param seen does nothing if there are newer ones by now */
    private void refresh(@Nullable Fetched seen) {
        try {
            if (!fetching.tryLock(WAIT_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AnkurahException.Unavailable("wait.interrupted", "interrupted while waiting for keys", e);
        }
        try {
            long now = time.millis();
            if (Objects.equals(fetched, seen)
                    && (lastTryMillis == Long.MIN_VALUE || Math.abs(now - lastTryMillis) >= retryMillis)) {
                lastTryMillis = now;
                fetched = new Fetched(KeySet.parse(source.fetch()), now);
                lastFailure = null;
            }
        } catch (AnkurahException e) {
            lastFailure = e;
            LOG.log(
                    Level.WARNING,
                    "the keys of the issuer could not be fetched; those there are stay: " + e.getMessage());
        } finally {
            fetching.unlock();
        }
    }
}
