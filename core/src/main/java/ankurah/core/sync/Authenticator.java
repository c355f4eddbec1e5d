package ankurah.core.sync;

import ankurah.core.Principal;
import org.jspecify.annotations.Nullable;

/** Turns what a client shows into whom the policy sees. Called once per connection; may suspend. */
@FunctionalInterface
public interface Authenticator {
    /**
     * @param credential what the client's hello holds, null when it has none
     * @throws ankurah.event.AnkurahException.Refused to turn it away; the client reads code and message
     */
    Principal authenticate(@Nullable String credential);

    /** Everybody is {@link Principal#ANONYMOUS}; credentials are not looked at. */
    static Authenticator anonymous() {
        return credential -> Principal.ANONYMOUS;
    }
}
