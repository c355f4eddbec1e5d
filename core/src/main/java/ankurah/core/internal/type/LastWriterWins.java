package ankurah.core.internal.type;

import ankurah.core.type.Register;
import ankurah.event.AnkurahException;
import ankurah.event.EventId;
import ankurah.event.Names;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.storage.PropertyState;

/** {@link Register} without the detour over its state, because nearly all operations are its. */
final class LastWriterWins {
    private LastWriterWins() {}

    static void check(Operation operation) {
        Value value = operation.value();
        if (operation.property().equals(Names.DELETED) && value.kind() != Value.Kind.BOOL) {
            throw new AnkurahException.Invalid(
                    "event.deleted_not_bool", "'" + Names.DELETED + "' is true or false, not a " + value.kind());
        }
    }

    /** @param event the bytes of the event's id; not to be written to */
    static PropertyState first(byte[] event, Operation operation) {
        return new PropertyState(Operation.LWW, operation.version(), operation.value(), event);
    }

    /** @param before of the same type and version */
    static PropertyState apply(PropertyState before, EventId event, Operation operation) {
        return EventId.fromBytes(before.state()).compareTo(event) >= 0 ? before : first(event.toBytes(), operation);
    }
}
