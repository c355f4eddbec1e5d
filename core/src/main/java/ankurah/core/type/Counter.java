package ankurah.core.type;

import ankurah.event.AnkurahException;
import ankurah.event.EventId;
import ankurah.event.Value;
import ankurah.event.cbor.CborReader;
import ankurah.event.cbor.CborWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A number that is added to, {@code counter}: concurrent additions all count. The sum is exact in every order: it shows as
 * an int while it fits in 64 bits and as a decimal beyond, and never wraps or sticks. An erased addition counts as zero.
 *
 * <p>A property that nobody has added to shows null.
 */
public final class Counter extends CommutingType<BigInteger> {
    public static final Counter TYPE = new Counter();

    private static final byte[] NOTHING = {};
    private static final byte[] ZERO = {0};

    private Counter() {
        super("counter", 1);
    }

    public static TypedOperation<BigInteger> add(long amount) {
        return TYPE.operation(body(amount));
    }

    /** @throws AnkurahException.Invalid {@code counter.amount} for the least long, whose negative is not one */
    public static TypedOperation<BigInteger> subtract(long amount) {
        if (amount == Long.MIN_VALUE) {
            throw new AnkurahException.Invalid("counter.amount", "-(" + amount + ") does not fit in 64 bits");
        }
        return add(-amount);
    }

    private static byte[] body(long amount) {
        return new CborWriter(9).integer(amount).toBytes();
    }

    private static long amount(byte[] operation) {
        CborReader in = new CborReader(operation);
        long amount = in.integer();
        in.end();
        return amount;
    }

    @Override
    public Set<Value.Kind> kinds() {
        return EnumSet.of(Value.Kind.INT, Value.Kind.DECIMAL);
    }

    @Override
    public void check(byte[] operation) {
        long unused = amount(operation);
    }

    @Override
    public BigInteger initial() {
        return BigInteger.ZERO;
    }

    @Override
    public BigInteger apply(BigInteger state, EventId event, byte[] operation) {
        return state.add(BigInteger.valueOf(amount(operation)));
    }

    @Override
    public BigInteger without(BigInteger state, List<byte[]> operations) {
        BigInteger rest = state;
        for (byte[] operation : operations) {
            rest = rest.subtract(BigInteger.valueOf(amount(operation)));
        }
        return rest;
    }

    @Override
    public Value value(BigInteger state) {
        return state.bitLength() < Long.SIZE ? Value.of(state.longValue()) : Value.of(new BigDecimal(state));
    }

    /** The value says it all. */
    @Override
    public byte[] encode(BigInteger state) {
        return NOTHING;
    }

    @Override
    public BigInteger decode(byte[] encoded, Value value) {
        return switch (value) {
            case Value.Int number -> BigInteger.valueOf(number.value());
            case Value.Decimal number
            when number.value().scale() <= 0 -> number.value().toBigIntegerExact();
            case Value.Decimal number ->
                throw new AnkurahException.Fault("type.state", "a counter holds whole numbers, not " + number.value());
            default -> throw new AnkurahException.Fault("type.state", "a counter holds a " + value.kind());
        };
    }

    @Override
    public byte[] combine(byte[] first, byte[] second) {
        long a = amount(first);
        long b = amount(second);
        long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            throw new AnkurahException.Invalid(
                    "counter.amount",
                    "what one transaction adds to a counter has to fit in 64 bits, and " + a + " + " + b
                            + " does not; commit in between");
        }
        return body(sum);
    }

    @Override
    public byte[] erased(byte[] operation) {
        return ZERO;
    }

    @Override
    public @Nullable TypedOperation<BigInteger> restoring(BigInteger now, BigInteger was, BigInteger wanted) {
        BigInteger amount = wanted.subtract(was);
        if (amount.bitLength() >= Long.SIZE) {
            throw new AnkurahException.Invalid("counter.amount", amount + " does not fit in 64 bits");
        }
        return amount.signum() == 0 ? null : add(amount.longValue());
    }

    @Override
    public boolean sentAsEvents(BigInteger state) {
        return true;
    }
}
