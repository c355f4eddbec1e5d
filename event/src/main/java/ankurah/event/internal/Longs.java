package ankurah.event.internal;

/** Big-endian longs in byte arrays, by their halves: in a browser a long is slow. */
public final class Longs {
    private static final int HALF_BYTES = 4;
    private static final int HALF_BITS = 32;
    private static final long LOW = 0xffff_ffffL;

    private Longs() {}

    public static long get(byte[] bytes, int offset) {
        return of(half(bytes, offset), half(bytes, offset + HALF_BYTES));
    }

    public static void put(long value, byte[] bytes, int offset) {
        putHalf((int) (value >>> HALF_BITS), bytes, offset);
        putHalf((int) value, bytes, offset + HALF_BYTES);
    }

    public static long of(int high, int low) {
        return (long) high << HALF_BITS | low & LOW;
    }

    public static int half(byte[] bytes, int offset) {
        return bytes[offset] << 24
                | (bytes[offset + 1] & 0xff) << 16
                | (bytes[offset + 2] & 0xff) << 8
                | bytes[offset + 3] & 0xff;
    }

    public static void putHalf(int value, byte[] bytes, int offset) {
        bytes[offset] = (byte) (value >>> 24);
        bytes[offset + 1] = (byte) (value >>> 16);
        bytes[offset + 2] = (byte) (value >>> 8);
        bytes[offset + 3] = (byte) value;
    }
}
