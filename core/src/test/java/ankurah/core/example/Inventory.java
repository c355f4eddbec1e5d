package ankurah.core.example;

import ankurah.core.type.RefoldedType;
import ankurah.core.type.TypedOperation;
import ankurah.event.AnkurahException;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import java.util.EnumSet;
import java.util.Set;

/** Pieces in stock. Who takes more than are there in his place, in the order of event ids, gets none. */
public final class Inventory extends RefoldedType<Long> {
    public static final Inventory TYPE = new Inventory();

    private static final long MOST = 1_000_000;

    private Inventory() {
        super("inventory", 1);
    }

    public static TypedOperation<Long> receive(long pieces) {
        return TYPE.operation(write(pieces));
    }

    public static TypedOperation<Long> take(long pieces) {
        return TYPE.operation(write(-pieces));
    }

    @Override
    public Set<Value.Kind> kinds() {
        return EnumSet.of(Value.Kind.INT);
    }

    @Override
    public void check(byte[] operation) {
        long pieces = read(operation);
        if (pieces < -MOST || pieces > MOST) {
            throw new AnkurahException.Invalid("inventory.pieces", "at most " + MOST + " pieces, not " + pieces);
        }
    }

    @Override
    public Long initial() {
        return 0L;
    }

    @Override
    public Long fold(Long stock, EventId event, byte[] operation) {
        long after = stock + read(operation);
        return after < 0 ? stock : after;
    }

    @Override
    public Value value(Long stock) {
        return Value.of(stock);
    }

    @Override
    public byte[] encode(Long stock) {
        return write(stock);
    }

    @Override
    public Long decode(byte[] encoded) {
        return read(encoded);
    }

    @Override
    public byte[] combine(byte[] first, byte[] second) {
        throw new AnkurahException.Invalid("inventory.once", "receive or take once in a transaction");
    }

    @Override
    public byte[] erased(byte[] operation) {
        return write(0);
    }

    private static byte[] write(long number) {
        return new CborWriter(9).integer(number).toBytes();
    }

    private static long read(byte[] bytes) {
        CborReader in = new CborReader(bytes);
        long number = in.integer();
        in.end();
        return number;
    }
}
