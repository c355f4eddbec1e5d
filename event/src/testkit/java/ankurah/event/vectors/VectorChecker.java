package ankurah.event.vectors;

import static ankurah.event.vectors.Fields.bytes;
import static ankurah.event.vectors.Fields.get;
import static ankurah.event.vectors.Fields.list;
import static ankurah.event.vectors.Fields.number;
import static ankurah.event.vectors.Fields.text;

import ankurah.event.AnkurahException;
import ankurah.event.Clock;
import ankurah.event.Commit;
import ankurah.event.EntityId;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Hash256;
import ankurah.event.Header;
import ankurah.event.HybridClock;
import ankurah.event.HybridTime;
import ankurah.event.JsonText;
import ankurah.event.Names;
import ankurah.event.Operation;
import ankurah.event.Payload;
import ankurah.event.Sha256;
import ankurah.event.SystemId;
import ankurah.event.TransactionId;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.event.ValueText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks vectors with nothing but the module itself, so that it also runs where no test framework does. */
public final class VectorChecker {
    private final Sha256 sha256;
    private final List<String> differences = new ArrayList<>();
    private String current = "";

    private VectorChecker(Sha256 sha256) {
        this.sha256 = sha256;
    }

    /** What differs from one file of docs/vectors; empty when all of it holds. */
    public static List<String> check(String file, String json, Sha256 sha256) {
        VectorChecker checker = new VectorChecker(sha256);
        List<Value> vectors = ((Value.List) JsonText.parse(json)).items();
        for (Value vector : vectors) {
            checker.current = file + ": " + JsonText.print(vector);
            checker.check(file, vector);
        }
        if (file.equals("values")) {
            checker.order(vectors);
        }
        return checker.differences;
    }

    private void check(String file, Value vector) {
        switch (file) {
            case "ids" -> id(vector);
            case "times" -> times(vector);
            case "values" -> value(vector);
            case "events" -> event(vector);
            case "commits" -> commit(vector);
            case "refused" -> refused(vector);
            default -> throw new IllegalArgumentException("no vectors are called " + file);
        }
    }

    private void id(Value vector) {
        byte[] bytes = bytes(vector, "bytes");
        String text = text(vector, "text");
        if (bytes.length == EventId.BYTES) {
            EventId id = EventId.fromBytes(bytes);
            same(text, id.toString());
            same(id, EventId.parse(text));
            same(id, EventId.parse(text.toLowerCase(Locale.ROOT)));
            same(id, EntityId.parse(text).genesis());
            same(number(vector, "time"), id.time());
        } else {
            same(text, SystemId.fromBytes(bytes).toString());
            same(SystemId.fromBytes(bytes), SystemId.parse(text));
            same(TransactionId.fromBytes(bytes), TransactionId.parse(text.toLowerCase(Locale.ROOT)));
        }
    }

    private void times(Value vector) {
        long[] wall = {0};
        HybridClock clock = new HybridClock(() -> wall[0]);
        for (Value step : list(vector, "steps")) {
            wall[0] = number(step, "wall");
            long time = clock.next(number(step, "after"));
            same(number(step, "time"), time);
            same(number(step, "millis"), HybridTime.millis(time));
            same(number(step, "counter"), (long) HybridTime.counter(time));
        }
    }

    private void value(Value vector) {
        byte[] encoded = bytes(vector, "encoded");
        Value value = ValueCodec.decode(encoded);
        same(text(vector, "kind"), value.kind().name().toLowerCase(Locale.ROOT));
        same(encoded, ValueCodec.encode(value));
        same(text(vector, "text"), ValueText.print(value));
        same(text(vector, "json"), JsonText.print(value));
        if (value.kind() != Value.Kind.LIST) {
            same(value, ValueText.read(value.kind(), text(vector, "text")));
        }
    }

    private void order(List<Value> vectors) {
        for (Value a : vectors) {
            for (Value b : vectors) {
                current = "order of " + text(a, "text") + " and " + text(b, "text");
                int expected = Long.compare(number(a, "rank"), number(b, "rank"));
                Value x = ValueCodec.decode(bytes(a, "encoded"));
                Value y = ValueCodec.decode(bytes(b, "encoded"));
                same(expected, Integer.signum(x.compareTo(y)));
            }
        }
    }

    private void event(Value vector) {
        byte[] encoded = bytes(vector, "event");
        Event event = Event.decode(encoded, sha256);
        Header header = event.header();
        same(encoded, event.encode());
        same(text(vector, "id"), event.id().toString());
        same(text(vector, "entity"), event.entity().toString());
        same(get(vector, "genesis"), event.isGenesis() ? Value.TRUE : Value.FALSE);
        same(bytes(vector, "header"), header.encode());
        Header rebuilt = new Header(
                SystemId.parse(text(vector, "system")),
                text(vector, "collection"),
                event.isGenesis() ? null : EntityId.parse(text(vector, "entity")),
                Clock.of(ids(vector, "parents")),
                TransactionId.parse(text(vector, "transaction")),
                text(vector, "author"),
                number(vector, "time"),
                Hash256.fromBytes(bytes(vector, "payloadHash")));
        same(rebuilt, header);
        same(Fields.has(vector, "payload"), event.payload().isPresent());
        event.payload().ifPresent(payload -> payload(vector, rebuilt, payload));
    }

    private void payload(Value vector, Header header, Payload payload) {
        List<Operation> operations = new ArrayList<>();
        for (Value operation : list(vector, "operations")) {
            operations.add(new Operation(
                    text(operation, "property"),
                    text(operation, "dataType"),
                    (int) number(operation, "version"),
                    bytes(operation, "body")));
        }
        Payload rebuilt = new Payload(bytes(vector, "salt"), operations);
        same(rebuilt, payload);
        same(bytes(vector, "payload"), payload.encode());
        Event sealed = Event.seal(
                header.system(),
                header.collection(),
                header.entity(),
                header.parents(),
                header.transaction(),
                header.author(),
                header.time(),
                rebuilt,
                sha256);
        same(text(vector, "id"), sealed.id().toString());
    }

    private void commit(Value vector) {
        byte[] encoded = bytes(vector, "commit");
        Commit commit = Commit.decode(encoded, sha256);
        same(encoded, commit.encode());
        same(bytes(vector, "id"), commit.id().toBytes());
        same(ids(vector, "manifest"), commit.manifest());
        List<EventId> events = new ArrayList<>();
        commit.events().forEach(event -> events.add(event.id()));
        same(ids(vector, "events"), events);
        same(get(vector, "whole"), commit.isWhole() ? Value.TRUE : Value.FALSE);
    }

    private static List<EventId> ids(Value vector, String name) {
        List<EventId> ids = new ArrayList<>();
        list(vector, name).forEach(id -> ids.add(EventId.parse(((Value.Str) id).value())));
        return ids;
    }

    private void refused(Value vector) {
        String code = "";
        try {
            read(vector);
        } catch (AnkurahException refusal) {
            code = refusal.code();
        }
        same(text(vector, "code"), code);
    }

    private void read(Value vector) {
        switch (text(vector, "as")) {
            case "event_id" -> EventId.parse(text(vector, "text"));
            case "system_id" -> SystemId.parse(text(vector, "text"));
            case "name" -> Names.requireStored(text(vector, "text"), "property");
            case "usable_name" -> Names.requireUsable(text(vector, "text"), "property");
            case "json" -> JsonText.parse(text(vector, "text"));
            case "value" -> ValueCodec.decode(bytes(vector, "bytes"));
            case "header" -> Header.decode(bytes(vector, "bytes"));
            case "payload" -> Payload.decode(bytes(vector, "bytes"));
            case "event" -> Event.decode(bytes(vector, "bytes"), sha256);
            case "commit" -> Commit.decode(bytes(vector, "bytes"), sha256);
            default -> throw new IllegalArgumentException(text(vector, "as"));
        }
    }

    private void same(Object expected, @Nullable Object actual) {
        boolean equal = expected instanceof byte[] bytes
                ? actual instanceof byte[] others && Arrays.equals(bytes, others)
                : expected.equals(actual);
        if (!equal) {
            differences.add("expected " + expected + " and found " + actual + " in " + current);
        }
    }
}
