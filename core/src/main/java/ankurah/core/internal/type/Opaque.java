package ankurah.core.internal.type;

import ankurah.core.type.DataType;
import ankurah.event.EventId;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import ankurah.storage.PropertyState;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The state of a type this node does not know: it keeps every operation, sorted by event id, so that a node that knows the
 * type can fold them, and shows null. Where a state came from a node that does know the type, it stays under the
 * operations, and its value stays shown. Each operation costs a copy of all before it, which is the price of passing it
 * on unread.
 *
 * <p>Its bytes are {@code ff [state or null, [[event id, body], ...]]}; no known type's state begins with {@code ff}.
 *
 * @param base what a node that knows the type made of earlier operations
 */
record Opaque(byte @Nullable [] base, Value shown, TreeMap<EventId, byte[]> operations) {
    static final byte MARK = (byte) 0xff;

    static boolean is(PropertyState state) {
        if (state.source() != null) {
            return false;
        }
        byte[] bytes = state.state();
        return bytes.length > 0 && bytes[0] == MARK && !state.dataType().equals(Operation.LWW);
    }

    static PropertyState apply(@Nullable PropertyState before, EventId event, Operation operation) {
        Opaque kept = of(before);
        kept.operations.put(event, operation.body());
        return new PropertyState(operation.dataType(), operation.version(), kept.shown, kept.write());
    }

    static Opaque of(@Nullable PropertyState state) {
        if (state == null) {
            return new Opaque(null, Value.NULL, new TreeMap<>());
        }
        if (!is(state)) {
            return new Opaque(state.state(), state.value(), new TreeMap<>());
        }
        byte[] bytes = state.state();
        CborReader in = new CborReader(bytes, 1, bytes.length);
        in.array(2, "kept operations");
        byte[] base = in.skipNull() ? null : in.bytes();
        TreeMap<EventId, byte[]> operations = new TreeMap<>();
        for (int left = in.array(); left > 0; left--) {
            in.array(2, "a kept operation");
            operations.put(EventId.read(in), in.bytes());
        }
        in.end();
        return new Opaque(base, state.value(), operations);
    }

    /** What the type makes of them, now that it is known. */
    <S> Folding<S, ?> fold(DataType<S> type, Origin origin) {
        Folding<S, ?> folding = base == null ? Folding.initial(type) : Folding.decode(type, base, shown);
        for (Map.Entry<EventId, byte[]> operation : operations.entrySet()) {
            folding = folding.with(new Folding.Step(operation.getKey(), operation.getValue(), origin));
        }
        return folding;
    }

    private byte[] write() {
        CborWriter out = new CborWriter(64).array(2);
        if (base == null) {
            out.nul();
        } else {
            out.bytes(base);
        }
        out.array(operations.size());
        for (Map.Entry<EventId, byte[]> operation : operations.entrySet()) {
            out.array(2);
            operation.getKey().write(out);
            out.bytes(operation.getValue());
        }
        byte[] encoded = out.toBytes();
        byte[] marked = new byte[encoded.length + 1];
        marked[0] = MARK;
        System.arraycopy(encoded, 0, marked, 1, encoded.length);
        return marked;
    }
}
