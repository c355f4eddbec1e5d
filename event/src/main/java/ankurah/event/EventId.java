package ankurah.event;

import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.event.internal.Base32;
import ankurah.event.internal.Longs;

/**
 * The identity of an event: 6 bytes of Unix milliseconds, a 2-byte counter, and the first 24 bytes of the SHA-256 of
 * the event's header. Byte order, text order and {@link #compareTo} agree, and an ancestor's id is always smaller than
 * its descendant's.
 *
 * <p>The text is 52 characters of Crockford base32 whose first ten are the timestamp of a ULID.
 */
public final class EventId implements Comparable<EventId> {
    public static final int BYTES = 32;

    private final long time;
    private final long hash1;
    private final long hash2;
    private final long hash3;

    private EventId(long time, long hash1, long hash2, long hash3) {
        this.time = time;
        this.hash1 = hash1;
        this.hash2 = hash2;
        this.hash3 = hash3;
    }

    /** The id of an event with this hybrid time whose header hashes to {@code headerHash}. */
    public static EventId of(long time, Hash256 headerHash) {
        return new EventId(time, headerHash.part(0), headerHash.part(1), headerHash.part(2));
    }

    public static EventId fromBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new AnkurahException.Invalid(
                    "id.malformed", "an event id has " + BYTES + " bytes, not " + bytes.length);
        }
        return fromBytes(bytes, 0);
    }

    public static EventId fromBytes(byte[] bytes, int offset) {
        return new EventId(
                Longs.get(bytes, offset),
                Longs.get(bytes, offset + 8),
                Longs.get(bytes, offset + 16),
                Longs.get(bytes, offset + 24));
    }

    /**
     * Reads the 52 characters of {@link #toString}, in either case.
     *
     * @throws AnkurahException.Invalid {@code id.malformed} for any other text
     */
    public static EventId parse(String text) {
        return fromBytes(Base32.decode(text, BYTES, "an event id"), 0);
    }

    /** Reads a CBOR byte string of 32 bytes. */
    public static EventId read(CborReader in) {
        return fromBytes(in.bytes(BYTES), 0);
    }

    public void write(CborWriter out) {
        out.bytes(toBytes());
    }

    public byte[] toBytes() {
        byte[] bytes = new byte[BYTES];
        writeTo(bytes, 0);
        return bytes;
    }

    public void writeTo(byte[] target, int offset) {
        Longs.put(time, target, offset);
        Longs.put(hash1, target, offset + 8);
        Longs.put(hash2, target, offset + 16);
        Longs.put(hash3, target, offset + 24);
    }

    /** The hybrid time, see {@link HybridTime}. */
    public long time() {
        return time;
    }

    @Override
    public int compareTo(EventId other) {
        int order = Long.compareUnsigned(time, other.time);
        if (order == 0) {
            order = Long.compareUnsigned(hash1, other.hash1);
        }
        if (order == 0) {
            order = Long.compareUnsigned(hash2, other.hash2);
        }
        return order != 0 ? order : Long.compareUnsigned(hash3, other.hash3);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventId that
                && time == that.time
                && hash1 == that.hash1
                && hash2 == that.hash2
                && hash3 == that.hash3;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash1);
    }

    @Override
    public String toString() {
        return Base32.encode(toBytes());
    }
}
