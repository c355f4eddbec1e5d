package ankurah.auth.jwt;

import ankurah.event.AnkurahException;
import java.net.URI;
import java.nio.file.Path;

/** Where the public keys of an issuer are: a JWKS (RFC 7517). */
public sealed interface JwtKeys {

    /** A key set itself. It never changes. */
    record Inline(String jwks) implements JwtKeys {}

    /** A file with a key set, read again when it may have changed. */
    record File(Path path) implements JwtKeys {}

    /** An address that answers with a key set. Plain {@code http} is for this machine only. */
    record Url(URI address) implements JwtKeys {
        public Url {
            boolean secure = "https".equalsIgnoreCase(address.getScheme());
            boolean near = "http".equalsIgnoreCase(address.getScheme()) && isLoopback(address.getHost());
            if (!secure && !near) {
                throw new AnkurahException.Invalid(
                        "auth.options",
                        "keys come from an https address, not from " + address
                                + ": whoever can change them on the way can let anybody in");
            }
        }

        private static boolean isLoopback(String host) {
            return "localhost".equalsIgnoreCase(host) || "127.0.0.1".equals(host) || "[::1]".equals(host);
        }
    }
}
