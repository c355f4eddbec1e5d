package ankurah.core.model;

import ankurah.event.Value;
import org.jspecify.annotations.Nullable;

/**
 * A type of numbers: those of other kinds that say the same are values of it, too. Nothing to a {@link PlainType}, or all that decodes
 * those would be part of a program that only asks what {@link #has} tells.
 */
final class NumberType<T> extends ValueType<T> {
    private final PlainType.Encoder<T> encoder;
    private final PlainType.Decoder<T> decoder;

    NumberType(Value.Kind kind, String description, PlainType.Encoder<T> encoder, PlainType.Decoder<T> decoder) {
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
        return decoder.decode(value) != null;
    }
}
