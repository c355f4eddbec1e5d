package ankurah.core.internal.type;

import ankurah.core.type.DataType;
import ankurah.event.AnkurahException;
import ankurah.event.EntityId;
import ankurah.event.EventId;
import org.jspecify.annotations.Nullable;

/**
 * Where a property stands, and where the operations on it can be read again.
 *
 * @param history null on nodes that keep none
 */
record Origin(EntityId entity, String property, @Nullable History history, WorkingCopies copies) {
    void operations(DataType<?> type, @Nullable EventId after, History.Visitor visitor) {
        History past = history;
        if (past == null) {
            throw new AnkurahException.Fault("type.no_history", "this node cannot fold " + type + " again");
        }
        past.operations(entity, property, type, after, visitor);
    }
}
