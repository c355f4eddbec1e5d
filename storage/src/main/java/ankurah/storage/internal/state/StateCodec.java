package ankurah.storage.internal.state;

import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.ValueCodec;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.event.internal.Strings;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import java.util.ArrayList;
import java.util.List;

/**
 * States as deterministic CBOR: {@code [collection, id, [version, head, properties]]}. Stored under a key that names
 * collection and id, only the inner array, the body, is kept.
 */
public final class StateCodec {
    static final int VERSION = 1;
    static final int BODY_FIELDS = 3;
    static final int PROPERTY_FIELDS = 5;

    private StateCodec() {}

    public static byte[] encode(EntityState state) {
        CborWriter out = new CborWriter(128 + 48 * state.properties().size());
        out.array(3).text(state.collection()).bytes(state.id().toBytes());
        writeBody(out, state);
        return out.toBytes();
    }

    public static byte[] encodeBody(EntityState state) {
        CborWriter out = new CborWriter(64 + 48 * state.properties().size());
        writeBody(out, state);
        return out.toBytes();
    }

    public static EntityState decode(byte[] bytes) {
        CborReader in = new CborReader(bytes);
        in.array(3, "a state");
        String collection = in.text();
        EntityId id = EntityId.fromBytes(in.bytes());
        EntityState state = readBody(in, collection, id);
        in.end();
        return state;
    }

    private static void writeBody(CborWriter out, EntityState state) {
        Clock head = state.head();
        out.array(BODY_FIELDS).integer(VERSION).array(head.size());
        for (int i = 0; i < head.size(); i++) {
            out.bytes(head.get(i).toBytes());
        }
        PropertyMap properties = (PropertyMap) state.properties();
        Winners winners = new Winners(state.id(), head);
        out.array(properties.size());
        for (int i = 0; i < properties.size(); i++) {
            PropertyState property = properties.state(i);
            out.array(PROPERTY_FIELDS)
                    .text(properties.name(i))
                    .text(property.dataType())
                    .integer(property.version());
            ValueCodec.write(out, property.value());
            writeState(out, property.state(), winners);
        }
    }

    private static void writeState(CborWriter out, byte[] state, Winners winners) {
        int known = winners.find(state);
        if (known >= 0) {
            out.integer(known);
        } else {
            out.bytes(state);
            winners.add(state);
        }
    }

    private static EntityState readBody(CborReader in, String collection, EntityId id) {
        in.array(BODY_FIELDS, "the body of a state");
        long version = in.integer();
        if (version != VERSION) {
            throw in.malformed("a state of version " + version + " met a reader of version " + VERSION);
        }
        Clock head = readHead(in);
        int count = in.array();
        String[] names = new String[count];
        PropertyState[] states = new PropertyState[count];
        Winners winners = new Winners(id, head);
        for (int i = 0; i < count; i++) {
            in.array(PROPERTY_FIELDS, "a property");
            names[i] = in.text();
            if (i > 0 && Strings.compareCodePoints(names[i - 1], names[i]) >= 0) {
                throw in.malformed("the properties of a state are not sorted");
            }
            states[i] = new PropertyState(in.text(), in.count(0xffff), ValueCodec.read(in), readState(in, winners));
        }
        return new EntityState(collection, id, head, new PropertyMap(names, states));
    }

    private static Clock readHead(CborReader in) {
        int count = in.array();
        if (count == 1) {
            return Clock.EMPTY.advance(Clock.EMPTY, EventId.fromBytes(in.bytes()));
        }
        List<EventId> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            EventId id = EventId.fromBytes(in.bytes());
            if (i > 0 && ids.get(i - 1).compareTo(id) >= 0) {
                throw in.malformed("the head of a state is not sorted");
            }
            ids.add(id);
        }
        return Clock.of(ids);
    }

    private static byte[] readState(CborReader in, Winners winners) {
        if (in.peek() == CborReader.Item.INTEGER) {
            byte[] known = winners.get(in.count(0xff));
            if (known == null) {
                throw in.malformed("a property refers to a state that is not there");
            }
            return known;
        }
        byte[] state = in.bytes();
        if (winners.find(state) >= 0) {
            throw in.malformed("a property repeats a state");
        }
        winners.add(state);
        return state;
    }
}
