package ankurah.core.internal.node;

import ankurah.event.AnkurahException;
import ankurah.event.Event;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a transaction will write to one entity in one event. */
final class Draft {
    /** The entity as the author saw it; its head becomes the event's parents. */
    final EntityState seen;

    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private long bytes;

    Draft(EntityState seen) {
        this.seen = seen;
    }

    /** The bytes this adds to the commit. */
    long write(Operation operation) {
        Operation replaced = operations.put(operation.property(), operation);
        long added = size(operation) - (replaced == null ? 0 : size(replaced));
        bytes += added;
        if (bytes > Event.MAX_BYTES) {
            throw new AnkurahException.Invalid(
                    "event.too_large",
                    "the changes to " + seen.id() + " exceed " + Event.MAX_BYTES + " bytes; write large values apart");
        }
        return added;
    }

    boolean isEmpty() {
        return operations.isEmpty();
    }

    List<Operation> operations() {
        return new ArrayList<>(operations.values());
    }

    /** How readers inside the transaction see the entity. The event has no id yet, so no state but the values is right. */
    static EntityState preview(EntityState before, Map<String, Value> values) {
        Map<String, PropertyState> changed = new LinkedHashMap<>();
        values.forEach(
                (property, value) -> changed.put(property, new PropertyState(Operation.LWW, 1, value, new byte[0])));
        return before.with(before.head(), changed);
    }

    private static long size(Operation operation) {
        return (long) operation.property().length() + operation.body().length;
    }
}
