package ankurah.core.internal.type;

import ankurah.core.type.DataType;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import org.jspecify.annotations.Nullable;

/** The operations that were folded before the one at hand, for types that need to go back. */
@FunctionalInterface
public interface History {
    /** The operations of a type on a property behind {@code after}, in the order of their ids. */
    void operations(EntityId entity, String property, DataType<?> type, @Nullable EventId after, Visitor visitor);

    /** Who is told of each operation. */
    @FunctionalInterface
    interface Visitor {
        void visit(EventId event, byte[] body);
    }
}
