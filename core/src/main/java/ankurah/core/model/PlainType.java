package ankurah.core.model;

import ankurah.event.Value;
import org.jspecify.annotations.Nullable;

/** A type that two functions tell, whose values are all those of its kind and no others. */
final class PlainType<T> extends ValueType<T> {

    /** From Java to what is stored. */
    interface Encoder<T> {
        Value encode(T value);
    }

    /** And back; null when it is no such value. */
    interface Decoder<T> {
        @Nullable
        T decode(Value value);
    }

    private final Encoder<T> encoder;
    private final Decoder<T> decoder;

    PlainType(Value.Kind kind, String description, Encoder<T> encoder, Decoder<T> decoder) {
        super(kind, description);
        this.encoder = encoder;
        this.decoder = decoder;
    }

    @Override
    public Value encode(T value) {
        return encoder.encode(value);
    }

    @Override
    public @Nullable T decode(Value value) {
        return decoder.decode(value);
    }

    @Override
    boolean has(Value value) {
        return value.kind() == kind();
    }
}
