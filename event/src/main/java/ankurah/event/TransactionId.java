package ankurah.event;

import ankurah.event.internal.Base32;
import ankurah.event.internal.Longs;

/** The identity of a transaction, drawn when it opens and named in each of its events. */
public record TransactionId(long high, long low) {
    public static final int BYTES = 16;

    public static TransactionId random(RandomSource random) {
        return fromBytes(random.bytes(BYTES));
    }

    public static TransactionId fromBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new AnkurahException.Invalid("id.malformed", "a transaction id has 16 bytes, not " + bytes.length);
        }
        return new TransactionId(Longs.get(bytes, 0), Longs.get(bytes, 8));
    }

    /** Reads the 26 characters of {@link #toString}, in either case. */
    public static TransactionId parse(String text) {
        return fromBytes(Base32.decode(text, BYTES, "a transaction id"));
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
