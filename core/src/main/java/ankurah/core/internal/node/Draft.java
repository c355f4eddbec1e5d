package ankurah.core.internal.node;

import ankurah.event.AnkurahException;
import ankurah.event.Event;
import ankurah.event.Operation;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a transaction will write to one entity in one event. */
final class Draft {
    /** The entity as the author saw it; its head becomes the event's parents. */
    final EntityState seen;

    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private long bytes;

    Draft(EntityState seen) {
        this.seen = seen;
    }

    /** What it will write to a property; null for nothing. */
    @Nullable
    Operation operation(String property) {
        return operations.get(property);
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

    /** @throws AnkurahException.Invalid if the author has seen that a property is of another data type */
    void requireType(String property, String dataType) {
        PropertyState known = seen.properties().get(property);
        Operation written = operations.get(property);
        String other = known != null ? known.dataType() : written != null ? written.dataType() : dataType;
        if (!other.equals(dataType)) {
            throw new AnkurahException.Invalid(
                    "event.data_type_differs",
                    "'" + property + "' of " + seen.id() + " is of the data type '" + other
                            + "' and cannot be written as '" + dataType + "'");
        }
    }

    private static long size(Operation operation) {
        return (long) operation.property().length() + operation.body().length;
    }
}
