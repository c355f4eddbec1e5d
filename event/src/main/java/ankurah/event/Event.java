package ankurah.event;

import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One immutable change to one entity. The id is always computed from the header, never read from outside, and the
 * payload always matches the hash in the header or is absent because it was erased.
 */
public final class Event {
    /** Header and payload together; the encoded event adds a few bytes of framing. */
    public static final int MAX_BYTES = 1 << 20;

    private final EventId id;
    private final Header header;
    private final byte[] headerBytes;
    private final @Nullable Payload payload;
    private final byte @Nullable [] payloadBytes;

    private Event(
            EventId id, Header header, byte[] headerBytes, @Nullable Payload payload, byte @Nullable [] payloadBytes) {
        this.id = id;
        this.header = header;
        this.headerBytes = headerBytes;
        this.payload = payload;
        this.payloadBytes = payloadBytes;
    }

    /**
     * Seals an event.
     *
     * @throws AnkurahException.Invalid {@code event.*} if the structure does not hold or it is too large
     */
    public static Event seal(
            SystemId system,
            String collection,
            @Nullable EntityId entity,
            Clock parents,
            TransactionId transaction,
            String author,
            long time,
            Payload payload,
            Sha256 sha256) {
        byte[] payloadBytes = payload.encode();
        Header header =
                new Header(system, collection, entity, parents, transaction, author, time, sha256.hash(payloadBytes));
        byte[] headerBytes = header.encode();
        requireSize(headerBytes.length + payloadBytes.length);
        EventId id = EventId.of(time, sha256.hash(headerBytes));
        return new Event(id, header, headerBytes, payload, payloadBytes);
    }

    /**
     * Rebuilds an event from its parts, checking the structure and the payload against the header's hash.
     *
     * @param payloadBytes null when the payload was erased
     * @throws AnkurahException.Invalid if anything does not hold
     */
    public static Event of(byte[] headerBytes, byte @Nullable [] payloadBytes, Sha256 sha256) {
        requireSize(headerBytes.length + (payloadBytes == null ? 0 : payloadBytes.length));
        Header header = Header.decode(headerBytes);
        if (payloadBytes != null && !sha256.hash(payloadBytes).equals(header.payloadHash())) {
            throw new AnkurahException.Invalid(
                    "event.payload_mismatch", "the payload is not the one whose hash the header holds");
        }
        Payload payload = payloadBytes == null ? null : Payload.decode(payloadBytes);
        EventId id = EventId.of(header.time(), sha256.hash(headerBytes));
        return new Event(id, header, headerBytes, payload, payloadBytes);
    }

    public static Event decode(byte[] bytes, Sha256 sha256) {
        CborReader in = new CborReader(bytes);
        Event event = read(in, sha256);
        in.end();
        return event;
    }

    public static Event read(CborReader in, Sha256 sha256) {
        in.array(2, "an event");
        byte[] headerBytes = in.bytes();
        byte[] payloadBytes = in.skipNull() ? null : in.bytes();
        return of(headerBytes, payloadBytes, sha256);
    }

    public void write(CborWriter out) {
        out.array(2).bytes(headerBytes);
        if (payloadBytes == null) {
            out.nul();
        } else {
            out.bytes(payloadBytes);
        }
    }

    public byte[] encode() {
        CborWriter out = new CborWriter(size() + 16);
        write(out);
        return out.toBytes();
    }

    /** Refuses an id that somebody claims for this event and that is not its own. */
    public void requireId(EventId claimed) {
        if (!id.equals(claimed)) {
            throw new AnkurahException.Invalid(
                    "event.id_mismatch", "an event claims the id " + claimed + " and its content has the id " + id);
        }
    }

    /** The same event without its payload; the id still verifies. */
    public Event erased() {
        return new Event(id, header, headerBytes, null, null);
    }

    public EventId id() {
        return id;
    }

    public Header header() {
        return header;
    }

    /** The entity the event belongs to; for a genesis the one it founds. */
    public EntityId entity() {
        EntityId entity = header.entity();
        return entity == null ? new EntityId(id) : entity;
    }

    public boolean isGenesis() {
        return header.isGenesis();
    }

    /** Empty when the payload was erased. */
    public Optional<Payload> payload() {
        return Optional.ofNullable(payload);
    }

    /** Bytes of header and payload. */
    public int size() {
        return headerBytes.length + (payloadBytes == null ? 0 : payloadBytes.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Event that && id.equals(that.id) && (payload == null) == (that.payload == null);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "Event[" + id + " of " + header.collection() + "]";
    }

    private static void requireSize(int bytes) {
        if (bytes > MAX_BYTES) {
            throw new AnkurahException.Invalid(
                    "event.too_large", "an event has at most " + MAX_BYTES + " bytes, not " + bytes);
        }
    }
}
