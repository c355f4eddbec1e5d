package ankurah.core.type;

import ankurah.event.EventId;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.event.ValueCodec;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plain value, {@code lww}: the write with the greatest event id stays. Who had seen a write has a greater id, so he wins
 * over it; concurrent writes fall to the later clock, then to the hash. Clearing is a write of null. An erased write is null
 * under its old id. This is what {@code Transaction.set} and {@code edit} write.
 */
public final class Register extends CommutingType<Register.Written> {
    public static final Register TYPE = new Register();

    private static final byte[] ERASED = ValueCodec.encode(Value.NULL);

    /**
     * The write that stayed.
     *
     * @param by the event; null before the first
     */
    public record Written(@Nullable EventId by, Value value) {}

    private Register() {
        super(Operation.LWW, 1);
    }

    public static TypedOperation<Written> set(Value value) {
        return TYPE.operation(ValueCodec.encode(value));
    }

    @Override
    public Set<Value.Kind> kinds() {
        return EnumSet.complementOf(EnumSet.of(Value.Kind.OBJECT));
    }

    @Override
    public void check(byte[] operation) {
        Value unused = ValueCodec.decode(operation);
    }

    @Override
    public byte[] renamed(byte[] operation, Renaming renaming) {
        return ValueCodec.encode(renaming.of(ValueCodec.decode(operation)));
    }

    @Override
    public Written initial() {
        return new Written(null, Value.NULL);
    }

    @Override
    public Written apply(Written state, EventId event, byte[] operation) {
        boolean stays = state.by() != null && state.by().compareTo(event) >= 0;
        return stays ? state : new Written(event, ValueCodec.decode(operation));
    }

    @Override
    public Value value(Written state) {
        return state.value();
    }

    @Override
    public byte[] encode(Written state) {
        return state.by() == null ? new byte[0] : state.by().toBytes();
    }

    @Override
    public Written decode(byte[] encoded, Value value) {
        return new Written(encoded.length == 0 ? null : EventId.fromBytes(encoded), value);
    }

    @Override
    public byte[] combine(byte[] first, byte[] second) {
        return second;
    }

    @Override
    public byte[] erased(byte[] operation) {
        return ERASED;
    }

    @Override
    public boolean sentAsEvents(Written state) {
        return true;
    }
}
