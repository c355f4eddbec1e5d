package ankurah.core.internal.type;

import ankurah.event.AnkurahException;
import ankurah.event.EventId;
import ankurah.event.Names;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.storage.PropertyState;
import org.jspecify.annotations.Nullable;

/**
 * A register: the write with the greatest event id stays. Who had seen a write has a greater id, so he wins over it;
 * concurrent writes fall to the later clock. The state is the winner's id. Clearing is a write of null.
 */
final class LastWriterWins implements DataType {
    static final int VERSION = 1;

    @Override
    public void check(Operation operation) {
        Value value = ValueCodec.decode(operation.body());
        if (operation.property().equals(Names.DELETED) && value.kind() != Value.Kind.BOOL) {
            throw new AnkurahException.Invalid(
                    "event.deleted_not_bool", "'" + Names.DELETED + "' is true or false, not a " + value.kind());
        }
    }

    @Override
    public PropertyState apply(@Nullable PropertyState before, EventId event, Operation operation) {
        if (before != null && EventId.fromBytes(before.state()).compareTo(event) >= 0) {
            return before;
        }
        return new PropertyState(Operation.LWW, VERSION, ValueCodec.decode(operation.body()), event.toBytes());
    }
}
