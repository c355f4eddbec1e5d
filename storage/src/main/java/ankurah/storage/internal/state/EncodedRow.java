package ankurah.storage.internal.state;

import ankurah.event.Clock;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import ankurah.event.Names;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.cbor.CborReader;
import ankurah.query.Row;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that is read where it lies: a property is found by stepping over those before it, and only what is asked for
 * becomes an object. One object serves a whole scan, moving from row to row. For one thread.
 */
public final class EncodedRow implements Row {
    private static final byte[] NO_BODY = {};

    private final String collection;
    private final NamePool names;
    private final Follower follower;

    private byte[] body = NO_BODY;
    private @Nullable EntityId id;
    private byte[] key = NO_BODY;
    private int idAt;
    private int properties;
    private int firstProperty;
    private boolean followed;

    /** Where references lead. */
    public interface Follower {
        @Nullable
        Row follow(EntityId target);
    }

    public EncodedRow(String collection, NamePool names, Follower follower) {
        this.collection = collection;
        this.names = names;
        this.follower = follower;
    }

    /** A reader of rows of the same collection, to stand elsewhere. */
    public EncodedRow another() {
        return new EncodedRow(collection, names, follower);
    }

    /** The encoded form of the row it stands on. */
    public byte[] body() {
        return body;
    }

    /** Moves to the row of this body, whose entity id is at {@code idAt} in {@code key}. */
    public void moveTo(byte[] key, int idAt, byte[] body) {
        this.key = key;
        this.idAt = idAt;
        this.id = null;
        moveTo(body);
    }

    public void moveTo(EntityId id, byte[] body) {
        this.id = id;
        moveTo(body);
    }

    private void moveTo(byte[] body) {
        this.body = body;
        if (body.length < 4 || body[0] != (byte) 0x83 || body[1] != StateCodec.VERSION) {
            throw Encoded.malformed(0);
        }
        int at = Encoded.skip(body, 2);
        properties = Encoded.count(body, at);
        firstProperty = at + Encoded.headSize(body, at);
    }

    @Override
    public EntityId id() {
        EntityId known = id;
        if (known == null) {
            known = new EntityId(EventId.fromBytes(key, idAt));
            id = known;
        }
        return known;
    }

    @Override
    public Value get(String property) {
        if (property.equals(Names.ID)) {
            return Value.of(id());
        }
        int at = find(property);
        return at < 0 ? Value.NULL : ValueCodec.read(new CborReader(body, at, body.length));
    }

    /** Whether anything on any row so far led into another row. */
    public boolean hasFollowed() {
        return followed;
    }

    @Override
    public @Nullable Row follow(EntityId target) {
        followed = true;
        return follower.follow(target);
    }

    public boolean isDeleted() {
        int at = find(Names.DELETED);
        return at >= 0 && body[at] == (byte) 0xf5;
    }

    /** The offset of a property's value, or -1. */
    private int find(String property) {
        int at = firstProperty;
        for (int i = 0; i < properties; i++) {
            int name = at + 1;
            int start = name + Encoded.headSize(body, name);
            int length = Encoded.argument(body, name);
            int order = Encoded.compare(body, start, length, property);
            if (order > 0) {
                return -1;
            }
            int type = start + length;
            if (order == 0) {
                return Encoded.skip(body, Encoded.skip(body, type));
            }
            at = type;
            for (int field = 1; field < StateCodec.PROPERTY_FIELDS; field++) {
                at = Encoded.skip(body, at);
            }
        }
        return -1;
    }

    /** All of the row, as an object of its own. */
    public EntityState toState() {
        Clock head = head();
        Winners winners = new Winners(id(), head);
        String[] found = new String[properties];
        PropertyState[] states = new PropertyState[properties];
        int at = firstProperty;
        for (int i = 0; i < properties; i++) {
            int name = at + 1;
            found[i] = text(name);
            int type = Encoded.skip(body, name);
            int version = Encoded.skip(body, type);
            int value = version + Encoded.headSize(body, version);
            CborReader in = new CborReader(body, value, body.length);
            Value visible = ValueCodec.read(in);
            at = in.position();
            states[i] = new PropertyState(text(type), Encoded.argument(body, version), visible, typeState(at, winners));
            at = Encoded.skip(body, at);
        }
        if (at != body.length) {
            throw Encoded.malformed(at);
        }
        return new EntityState(collection, id(), head, new PropertyMap(found, states));
    }

    private String text(int at) {
        return names.text(body, at + Encoded.headSize(body, at), Encoded.argument(body, at));
    }

    private Clock head() {
        int count = Encoded.count(body, 2);
        int at = 2 + Encoded.headSize(body, 2);
        if (count == 1) {
            return Clock.EMPTY.advance(Clock.EMPTY, EventId.fromBytes(body, at + 2));
        }
        List<EventId> ids = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ids.add(EventId.fromBytes(body, at + 2));
            at = Encoded.skip(body, at);
        }
        return Clock.of(ids);
    }

    private byte[] typeState(int at, Winners winners) {
        int start = at + Encoded.headSize(body, at);
        int argument = Encoded.argument(body, at);
        if (Encoded.major(body, at) == 0) {
            byte[] known = winners.get(argument);
            if (known == null) {
                throw Encoded.malformed(at);
            }
            return known;
        }
        if (argument > body.length - start) {
            throw Encoded.malformed(at);
        }
        byte[] state = Arrays.copyOfRange(body, start, start + argument);
        winners.add(state);
        return state;
    }
}
