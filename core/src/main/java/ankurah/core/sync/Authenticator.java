package ankurah.core.sync;

import ankurah.core.Principal;
import org.jspecify.annotations.Nullable;

/** Turns what a client shows into whom the policy sees. Called once for each credential shown; may suspend. */
@FunctionalInterface
public interface Authenticator {
    /**
     * @param credential what the client's hello holds, null when it has none
     * @throws ankurah.event.AnkurahException.Refused to turn it away; the client reads code and message
     */
    Principal authenticate(@Nullable String credential);

    /** The same, with how long it holds; this one is called, and by default {@link #authenticate} is. */
    default Authenticated admit(@Nullable String credential) {
        return Authenticated.forever(authenticate(credential));
    }

    /** Whether what was admitted has not been revoked. Quick; asked of every open session after {@link Watcher#onRevoked}. */
    default boolean holds(Authenticated admitted) {
        return true;
    }

    /** Has a server hear of revocations, until {@link #unwatch}. */
    default void watch(Watcher watcher) {}

    default void unwatch(Watcher watcher) {}

    /** A server that looks at its open sessions. */
    @FunctionalInterface
    interface Watcher {
        /** What {@link #holds} says may have changed. Does not wait. */
        void onRevoked();
    }

    /** Everybody is {@link Principal#ANONYMOUS}; credentials are not looked at. */
    static Authenticator anonymous() {
        return credential -> Principal.ANONYMOUS;
    }
}
