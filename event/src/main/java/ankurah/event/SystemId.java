package ankurah.event;

import ankurah.event.internal.Base32;
import ankurah.event.internal.Longs;

/** The identity of a system, drawn once when its first durable node starts over an empty store. Nodes of different systems never exchange events. */
public record SystemId(long high, long low) {
    public static final int BYTES = 16;

    public static SystemId random(RandomSource random) {
        return fromBytes(random.bytes(BYTES));
    }

    public static SystemId fromBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new AnkurahException.Invalid("id.malformed", "a system id has 16 bytes, not " + bytes.length);
        }
        return new SystemId(Longs.get(bytes, 0), Longs.get(bytes, 8));
    }

    /** Reads the 26 characters of {@link #toString}, in either case. */
    public static SystemId parse(String text) {
        return fromBytes(Base32.decode(text, BYTES, "a system id"));
    }

    public byte[] toBytes() {
        byte[] bytes = new byte[BYTES];
        Longs.put(high, bytes, 0);
        Longs.put(low, bytes, 8);
        return bytes;
    }

    @Override
    public String toString() {
        return Base32.encode(toBytes());
    }
}
