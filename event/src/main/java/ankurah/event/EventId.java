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

    // Halves of longs, because a browser computes with those many times faster.
    private final int time0;
    private final int time1;
    private final int hash0;
    private final int hash1;
    private final int hash2;
    private final int hash3;
    private final int hash4;
    private final int hash5;

    private EventId(byte[] bytes, int offset) {
        this.time0 = Longs.half(bytes, offset);
        this.time1 = Longs.half(bytes, offset + 4);
        this.hash0 = Longs.half(bytes, offset + 8);
        this.hash1 = Longs.half(bytes, offset + 12);
        this.hash2 = Longs.half(bytes, offset + 16);
        this.hash3 = Longs.half(bytes, offset + 20);
        this.hash4 = Longs.half(bytes, offset + 24);
        this.hash5 = Longs.half(bytes, offset + 28);
    }

    /** The id of an event with this hybrid time whose header hashes to {@code headerHash}. */
    public static EventId of(long time, Hash256 headerHash) {
        byte[] bytes = new byte[BYTES];
        Longs.put(time, bytes, 0);
        System.arraycopy(headerHash.toBytes(), 0, bytes, 8, BYTES - 8);
        return new EventId(bytes, 0);
    }

    public static EventId fromBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new AnkurahException.Invalid(
                    "id.malformed", "an event id has " + BYTES + " bytes, not " + bytes.length);
        }
        return fromBytes(bytes, 0);
    }

    public static EventId fromBytes(byte[] bytes, int offset) {
        return new EventId(bytes, offset);
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
        Longs.putHalf(time0, target, offset);
        Longs.putHalf(time1, target, offset + 4);
        Longs.putHalf(hash0, target, offset + 8);
        Longs.putHalf(hash1, target, offset + 12);
        Longs.putHalf(hash2, target, offset + 16);
        Longs.putHalf(hash3, target, offset + 20);
        Longs.putHalf(hash4, target, offset + 24);
        Longs.putHalf(hash5, target, offset + 28);
    }

    /** The hybrid time, see {@link HybridTime}. */
    public long time() {
        return Longs.of(time0, time1);
    }

    @Override
    public int compareTo(EventId other) {
        if (time0 != other.time0) {
            return Integer.compareUnsigned(time0, other.time0);
        }
        if (time1 != other.time1) {
            return Integer.compareUnsigned(time1, other.time1);
        }
        if (hash0 != other.hash0) {
            return Integer.compareUnsigned(hash0, other.hash0);
        }
        if (hash1 != other.hash1) {
            return Integer.compareUnsigned(hash1, other.hash1);
        }
        return compareRest(other);
    }

    private int compareRest(EventId other) {
        if (hash2 != other.hash2) {
            return Integer.compareUnsigned(hash2, other.hash2);
        }
        if (hash3 != other.hash3) {
            return Integer.compareUnsigned(hash3, other.hash3);
        }
        if (hash4 != other.hash4) {
            return Integer.compareUnsigned(hash4, other.hash4);
        }
        return Integer.compareUnsigned(hash5, other.hash5);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventId that
                && hash1 == that.hash1
                && hash0 == that.hash0
                && time1 == that.time1
                && time0 == that.time0
                && hash2 == that.hash2
                && hash3 == that.hash3
                && hash4 == that.hash4
                && hash5 == that.hash5;
    }

    @Override
    public int hashCode() {
        return hash0 ^ hash1;
    }

    @Override
    public String toString() {
        return Base32.encode(toBytes());
    }
}
