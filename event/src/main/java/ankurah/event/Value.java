package ankurah.event;

import ankurah.event.internal.Decimals;
import ankurah.event.internal.Strings;
import ankurah.event.internal.ValueOrder;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one value model of storage, indexes, filters, the reactor and the wire.
 *
 * <p>{@link #compareTo} is one total order over all values: by {@link Kind} in its declared order, where int, float and
 * decimal are one numeric order that compares exactly. Two values that compare as equal may differ in kind
 * ({@code 1}, {@code 1.0}); {@link #equals} tells those apart.
 */
@SuppressWarnings("ClassInitializationDeadlock") // nobody but the constants makes a Null or a Bool
public sealed interface Value extends Comparable<Value> {

    /** Lists and JSON nest at most this deep. */
    int MAX_DEPTH = 128;

    Value NULL = new Null();
    Value TRUE = new Bool(true);
    Value FALSE = new Bool(false);

    Kind kind();

    @Override
    default int compareTo(Value other) {
        return ValueOrder.compare(this, other);
    }

    /** The kinds, in the order of their values. {@code INT}, {@code FLOAT} and {@code DECIMAL} share one rank. */
    enum Kind {
        NULL,
        BOOL,
        INT,
        FLOAT,
        DECIMAL,
        STRING,
        BYTES,
        INSTANT,
        DATE,
        LOCAL_DATETIME,
        UUID,
        ID,
        JSON,
        LIST,
        /** A JSON object; stands only inside {@link Json}. */
        OBJECT;

        public boolean isNumeric() {
            return this == INT || this == FLOAT || this == DECIMAL;
        }

        /** Kinds of equal rank are compared by their values. */
        public int rank() {
            return isNumeric() ? INT.ordinal() : ordinal();
        }
    }

    static Value of(boolean value) {
        return value ? TRUE : FALSE;
    }

    static Value of(long value) {
        return new Int(value);
    }

    static Value of(double value) {
        return new Float(value);
    }

    static Value of(BigDecimal value) {
        return new Decimal(value);
    }

    static Value of(String value) {
        return new Str(value);
    }

    static Value of(EntityId value) {
        return new Id(value);
    }

    default boolean isNull() {
        return this instanceof Null;
    }

    record Null() implements Value {
        @Override
        public Kind kind() {
            return Kind.NULL;
        }
    }

    record Bool(boolean value) implements Value {
        @Override
        public Kind kind() {
            return Kind.BOOL;
        }
    }

    record Int(long value) implements Value {
        @Override
        public Kind kind() {
            return Kind.INT;
        }
    }

    /** A finite or infinite double. NaN is refused and -0.0 becomes 0.0, so that equality and order agree. */
    record Float(double value) implements Value {
        public Float {
            if (Double.isNaN(value)) {
                throw new AnkurahException.Invalid("value.nan", "NaN is not a value; use null for a missing number");
            }
            value = value == 0.0 ? 0.0 : value;
        }

        @Override
        public Kind kind() {
            return Kind.FLOAT;
        }
    }

    /**
     * An exact decimal without trailing zeros: 1.50 is 1.5. At most 1,000 significant digits and 1,000 digits behind
     * the point, and below 10^309 in magnitude, so that the shortest digits of every double fit.
     */
    record Decimal(BigDecimal value) implements Value {
        public Decimal {
            value = Decimals.canonical(value);
        }

        @Override
        public Kind kind() {
            return Kind.DECIMAL;
        }
    }

    /** Unicode text as given (no normalisation), without U+0000 and lone surrogates; ordered by code point. */
    record Str(String value) implements Value {
        public Str {
            Strings.requireValid(value);
        }

        @Override
        public Kind kind() {
            return Kind.STRING;
        }
    }

    /** Bytes, ordered as unsigned. */
    final class Bytes implements Value {
        private final byte[] value;

        public Bytes(byte[] value) {
            this.value = value.clone();
        }

        public byte[] value() {
            return value.clone();
        }

        /** The bytes without a copy, for readers that promise not to write to them. */
        public byte[] shared() {
            return value;
        }

        @Override
        public Kind kind() {
            return Kind.BYTES;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(value, that.value);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return "Bytes[" + value.length + "]";
        }
    }

    /** A point in time: microseconds since the Unix epoch. */
    record Instant(long micros) implements Value {
        @Override
        public Kind kind() {
            return Kind.INSTANT;
        }
    }

    /** A calendar date: days since 1970-01-01, in the years from -999,999,999 to 999,999,999. */
    record Date(long epochDay) implements Value {
        private static final long MIN_DAY = -365_243_219_162L;
        private static final long MAX_DAY = 365_241_780_471L;

        public Date {
            if (!isInRange(epochDay)) {
                throw new AnkurahException.Invalid(
                        "value.date_out_of_range",
                        "the day " + epochDay + " is not in the years from -999999999 to 999999999");
            }
        }

        public static boolean isInRange(long epochDay) {
            return epochDay >= MIN_DAY && epochDay <= MAX_DAY;
        }

        @Override
        public Kind kind() {
            return Kind.DATE;
        }
    }

    /** A date and time without a zone: microseconds since 1970-01-01T00:00 on the same wall clock. */
    record LocalDateTime(long micros) implements Value {
        @Override
        public Kind kind() {
            return Kind.LOCAL_DATETIME;
        }
    }

    record Uuid(long high, long low) implements Value {
        @Override
        public Kind kind() {
            return Kind.UUID;
        }
    }

    /** A reference to an entity. */
    record Id(EntityId value) implements Value {
        @Override
        public Kind kind() {
            return Kind.ID;
        }
    }

    /**
     * A JSON document. Its root is {@link Null}, {@link Bool}, {@link Int}, {@link Decimal}, {@link Str}, {@link List}
     * of such or {@link Obj}; there are no floats in it.
     */
    record Json(Value root) implements Value {
        public Json {
            Strings.requireJson(root, MAX_DEPTH);
        }

        @Override
        public Kind kind() {
            return Kind.JSON;
        }
    }

    record List(java.util.List<Value> items) implements Value {
        public List {
            items = java.util.List.copyOf(items);
        }

        @Override
        public Kind kind() {
            return Kind.LIST;
        }
    }

    /** The fields of a JSON object, iterated in order of their code points. Stands only inside {@link Json}. */
    record Obj(Map<String, Value> fields) implements Value {
        public Obj {
            TreeMap<String, Value> sorted = new TreeMap<>(Strings::compareCodePoints);
            for (Map.Entry<String, Value> field : fields.entrySet()) {
                Strings.requireValid(field.getKey());
                sorted.put(field.getKey(), field.getValue());
            }
            fields = Collections.unmodifiableMap(sorted);
        }

        @Override
        public Kind kind() {
            return Kind.OBJECT;
        }
    }
}
