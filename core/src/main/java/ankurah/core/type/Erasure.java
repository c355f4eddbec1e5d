package ankurah.core.type;

import ankurah.event.AnkurahException;
import ankurah.event.Clock;
import ankurah.event.Event;
import ankurah.event.EventId;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.event.internal.Lists;
import ankurah.event.internal.Strings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Takes the content of events away, {@code erase}: an operation on the reserved property {@code _erased} names events of its
 * entity and says what stands in the place of the operations of each. A node that takes it drops the payloads of these
 * events and folds the entity as if they had always been like this, so those that held the content and those that never
 * did agree.
 *
 * <p>A payload is there as a whole or not at all. Who erases one property of an event therefore says again what the event
 * wrote to the others. That can be erased in turn, by an operation that names this one too; its
 * {@linkplain #erased erased form} names the same events without such content.
 *
 * <p>The property's own state is the events that erase something; its value is null.
 */
public final class Erasure extends CommutingType<Clock> {
    public static final Erasure TYPE = new Erasure();

    /** The property that all operations are on. */
    public static final String HOME = "_erased";

    private static final int FIELDS = 5;
    private static final int PRESIZED = 1024;
    private static final int MAX_VERSION = 0xffff;

    /** What is left of an event. */
    public record Named(EventId event, List<Remainder> operations) {
        public Named {
            operations = List.copyOf(operations);
        }
    }

    /**
     * What stands in the place of an operation.
     *
     * @param erased whether it is the {@linkplain DataType#erased erased form} of it; otherwise it is the operation itself.
     *     That an entity is deleted or not is no content: such an operation is its own erased form
     */
    public record Remainder(Operation operation, boolean erased) {}

    private Erasure() {
        super("erase", 1);
    }

    /** Whether an event takes away the content of others; for policies that have an opinion about it. */
    public static boolean isIn(Event event) {
        return event.payload()
                .map(payload -> Lists.any(payload.operations(), Erasure::is))
                .orElse(false);
    }

    /** Whether an operation is one of this type. */
    public static boolean is(Operation operation) {
        return operation.property().equals(HOME)
                && operation.dataType().equals(TYPE.name())
                && operation.version() == TYPE.version();
    }

    /** @param events sorted by id, each once; the operations of each sorted by property */
    public static Operation of(List<Named> events) {
        return new Operation(HOME, TYPE.name(), TYPE.version(), write(events));
    }

    private static byte[] write(List<Named> events) {
        CborWriter out = new CborWriter(64 + 128 * events.size()).array(events.size());
        for (Named named : events) {
            named.event().write(out.array(2));
            out.array(named.operations().size());
            for (Remainder one : named.operations()) {
                Operation operation = one.operation();
                out.array(FIELDS)
                        .text(operation.property())
                        .text(operation.dataType())
                        .integer(operation.version())
                        .bool(one.erased())
                        .bytes(operation.body());
            }
        }
        return out.toBytes();
    }

    /**
     * What an operation of this type names, sorted by id.
     *
     * @throws AnkurahException.Invalid {@code cbor.malformed} for anything else
     */
    public static List<Named> read(byte[] operation) {
        CborReader in = new CborReader(operation);
        int count = in.array();
        List<Named> events = new ArrayList<>(Math.min(count, PRESIZED));
        for (int i = 0; i < count; i++) {
            in.array(2, "an erased event");
            EventId event = EventId.read(in);
            if (i > 0 && events.getLast().event().compareTo(event) >= 0) {
                throw in.malformed("erased events are sorted and distinct");
            }
            events.add(new Named(event, readOperations(in)));
        }
        in.end();
        return events;
    }

    private static List<Remainder> readOperations(CborReader in) {
        int count = in.array();
        List<Remainder> operations = new ArrayList<>(Math.min(count, PRESIZED));
        String last = null;
        for (int i = 0; i < count; i++) {
            in.array(FIELDS, "what is left of an operation");
            String property = in.text();
            String type = in.text();
            int version = in.count(MAX_VERSION);
            boolean erased = in.bool();
            if (last != null && Strings.compareCodePoints(last, property) >= 0) {
                throw in.malformed("the operations of an erased event are sorted by property and distinct");
            }
            last = property;
            operations.add(new Remainder(new Operation(property, type, version, in.bytes()), erased));
        }
        return operations;
    }

    @Override
    public String home() {
        return HOME;
    }

    @Override
    public Set<Value.Kind> kinds() {
        return EnumSet.of(Value.Kind.NULL);
    }

    @Override
    public void check(byte[] operation) {
        List<Named> unused = read(operation);
    }

    @Override
    public List<EventId> needs(byte[] operation) {
        return Lists.map(read(operation), Named::event);
    }

    @Override
    public Clock initial() {
        return Clock.EMPTY;
    }

    @Override
    public Clock apply(Clock state, EventId event, byte[] operation) {
        List<EventId> all = new ArrayList<>(state.toList());
        all.add(event);
        return Clock.of(all);
    }

    @Override
    public Value value(Clock state) {
        return Value.NULL;
    }

    @Override
    public byte[] encode(Clock state) {
        CborWriter out = new CborWriter(16 + 34 * state.size());
        state.write(out);
        return out.toBytes();
    }

    @Override
    public Clock decode(byte[] encoded, Value value) {
        CborReader in = new CborReader(encoded);
        Clock state = Clock.read(in);
        in.end();
        return state;
    }

    @Override
    public byte[] combine(byte[] first, byte[] second) {
        throw new AnkurahException.Invalid("erase.once", "an event erases once; erase in another transaction");
    }

    /** The same events, without what it kept of them. */
    @Override
    public byte[] erased(byte[] operation) {
        List<Named> left = new ArrayList<>();
        for (Named named : read(operation)) {
            left.add(new Named(named.event(), Lists.filter(named.operations(), Remainder::erased)));
        }
        return write(left);
    }

    @Override
    public boolean sentAsEvents(Clock state) {
        return true;
    }
}
