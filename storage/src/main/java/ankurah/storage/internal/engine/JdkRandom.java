package ankurah.storage.internal.engine;

import ankurah.event.RandomSource;
import java.security.SecureRandom;

/** The JDK's strong random bytes. */
public final class JdkRandom implements RandomSource {
    private final SecureRandom secure = new SecureRandom();

    @Override
    public byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        secure.nextBytes(bytes);
        return bytes;
    }
}
