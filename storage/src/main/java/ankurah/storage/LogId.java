package ankurah.storage;

import ankurah.event.AnkurahException;
import ankurah.event.RandomSource;
import ankurah.event.internal.Base32;
import ankurah.event.internal.Longs;

/** The identity of one durable node's log: 16 random bytes, drawn when its store is first opened. */
public record LogId(long high, long low) {
    public static final int BYTES = 16;

    public static LogId random(RandomSource random) {
        return fromBytes(random.bytes(BYTES));
    }

    public static LogId fromBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new AnkurahException.Invalid("id.malformed", "a log id has 16 bytes, not " + bytes.length);
        }
        return new LogId(Longs.get(bytes, 0), Longs.get(bytes, 8));
    }

    /** Reads the 26 characters of {@link #toString}, in either case. */
    public static LogId parse(String text) {
        return fromBytes(Base32.decode(text, BYTES, "a log id"));
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
