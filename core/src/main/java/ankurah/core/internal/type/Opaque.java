package ankurah.core.internal.type;

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
 * A type this node does not know: it keeps every operation, sorted by event id, so that a node that knows the type can
 * fold them, and shows null. Each operation costs a copy of all before it, which is the price of passing it on unread.
 */
final class Opaque implements DataType {
    @Override
    public void check(Operation operation) {}

    @Override
    public PropertyState apply(@Nullable PropertyState before, EventId event, Operation operation) {
        TreeMap<EventId, byte[]> operations = new TreeMap<>();
        if (before != null) {
            read(before.state(), operations);
        }
        operations.put(event, operation.body());
        return new PropertyState(operation.dataType(), operation.version(), Value.NULL, write(operations));
    }

    private static void read(byte[] state, Map<EventId, byte[]> into) {
        CborReader in = new CborReader(state);
        int count = in.array();
        for (int i = 0; i < count; i++) {
            in.array(2, "a kept operation");
            into.put(EventId.fromBytes(in.bytes()), in.bytes());
        }
        in.end();
    }

    private static byte[] write(Map<EventId, byte[]> operations) {
        CborWriter out = new CborWriter(64).array(operations.size());
        for (Map.Entry<EventId, byte[]> operation : operations.entrySet()) {
            out.array(2).bytes(operation.getKey().toBytes()).bytes(operation.getValue());
        }
        return out.toBytes();
    }
}
