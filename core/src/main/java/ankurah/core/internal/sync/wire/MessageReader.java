package ankurah.core.internal.sync.wire;

import ankurah.event.AnkurahException;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.event.Sha256;
import ankurah.event.SystemId;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.cbor.CborReader;
import ankurah.query.SortKey;
import ankurah.storage.LogId;
import ankurah.storage.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what {@link MessageWriter} writes and refuses everything else. */
public final class MessageReader {
    private static final int PRESIZED = 1_024;
    private static final AnkurahException.Category[] CATEGORIES = AnkurahException.Category.values();

    private final CborReader in;
    private final Sha256 sha256;

    private MessageReader(byte[] bytes, Sha256 sha256) {
        this.in = new CborReader(bytes);
        this.sha256 = sha256;
    }

    /**
     * Reads one whole message.
     *
     * @throws AnkurahException.Invalid {@code sync.malformed} for bytes that are no message, {@code
     *     sync.unknown_message} for a type that this version does not have
     */
    public static Message decode(byte[] bytes, Sha256 sha256) {
        try {
            MessageReader reader = new MessageReader(bytes, sha256);
            Message message = reader.message();
            reader.in.end();
            return message;
        } catch (AnkurahException.Invalid e) {
            if (e.code().equals(SyncErrors.UNKNOWN_MESSAGE) || !e.code().startsWith("cbor.")) {
                throw e;
            }
            throw SyncErrors.malformed("these " + bytes.length + " bytes are no message: " + e.getMessage(), e);
        }
    }

    private Message message() {
        int items = in.array();
        if (items == 0) {
            throw in.malformed("a message begins with its type");
        }
        int type = in.count(Integer.MAX_VALUE);
        return switch (type) {
            case Types.PING -> sized(items, 2, new Message.Ping(in.integer()));
            case Types.PONG -> sized(items, 2, new Message.Pong(in.integer()));
            case Types.FAILURE -> sized(items, 4, new Message.Failure(error()));
            case Types.HELLO -> hello(items);
            case Types.SUBSCRIBE ->
                sized(items, 6, new Message.Subscribe(in.integer(), in.text(), query(), optionalResume(), in.bool()));
            case Types.UNSUBSCRIBE -> sized(items, 2, new Message.Unsubscribe(in.integer()));
            case Types.SUBMIT -> sized(items, 2, new Message.Submit(Commit.read(in, sha256)));
            case Types.REQUEST -> sized(items, 3, new Message.Request(in.integer(), ask()));
            case Types.CANCEL -> sized(items, 2, new Message.Cancel(in.integer()));
            case Types.DECLARE -> sized(items, 4, new Message.Declare(SchemaCodec.model(in)));
            case Types.RENEW -> sized(items, 2, new Message.Renew(in.text()));
            case Types.STANDING ->
                sized(items, 3, new Message.Standing(hash(), in.skipNull() ? null : (Long) number()));
            case Types.PRESENT -> sized(items, 3, new Message.Present(entity(), optionalText()));
            case Types.PRESENCE ->
                sized(items, 5, new Message.Presence(entity(), in.integer(), in.text(), optionalText()));
            case Types.PRESENCE_FAILED -> sized(items, 5, new Message.PresenceFailed(entity(), error()));
            case Types.WELCOME -> welcome(items);
            case Types.PAGE -> sized(items, 5, new Message.Page(in.integer(), ids(), blobs(), ids()));
            case Types.READY -> sized(items, 5, new Message.Ready(in.integer(), in.bool(), number(), hash()));
            case Types.CHANGES ->
                sized(items, 7, new Message.Changes(in.bool(), number(), hash(), moves(), blobs(), events()));
            case Types.UNSUBSCRIBED -> sized(items, 2, new Message.Unsubscribed(in.integer()));
            case Types.SUBSCRIPTION_FAILED -> sized(items, 5, new Message.SubscriptionFailed(in.integer(), error()));
            case Types.COMMITTED -> sized(items, 5, new Message.Committed(hash(), number(), hash(), blobs()));
            case Types.REJECTED -> sized(items, 6, new Message.Rejected(hash(), error(), optionalEvent()));
            case Types.ANSWER -> sized(items, 5, new Message.Answer(in.integer(), in.bool(), number(), blobs()));
            case Types.REQUEST_FAILED -> sized(items, 5, new Message.RequestFailed(in.integer(), error()));
            case Types.DECLARATION_FAILED ->
                sized(items, 6, new Message.DeclarationFailed(in.text(), in.text(), error()));
            default ->
                throw new AnkurahException.Invalid(
                        SyncErrors.UNKNOWN_MESSAGE,
                        "version " + Protocol.VERSION + " of the protocol has no message of type " + type);
        };
    }

    /** The arguments are read before the count is checked; the reader's own bounds make that harmless. */
    private Message sized(int found, int expected, Message message) {
        if (found != expected) {
            throw in.malformed("this message has " + expected + " items, not " + found);
        }
        return message;
    }

    /** Another version may have other fields, so the version alone is read before it is judged. */
    private Message hello(int items) {
        long version = in.integer();
        requireVersion(version);
        return sized(
                items,
                5,
                new Message.Hello(
                        version,
                        in.integer(),
                        optionalText(),
                        in.skipNull() ? null : SystemId.fromBytes(in.bytes(SystemId.BYTES))));
    }

    private Message welcome(int items) {
        long version = in.integer();
        requireVersion(version);
        SystemId system = SystemId.fromBytes(in.bytes(SystemId.BYTES));
        Position position = position();
        long millis = in.integer();
        String principal = in.text();
        Hash256 authority = hash();
        int count = in.map();
        TreeMap<String, Long> limits = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            limits.put(in.text(), in.integer());
        }
        return sized(items, 8, new Message.Welcome(version, system, position, millis, principal, authority, limits));
    }

    private static void requireVersion(long version) {
        if (version != Protocol.VERSION) {
            throw new AnkurahException.Invalid(
                    SyncErrors.VERSION,
                    "the peer speaks version " + version + " of the protocol, this node version " + Protocol.VERSION
                            + "; update the older of the two");
        }
    }

    private Ask ask() {
        int items = in.array();
        if (items == 0) {
            throw in.malformed("a request says what it asks for");
        }
        int type = in.count(Integer.MAX_VALUE);
        return switch (type) {
            case Types.ASK_GET -> sized(items, 2, new Ask.Get(ids()));
            case Types.ASK_ROWS -> sized(items, 3, new Ask.Rows(in.text(), query()));
            case Types.ASK_EXPLAIN -> sized(items, 4, new Ask.Explain(in.text(), query(), in.bool()));
            case Types.ASK_HISTORY ->
                sized(
                        items,
                        4,
                        new Ask.History(
                                EntityId.fromBytes(in.bytes(EventId.BYTES)),
                                optionalEvent(),
                                in.count(Integer.MAX_VALUE)));
            case Types.ASK_POSITION -> sized(items, 2, new Ask.Confirm(position()));
            case Types.ASK_INSTANT -> sized(items, 2, new Ask.AtInstant(in.integer()));
            case Types.ASK_GET_AT -> sized(items, 3, new Ask.GetAt(ids(), position()));
            case Types.ASK_ROWS_AT -> sized(items, 4, new Ask.RowsAt(in.text(), query(), position()));
            case Types.ASK_HEADS -> sized(items, 2, new Ask.Heads(ids()));
            case Types.ASK_SCHEMA -> sized(items, 1, new Ask.Schema());
            default ->
                throw new AnkurahException.Invalid(
                        SyncErrors.UNKNOWN_MESSAGE,
                        "version " + Protocol.VERSION + " of the protocol has no request of kind " + type);
        };
    }

    private Ask sized(int found, int expected, Ask ask) {
        if (found != expected) {
            throw in.malformed("this request has " + expected + " items, not " + found);
        }
        return ask;
    }

    private QueryText query() {
        in.array(2, "a query");
        return new QueryText(in.text(), values());
    }

    private @Nullable Resume optionalResume() {
        if (in.skipNull()) {
            return null;
        }
        in.array(4, "a resume");
        return new Resume(position(), hash(), in.skipNull() ? null : sortKey(), in.skipNull() ? null : ids());
    }

    private SortKey sortKey() {
        in.array(2, "a sort key");
        return new SortKey(values(), EntityId.fromBytes(in.bytes(EventId.BYTES)));
    }

    private Position position() {
        return position(in);
    }

    static Position position(CborReader in) {
        in.array(3, "a position");
        return new Position(
                LogId.fromBytes(in.bytes(LogId.BYTES)), number(in), Hash256.fromBytes(in.bytes(Hash256.BYTES)));
    }

    private long number() {
        return number(in);
    }

    private static long number(CborReader in) {
        long number = in.integer();
        if (number < 0) {
            throw in.malformed("a log number is not negative");
        }
        return number;
    }

    private Hash256 hash() {
        return Hash256.fromBytes(in.bytes(Hash256.BYTES));
    }

    private WireError error() {
        return new WireError(CATEGORIES[in.count(CATEGORIES.length - 1)], in.text(), in.text());
    }

    private List<Message.Moves> moves() {
        int count = in.array();
        List<Message.Moves> moves = new ArrayList<>(Math.min(count, PRESIZED));
        for (int i = 0; i < count; i++) {
            in.array(3, "the moves of a subscription");
            moves.add(new Message.Moves(in.integer(), ids(), ids()));
        }
        return moves;
    }

    private List<Event> events() {
        int count = in.array();
        List<Event> events = new ArrayList<>(Math.min(count, PRESIZED));
        for (int i = 0; i < count; i++) {
            events.add(Event.read(in, sha256));
        }
        return events;
    }

    private List<EntityId> ids() {
        int count = in.array();
        List<EntityId> ids = new ArrayList<>(Math.min(count, PRESIZED));
        for (int i = 0; i < count; i++) {
            ids.add(EntityId.fromBytes(in.bytes(EventId.BYTES)));
        }
        return ids;
    }

    private List<byte[]> blobs() {
        int count = in.array();
        List<byte[]> blobs = new ArrayList<>(Math.min(count, PRESIZED));
        for (int i = 0; i < count; i++) {
            blobs.add(in.bytes());
        }
        return blobs;
    }

    private List<Value> values() {
        int count = in.array();
        List<Value> values = new ArrayList<>(Math.min(count, PRESIZED));
        for (int i = 0; i < count; i++) {
            values.add(ValueCodec.read(in));
        }
        return values;
    }

    private EntityId entity() {
        return EntityId.fromBytes(in.bytes(EventId.BYTES));
    }

    private @Nullable String optionalText() {
        return in.skipNull() ? null : in.text();
    }

    private @Nullable EventId optionalEvent() {
        return in.skipNull() ? null : EventId.fromBytes(in.bytes(EventId.BYTES));
    }
}
