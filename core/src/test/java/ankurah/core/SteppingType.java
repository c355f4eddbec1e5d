package ankurah.core;

import ankurah.core.type.RefoldedType;
import ankurah.core.type.TypedOperation;
import ankurah.event.AnkurahException;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import java.util.EnumSet;
import java.util.Set;

/** Counts its operations one by one, in the order of ids. */
abstract class SteppingType extends RefoldedType<Long> {
    SteppingType() {
        super("steps", 1);
    }

    abstract void onStep();

    TypedOperation<Long> step() {
        return operation(new byte[] {1});
    }

    @Override
    public Set<Value.Kind> kinds() {
        return EnumSet.of(Value.Kind.INT);
    }

    @Override
    public void check(byte[] operation) {
        if (operation.length != 1) {
            throw new AnkurahException.Invalid("steps.malformed", "one byte");
        }
    }

    @Override
    public Long initial() {
        return 0L;
    }

    @Override
    public Long fold(Long state, EventId event, byte[] operation) {
        onStep();
        return state + 1;
    }

    @Override
    public Value value(Long state) {
        return Value.of(state);
    }

    @Override
    public byte[] encode(Long state) {
        return new CborWriter(9).integer(state).toBytes();
    }

    @Override
    public Long decode(byte[] encoded) {
        return new CborReader(encoded).integer();
    }

    @Override
    public byte[] combine(byte[] first, byte[] second) {
        return first;
    }

    @Override
    public byte[] erased(byte[] operation) {
        return operation;
    }
}
