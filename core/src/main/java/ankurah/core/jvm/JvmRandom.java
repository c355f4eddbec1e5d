package ankurah.core.jvm;

import ankurah.event.RandomSource;
import java.security.SecureRandom;
import java.util.Arrays;

/** Draws strong random bytes in blocks, because drawing sixteen costs about what drawing a thousand does. */
final class JvmRandom implements RandomSource {
    private static final int BLOCK_BYTES = 4096;
    private static final int STRIPES = 8;

    private final Block[] blocks = new Block[STRIPES];

    JvmRandom() {
        SecureRandom source = new SecureRandom();
        for (int i = 0; i < STRIPES; i++) {
            blocks[i] = new Block(source);
        }
    }

    @Override
    public byte[] bytes(int count) {
        return blocks[(int) (Thread.currentThread().threadId() % STRIPES)].take(count);
    }

    /** Handed-out bytes are wiped, so that they cannot be read from here afterwards. */
    private static final class Block {
        private final SecureRandom source;
        private final byte[] bytes = new byte[BLOCK_BYTES];
        private int used = BLOCK_BYTES;

        Block(SecureRandom source) {
            this.source = source;
        }

        synchronized byte[] take(int count) {
            byte[] taken = new byte[count];
            if (count > BLOCK_BYTES) {
                source.nextBytes(taken);
                return taken;
            }
            if (BLOCK_BYTES - used < count) {
                source.nextBytes(bytes);
                used = 0;
            }
            System.arraycopy(bytes, used, taken, 0, count);
            Arrays.fill(bytes, used, used + count, (byte) 0);
            used += count;
            return taken;
        }
    }
}
