package ankurah.event.internal;

import ankurah.event.AnkurahException;
import ankurah.event.Hash256;
import ankurah.event.Sha256;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one class of this module that is not compiled for the browser, which has no {@link MessageDigest}. */
public enum JdkSha256 implements Sha256 {
    INSTANCE;

    @Override
    public Hash256 hash(byte[] data) {
        try {
            return Hash256.fromBytes(MessageDigest.getInstance("SHA-256").digest(data));
        } catch (NoSuchAlgorithmException e) {
            throw new AnkurahException.Fault("crypto.no_sha256", "this Java runtime has no SHA-256", e);
        }
    }
}
