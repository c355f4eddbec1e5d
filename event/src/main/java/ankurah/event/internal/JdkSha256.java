package ankurah.event.internal;

import ankurah.event.AnkurahException;
import ankurah.event.Hash256;
import ankurah.event.Sha256;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The one class of this module that is not compiled for the browser, which has no {@link MessageDigest}. */
public enum JdkSha256 implements Sha256 {
    INSTANCE;

    /** Never fed, only cloned, which spares looking the provider up for each hash. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final MessageDigest unused = create();

    @Override
    public Hash256 hash(byte[] data) {
        return Hash256.fromBytes(copy().digest(data));
    }

    private MessageDigest copy() {
        try {
            return (MessageDigest) unused.clone();
        } catch (CloneNotSupportedException providerCannot) {
            return create();
        }
    }

    private static MessageDigest create() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AnkurahException.Fault("crypto.no_sha256", "this Java runtime has no SHA-256", e);
        }
    }
}
