package ankurah.event;

import ankurah.event.internal.Hex;
import ankurah.event.internal.Longs;

/** A SHA-256 digest. */
public final class Hash256 {
    public static final int BYTES = 32;

    /** All zero bits: the running hash of an empty log. */
    public static final Hash256 ZERO = new Hash256(0, 0, 0, 0);

    private final long part0;
    private final long part1;
    private final long part2;
    private final long part3;

    private Hash256(long part0, long part1, long part2, long part3) {
        this.part0 = part0;
        this.part1 = part1;
        this.part2 = part2;
        this.part3 = part3;
    }

    public static Hash256 fromBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new AnkurahException.Invalid("hash.malformed", "a hash has 32 bytes, not " + bytes.length);
        }
        return new Hash256(Longs.get(bytes, 0), Longs.get(bytes, 8), Longs.get(bytes, 16), Longs.get(bytes, 24));
    }

    public byte[] toBytes() {
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < 4; i++) {
            Longs.put(part(i), bytes, i * 8);
        }
        return bytes;
    }

    long part(int index) {
        return switch (index) {
            case 0 -> part0;
            case 1 -> part1;
            case 2 -> part2;
            default -> part3;
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash256 that
                && part0 == that.part0
                && part1 == that.part1
                && part2 == that.part2
                && part3 == that.part3;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(part0);
    }

    /** 64 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return Hex.encode(toBytes());
    }
}
