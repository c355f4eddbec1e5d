package ankurah.core.internal.sync.wire;

import ankurah.event.AnkurahException;
import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.storage.Position;

/** Items of answers that are neither states nor events nor plans. */
public final class AnswerItems {
    private AnswerItems() {}

    /** The newest events of an entity. */
    public record Head(EntityId entity, Clock events) {}

    public static byte[] encode(Position position) {
        CborWriter out = new CborWriter(96);
        MessageWriter.position(out, position);
        return out.toBytes();
    }

    /** @throws AnkurahException.Invalid {@code cbor.malformed} for anything else */
    public static Position position(byte[] bytes) {
        CborReader in = new CborReader(bytes);
        Position position = MessageReader.position(in);
        in.end();
        return position;
    }

    public static byte[] encode(Head head) {
        CborWriter out = new CborWriter(96).array(2).bytes(head.entity().toBytes());
        head.events().write(out);
        return out.toBytes();
    }

    /** @throws AnkurahException.Invalid {@code cbor.malformed} for anything else */
    public static Head head(byte[] bytes) {
        CborReader in = new CborReader(bytes);
        in.array(2, "a head");
        Head head = new Head(EntityId.fromBytes(in.bytes(EventId.BYTES)), Clock.read(in));
        in.end();
        return head;
    }
}
