package ankurah.event.internal;

/** Big-endian longs in byte arrays. */
public final class Longs {
    private Longs() {}

    public static long get(byte[] bytes, int offset) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | bytes[offset + i] & 0xffL;
        }
        return value;
    }

    public static void put(long value, byte[] bytes, int offset) {
        for (int i = 7; i >= 0; i--) {
            bytes[offset + i] = (byte) value;
            value >>>= 8;
        }
    }
}
