package ankurah.core.model;

import ankurah.event.EntityId;
import ankurah.event.Value;
import ankurah.event.internal.UuidText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** The types a property may have. */
public final class Types {
    public static final ValueType<Boolean> BOOL = new PlainType<>(
            Value.Kind.BOOL, "a boolean", Value::of, value -> value instanceof Value.Bool b ? b.value() : null);

    public static final ValueType<Integer> INT =
            new NumberType<>(Value.Kind.INT, "an int", value -> Value.of((long) value), Numbers::asInt);

    public static final ValueType<Long> LONG = new NumberType<>(Value.Kind.INT, "a long", Value::of, Numbers::asLong);

    public static final ValueType<Double> DOUBLE =
            new NumberType<>(Value.Kind.FLOAT, "a double", Value::of, Numbers::asDouble);

    public static final ValueType<BigDecimal> DECIMAL =
            new NumberType<>(Value.Kind.DECIMAL, "a decimal", Value::of, Numbers::asDecimal);

    public static final ValueType<String> STRING = new PlainType<>(
            Value.Kind.STRING, "a text", Value::of, value -> value instanceof Value.Str s ? s.value() : null);

    public static final ValueType<byte[]> BYTES = new PlainType<>(
            Value.Kind.BYTES, "bytes", Value.Bytes::new, value -> value instanceof Value.Bytes b ? b.value() : null);

    /** Kept to the microsecond; what is finer is cut off. */
    public static final ValueType<Instant> INSTANT = new PlainType<>(
            Value.Kind.INSTANT,
            "an instant",
            Times::encode,
            value -> value instanceof Value.Instant i ? Times.instant(i) : null);

    public static final ValueType<LocalDate> DATE = new PlainType<>(
            Value.Kind.DATE,
            "a date",
            date -> new Value.Date(date.toEpochDay()),
            value -> value instanceof Value.Date d ? LocalDate.ofEpochDay(d.epochDay()) : null);

    /** Kept to the microsecond; what is finer is cut off. */
    public static final ValueType<LocalDateTime> LOCAL_DATETIME = new PlainType<>(
            Value.Kind.LOCAL_DATETIME,
            "a local datetime",
            Times::encode,
            value -> value instanceof Value.LocalDateTime l ? Times.localDateTime(l) : null);

    /** By way of its text: not every platform tells the halves of a UUID. */
    public static final ValueType<UUID> UUID = new PlainType<>(
            Value.Kind.UUID,
            "a UUID",
            uuid -> Objects.requireNonNull(UuidText.read(uuid.toString())),
            value -> value instanceof Value.Uuid u
                    ? java.util.UUID.fromString(UuidText.print(u.high(), u.low()))
                    : null);

    public static final ValueType<EntityId> ID =
            new PlainType<>(Value.Kind.ID, "an id", Value::of, value -> value instanceof Value.Id i ? i.value() : null);

    public static final ValueType<Value.Json> JSON =
            new PlainType<>(Value.Kind.JSON, "JSON", value -> value, value -> value instanceof Value.Json j ? j : null);

    private Types() {}

    /** References to the entities of one model. */
    public static <T> ValueType<Ref<T>> ref(Ref.Factory<T> factory, ModelDescriptor.Source target) {
        return new RefType<>(factory, target);
    }

    /** The constants of an enum, by their names. */
    public static <T extends Enum<T>> ValueType<T> constants(List<T> constants) {
        return new EnumType<>(constants);
    }

    /** Lists, which are whole values. */
    public static <T> ValueType<List<T>> list(ValueType<T> items) {
        return new ListType<>(items);
    }
}
