package ankurah.core.model;

import ankurah.event.Value;
import org.jspecify.annotations.Nullable;

/**
 * How a Java type is stored: as values of one kind, and inside of JSON as JSON has it (a date as its text, a floating number
 * as a decimal).
 */
public abstract class ValueType<T> {
    private final Value.Kind kind;
    private final String description;

    /** @param description with its article, for messages: {@code an int} */
    ValueType(Value.Kind kind, String description) {
        this.kind = kind;
        this.description = description;
    }

    public final Value.Kind kind() {
        return kind;
    }

    /** With its article, for messages: {@code an int}. */
    public final String description() {
        return description;
    }

    /** @throws ankurah.event.AnkurahException.Invalid {@code value.*} for what cannot be stored */
    public abstract Value encode(T value);

    /** The Java value of a stored one, which may be of another kind if nothing is lost; null when it is none. */
    public abstract @Nullable T decode(Value value);

    /** Whether {@link #decode} gives something, for who does not need it. */
    abstract boolean has(Value value);

    Value toJson(T value) {
        return JsonForm.of(encode(value));
    }

    @Nullable
    T fromJson(Value json) {
        Value value = JsonForm.read(kind, json);
        return value == null ? null : decode(value);
    }

    @Override
    public final String toString() {
        return description;
    }
}
