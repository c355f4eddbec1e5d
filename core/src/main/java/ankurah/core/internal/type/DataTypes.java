package ankurah.core.internal.type;

import ankurah.event.EventId;
import ankurah.event.Operation;
import ankurah.storage.PropertyState;
import org.jspecify.annotations.Nullable;

/**
 * Finds the data type of an operation.
 *
 * <p>A property has one type. Nodes that write different ones without knowing of each other must still end equal: the
 * greatest (name, version) ever written is the property's type, and operations of smaller ones contribute nothing. Every
 * operation of the greatest type is folded, whenever it comes, because nothing greater stands in its way.
 */
public final class DataTypes {
    private static final DataType LWW = new LastWriterWins();
    private static final DataType OPAQUE = new Opaque();

    private DataTypes() {}

    public static void check(Operation operation) {
        of(operation).check(operation);
    }

    /** The property after an operation that is not yet in it. */
    public static PropertyState apply(@Nullable PropertyState before, EventId event, Operation operation) {
        if (before == null) {
            return of(operation).apply(null, event, operation);
        }
        int order = before.dataType().compareTo(operation.dataType());
        if (order == 0) {
            order = Integer.compare(before.version(), operation.version());
        }
        return order > 0 ? before : of(operation).apply(order == 0 ? before : null, event, operation);
    }

    private static DataType of(Operation operation) {
        boolean known = operation.version() == LastWriterWins.VERSION
                && operation.dataType().equals(Operation.LWW);
        return known ? LWW : OPAQUE;
    }
}
