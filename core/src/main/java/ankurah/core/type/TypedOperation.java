package ankurah.core.type;

import org.jspecify.annotations.Nullable;

/**
 * What a transaction is to do to a property of some data type. Types offer their operations as methods that give one of
 * these, such as {@link Counter#add}.
 */
public final class TypedOperation<S> {
    private final DataType<S> type;
    private final Body<S> body;

    /** How an operation's bytes come from what its author saw. */
    @FunctionalInterface
    public interface Body<S> {
        /**
         * @param seen what the property held when the transaction began
         * @param earlier what the transaction has done to it already; null for nothing
         * @return one operation for both
         */
        byte[] write(S seen, byte @Nullable [] earlier);
    }

    private TypedOperation(DataType<S> type, Body<S> body) {
        this.type = type;
        this.body = body;
    }

    /** An operation that does not depend on what is there. */
    public static <S> TypedOperation<S> of(DataType<S> type, byte[] operation) {
        return new TypedOperation<>(
                type, (seen, earlier) -> earlier == null ? operation : type.combine(earlier, operation));
    }

    public static <S> TypedOperation<S> of(DataType<S> type, Body<S> body) {
        return new TypedOperation<>(type, body);
    }

    public DataType<S> type() {
        return type;
    }

    /** One operation for what the transaction did earlier and this. */
    public byte[] write(S seen, byte @Nullable [] earlier) {
        return body.write(seen, earlier);
    }

    @Override
    public String toString() {
        return "TypedOperation[" + type + "]";
    }
}
