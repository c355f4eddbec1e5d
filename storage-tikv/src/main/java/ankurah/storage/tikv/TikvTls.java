package ankurah.storage.tikv;

import ankurah.event.AnkurahException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How connections to the cluster are secured. All files are PEM.
 *
 * @param authorities the certificates that the servers' ones are signed with
 * @param certificate what this program shows of itself; null if the cluster does not ask for it
 * @param key the key of that certificate, PKCS#8; null without one
 */
public record TikvTls(
        Path authorities,
        @Nullable Path certificate,
        @Nullable Path key) {
    public TikvTls {
        if ((certificate == null) != (key == null)) {
            throw new AnkurahException.Invalid("storage.options", "a certificate and its key come together");
        }
    }

    /** Servers prove who they are; this program does not. */
    public static TikvTls trusting(Path authorities) {
        return new TikvTls(authorities, null, null);
    }

    public TikvTls as(Path certificate, Path key) {
        return new TikvTls(authorities, certificate, key);
    }
}
