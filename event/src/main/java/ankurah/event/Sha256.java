package ankurah.event;

import ankurah.event.internal.JdkSha256;
import ankurah.event.internal.PortableSha256;

/** SHA-256 (FIPS 180-4). Implementations keep no state between calls and may be shared by threads. */
public interface Sha256 {
    Hash256 hash(byte[] data);

    /** Plain Java, for platforms without a message digest of their own, such as the browser. */
    static Sha256 portable() {
        return PortableSha256.INSTANCE;
    }

    /** The JDK's, which uses the processor's instructions. */
    static Sha256 jdk() {
        return JdkSha256.INSTANCE;
    }
}
