package ankurah.text.yjs;

import java.util.Arrays;
import java.util.Random;

/** Bytes, damaged in a way that a reader may not notice at once. */
final class Mutation {
    private Mutation() {}

    static byte[] of(Random random, byte[] original, byte[] other) {
        byte[] bytes = original;
        for (int i = random.nextInt(3); i >= 0; i--) {
            bytes = once(random, bytes, other);
        }
        return bytes;
    }

    private static byte[] once(Random random, byte[] bytes, byte[] other) {
        int at = random.nextInt(bytes.length + 1);
        int end = at + random.nextInt(Math.min(9, bytes.length - at + 1));
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> changed(random, bytes);
            case 3 -> Arrays.copyOf(bytes, at);
            case 4 -> spliced(bytes, at, end, new byte[0]);
            case 5 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            case 6 -> spliced(bytes, at, Math.min(bytes.length, at + 1), huge(random));
            default -> {
                int from = random.nextInt(other.length + 1);
                yield spliced(bytes, at, end, Arrays.copyOfRange(other, from, from + random.nextInt(30)));
            }
        };
    }

    private static byte[] changed(Random random, byte[] bytes) {
        if (bytes.length == 0) {
            return bytes;
        }
        byte[] changed = bytes.clone();
        int at = random.nextInt(bytes.length);
        changed[at] = (byte) (random.nextBoolean() ? changed[at] ^ 1 << random.nextInt(8) : random.nextInt(256));
        return changed;
    }

    private static byte[] spliced(byte[] bytes, int begin, int end, byte[] inserted) {
        byte[] spliced = Arrays.copyOf(bytes, begin + inserted.length + bytes.length - end);
        System.arraycopy(inserted, 0, spliced, begin, inserted.length);
        System.arraycopy(bytes, end, spliced, begin + inserted.length, bytes.length - end);
        return spliced;
    }

    /** A number near a bound that a reader may have. */
    private static byte[] huge(Random random) {
        long[] bounds = {1L << 7, 1L << 14, 1L << 24, 1L << 31, 1L << 32, 1L << 53, 1L << 62, -1L};
        long value = bounds[random.nextInt(bounds.length)] - random.nextInt(3) + 1;
        byte[] bytes = new byte[10];
        int size = 0;
        long rest = value;
        for (; (rest & ~127L) != 0; rest >>>= 7) {
            bytes[size++] = (byte) (rest | 128);
        }
        bytes[size++] = (byte) rest;
        return Arrays.copyOf(bytes, size);
    }
}
