package ankurah.core.sync;

import ankurah.core.Principal;
import ankurah.event.AnkurahException;

/**
 * Whom a credential shows, and for how long.
 *
 * @param issuedAtMillis when the credential was issued, Unix milliseconds; 0 if it does not say
 * @param expiresAtMillis when the session ends unless its client has shown another credential; {@link #NEVER} for never
 * @param credentialId what the credential is called where it is revoked; empty if it has no name
 */
public record Authenticated(Principal principal, long issuedAtMillis, long expiresAtMillis, String credentialId) {
    public static final long NEVER = Long.MAX_VALUE;

    public Authenticated {
        if (expiresAtMillis <= issuedAtMillis) {
            throw new AnkurahException.Invalid("sync.options", "a credential expires after it was issued");
        }
    }

    /** One that holds as long as the connection. */
    public static Authenticated forever(Principal principal) {
        return new Authenticated(principal, 0, NEVER, "");
    }
}
