package ankurah.fuzz;

import ankurah.core.internal.sync.wire.Ask;
import ankurah.core.internal.sync.wire.Message;
import ankurah.core.internal.sync.wire.MessageWriter;
import ankurah.core.internal.sync.wire.Protocol;
import ankurah.core.internal.sync.wire.QueryText;
import ankurah.core.internal.sync.wire.Resume;
import ankurah.core.internal.sync.wire.WireError;
import ankurah.event.AnkurahException;
import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.Hash256;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.Sha256;
import ankurah.event.SystemId;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.storage.LogId;
import ankurah.storage.Position;
import ankurah.storage.PropertyState;
import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages in good form, at the wrong time and with the wrong content; few ids, so that they meet. */
final class Script {
    private static final Sha256 SHA = Sha256.jdk();
    private static final SystemId SYSTEM = new SystemId(1, 2);
    private static final Hash256 HASH = SHA.hash(new byte[] {1});
    private static final long TIME = 1L << 56;
    private static final String[] COLLECTIONS = {"thing", "other", "_x"};
    private static final String[] QUERIES = {"", "n > 0", "n > 0 ORDER BY n LIMIT 3", "ref.n = 1", "n >", "x = ?"};
    private static final String[] CODES = {"sync.shutdown", "event.time_in_future", "policy.refused", "x"};

    private Script() {}

    static byte[] hello(@Nullable SystemId system) {
        return MessageWriter.encode(new Message.Hello(Protocol.VERSION, 0, null, system));
    }

    static byte[] welcome() {
        return MessageWriter.encode(
                new Message.Welcome(Protocol.VERSION, SYSTEM, position(0), 0, "", HASH, Map.of("subscriptions", 5L)));
    }

    static byte[] ofServer(FuzzedDataProvider data) {
        Message message = switch (data.consumeInt(0, 13)) {
            case 0 -> new Message.Welcome(1, SYSTEM, position(number(data)), 0, "", HASH, Map.of());
            case 1 -> new Message.Page(number(data), ids(data), states(data), ids(data));
            case 2 -> new Message.Ready(number(data), data.consumeBoolean(), number(data), HASH);
            case 3 ->
                new Message.Changes(
                        data.consumeBoolean(), number(data), HASH, moves(data), states(data), events(data, SYSTEM));
            case 4 -> new Message.Unsubscribed(number(data));
            case 5 -> new Message.SubscriptionFailed(number(data), error(data));
            case 6 -> new Message.Committed(HASH, number(data), HASH, states(data));
            case 7 -> new Message.Rejected(HASH, error(data), null);
            case 8 -> new Message.Answer(number(data), data.consumeBoolean(), number(data), states(data));
            case 9 -> new Message.RequestFailed(number(data), error(data));
            case 10 -> new Message.DeclarationFailed("thing", "Thing", error(data));
            case 11 -> new Message.Standing(HASH, data.consumeBoolean() ? null : (Long) number(data));
            case 12 -> new Message.Failure(error(data));
            default -> new Message.Ping(number(data));
        };
        return MessageWriter.encode(message);
    }

    static byte[] ofClient(FuzzedDataProvider data, SystemId system) {
        Message message = switch (data.consumeInt(0, 12)) {
            case 0, 1 ->
                new Message.Subscribe(
                        number(data),
                        data.pickValue(COLLECTIONS),
                        query(data),
                        data.consumeBoolean() ? null : new Resume(position(number(data)), HASH, null, ids(data)),
                        data.consumeBoolean());
            case 2 -> new Message.Unsubscribe(number(data));
            case 3, 4 -> submit(data, system);
            case 5 -> new Message.Request(number(data), new Ask.Rows(data.pickValue(COLLECTIONS), query(data)));
            case 6 -> new Message.Request(number(data), new Ask.Get(ids(data)));
            case 7 -> new Message.Request(number(data), new Ask.History(id(data), null, (int) number(data)));
            case 8 -> new Message.Request(number(data), new Ask.GetAt(ids(data), position(number(data))));
            case 9 -> new Message.Request(number(data), new Ask.Explain("thing", query(data), data.consumeBoolean()));
            case 10 -> new Message.Cancel(number(data));
            case 11 -> new Message.Renew("x");
            default -> new Message.Pong(number(data));
        };
        return MessageWriter.encode(message);
    }

    private static Message submit(FuzzedDataProvider data, SystemId system) {
        List<Event> events = events(data, system).stream()
                .distinct()
                .sorted(Comparator.comparing(Event::id))
                .toList();
        return events.isEmpty() ? new Message.Ping(1) : new Message.Submit(Commit.of(events, SHA));
    }

    private static Position position(long number) {
        return new Position(new LogId(3, 4), number, HASH);
    }

    private static long number(FuzzedDataProvider data) {
        return data.consumeInt(0, 4);
    }

    private static QueryText query(FuzzedDataProvider data) {
        return new QueryText(data.pickValue(QUERIES), data.consumeBoolean() ? List.of() : List.of(Value.of(1)));
    }

    private static WireError error(FuzzedDataProvider data) {
        return new WireError(
                data.pickValue(AnkurahException.Category.values()), data.pickValue(CODES), "the fuzzer says so");
    }

    private static Event genesis(int which, SystemId system) {
        Payload payload = new Payload(new byte[Payload.SALT_BYTES], List.of(Operation.write("n", Value.of(which))));
        return Event.seal(
                system,
                "thing",
                null,
                Clock.EMPTY,
                TransactionId.fromBytes(new byte[16]),
                "",
                TIME + which,
                payload,
                SHA);
    }

    private static EntityId id(FuzzedDataProvider data) {
        return genesis((int) number(data), SYSTEM).entity();
    }

    private static List<EntityId> ids(FuzzedDataProvider data) {
        List<EntityId> ids = new ArrayList<>();
        for (int i = (int) number(data); i > 0; i--) {
            ids.add(id(data));
        }
        return ids;
    }

    private static List<byte[]> states(FuzzedDataProvider data) {
        List<byte[]> states = new ArrayList<>();
        for (int i = data.consumeInt(0, 2); i > 0; i--) {
            Event genesis = genesis((int) number(data), SYSTEM);
            PropertyState property = new PropertyState(
                    data.consumeBoolean() ? "lww" : "counter",
                    1,
                    Value.of(number(data)),
                    genesis.id().toBytes());
            states.add(new EntityState("thing", genesis.entity(), Clock.of(genesis.id()), sorted(property)).encode());
        }
        return states;
    }

    private static java.util.SortedMap<String, PropertyState> sorted(PropertyState property) {
        return PropertyState.sorted(new String[] {"n"}, new PropertyState[] {property});
    }

    private static List<Event> events(FuzzedDataProvider data, SystemId system) {
        List<Event> events = new ArrayList<>();
        for (int i = data.consumeInt(0, 2); i > 0; i--) {
            Event genesis = genesis((int) number(data), system);
            if (data.consumeBoolean()) {
                events.add(genesis);
                continue;
            }
            Payload payload = new Payload(
                    new byte[Payload.SALT_BYTES],
                    List.of(new Operation("n", data.consumeBoolean() ? "lww" : "counter", 1, new byte[] {1})));
            events.add(Event.seal(
                    system,
                    "thing",
                    genesis.entity(),
                    Clock.of(genesis.id()),
                    TransactionId.fromBytes(new byte[16]),
                    "",
                    TIME + 10 + number(data),
                    payload,
                    SHA));
        }
        return events;
    }

    private static List<Message.Moves> moves(FuzzedDataProvider data) {
        return data.consumeBoolean() ? List.of() : List.of(new Message.Moves(number(data), ids(data), ids(data)));
    }
}
