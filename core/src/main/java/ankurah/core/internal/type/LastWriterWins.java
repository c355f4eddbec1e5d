package ankurah.core.internal.type;

import ankurah.core.type.Register;
import ankurah.event.AnkurahException;
import ankurah.event.EventId;
import ankurah.event.Names;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import ankurah.storage.PropertyState;
import org.jspecify.annotations.Nullable;

/** {@link Register} without the detour over its state, because nearly all operations are its. */
final class LastWriterWins {
    private LastWriterWins() {}

    static boolean wrote(Operation operation) {
        return operation.version() == Register.TYPE.version()
                && operation.dataType().equals(Operation.LWW);
    }

    static void check(Operation operation) {
        Value value = ValueCodec.decode(operation.body());
        if (operation.property().equals(Names.DELETED) && value.kind() != Value.Kind.BOOL) {
            throw new AnkurahException.Invalid(
                    "event.deleted_not_bool", "'" + Names.DELETED + "' is true or false, not a " + value.kind());
        }
    }

    /** @param before of the same type and version, or null */
    static PropertyState apply(@Nullable PropertyState before, EventId event, Operation operation) {
        if (before != null && EventId.fromBytes(before.state()).compareTo(event) >= 0) {
            return before;
        }
        return new PropertyState(
                Operation.LWW, operation.version(), ValueCodec.decode(operation.body()), event.toBytes());
    }
}
