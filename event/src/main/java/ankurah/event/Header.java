package ankurah.event;

import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import org.jspecify.annotations.Nullable;

/**
 * What an event's id is the hash of.
 *
 * @param entity the entity the event belongs to; null in a genesis, whose own id becomes the entity's
 * @param parents the head the author saw, or its {@value #MAX_PARENTS} greatest; empty in a genesis
 * @param author the principal that wrote it, empty for nobody in particular
 * @param time the hybrid time, greater than that of every parent
 * @param payloadHash the SHA-256 of the payload, which may since have been erased
 */
public record Header(
        SystemId system,
        String collection,
        @Nullable EntityId entity,
        Clock parents,
        TransactionId transaction,
        String author,
        long time,
        Hash256 payloadHash) {

    public static final int MAX_PARENTS = 32;
    private static final int VERSION = 1;
    private static final int FIELDS = 9;

    public Header {
        Names.requireStored(collection, "collection");
        if (!author.isEmpty()) {
            Names.requireStored(author, "author");
        }
        requireStructure(entity, parents, time);
    }

    public boolean isGenesis() {
        return entity == null;
    }

    public byte[] encode() {
        CborWriter out = new CborWriter(192 + 34 * parents.size());
        out.array(FIELDS).integer(VERSION).bytes(system.toBytes()).text(collection);
        if (entity == null) {
            out.nul();
        } else {
            entity.genesis().write(out);
        }
        parents.write(out);
        return out.bytes(transaction.toBytes())
                .text(author)
                .integer(time)
                .bytes(payloadHash.toBytes())
                .toBytes();
    }

    public static Header decode(byte[] bytes) {
        CborReader in = new CborReader(bytes);
        in.array(FIELDS, "a header");
        long version = in.integer();
        if (version != VERSION) {
            throw new AnkurahException.Invalid(
                    "event.header_version", "a header of version " + version + " met a reader of version " + VERSION);
        }
        Header header = new Header(
                SystemId.fromBytes(in.bytes(SystemId.BYTES)),
                in.text(),
                in.skipNull() ? null : new EntityId(EventId.read(in)),
                Clock.read(in),
                TransactionId.fromBytes(in.bytes(TransactionId.BYTES)),
                in.text(),
                in.integer(),
                Hash256.fromBytes(in.bytes(Hash256.BYTES)));
        in.end();
        return header;
    }

    private static void requireStructure(@Nullable EntityId entity, Clock parents, long time) {
        if (entity == null && !parents.isEmpty()) {
            throw new AnkurahException.Invalid(
                    "event.genesis_with_parents", "an event without an entity is a genesis and has no parents");
        }
        if (entity != null && parents.isEmpty()) {
            throw new AnkurahException.Invalid(
                    "event.no_parents", "an event of the entity " + entity + " names no parents");
        }
        if (parents.size() > MAX_PARENTS) {
            throw new AnkurahException.Invalid(
                    "event.too_many_parents",
                    "an event names at most " + MAX_PARENTS + " parents, not " + parents.size());
        }
        if (time < 0) {
            throw new AnkurahException.Invalid("event.time_out_of_range", "the time of an event is negative");
        }
        if (!parents.isEmpty() && Long.compareUnsigned(time, parents.latestTime()) <= 0) {
            throw new AnkurahException.Invalid(
                    "event.time_not_after_parent",
                    "the event's time " + time + " is not after its parent's "
                            + Long.toUnsignedString(parents.latestTime()));
        }
    }
}
