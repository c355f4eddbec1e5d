package ankurah.core.model;

import ankurah.core.Entity;
import ankurah.core.type.AddWinsSet;
import ankurah.core.type.Counter;
import ankurah.core.type.JsonMerge;
import ankurah.core.type.TextType;
import ankurah.event.AnkurahException;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.event.ValueText;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A property of a model: its names, how it is stored, whether it may be missing.
 *
 * @param <T> what it is in Java
 */
public abstract sealed class Property<T> {
    private final String name;
    private final String stored;
    private final ValueType<T> type;

    private Property(String name, String stored, ValueType<T> type) {
        this.name = name;
        this.stored = stored;
        this.type = type;
    }

    /** A property that has a value. */
    public static <T> Required<T> required(String name, ValueType<T> type) {
        return new Required<>(name, name, type, null);
    }

    /** A property that may be missing. */
    public static <T> Optional<T> optional(String name, ValueType<T> type) {
        return new Optional<>(name, name, type);
    }

    /** A number that is added to, which begins at 0. */
    public static Counting counter(String name) {
        return new Counting(name, name);
    }

    /** A text that several may edit at once; it begins empty. */
    public static Prose text(String name) {
        return new Prose(name, name);
    }

    /** A set of which a removal takes out what its author had seen; it begins empty. */
    public static <T> Members<T> members(String name, ValueType<T> items) {
        return new Members<>(name, name, items);
    }

    /** A JSON document that is written path by path; it begins empty. */
    public static Document document(String name) {
        return new Document(name, name);
    }

    /** The name that programs see. */
    public final String name() {
        return name;
    }

    /** The name that is stored: its first. */
    public final String stored() {
        return stored;
    }

    public final ValueType<T> type() {
        return type;
    }

    /** The data type that merges what several write at once. */
    public String dataType() {
        return Operation.LWW;
    }

    /** Whether a row must have a value of its own. */
    public abstract boolean mustBeStored();

    final Value toJson(T value) {
        return type.toJson(value);
    }

    final T decode(Entity entity, Value value) {
        T decoded;
        try {
            decoded = type.decode(value);
        } catch (AnkurahException.Conflict e) {
            throw Unreadable.inside(this, entity, e);
        }
        if (decoded == null) {
            throw Unreadable.of(this, entity, value);
        }
        return decoded;
    }

    final T decodeJson(Value json) {
        T decoded = type.fromJson(json);
        if (decoded == null) {
            throw Unreadable.field(this, json);
        }
        return decoded;
    }

    @Override
    public final String toString() {
        return name;
    }

    /** A counter. */
    public static final class Counting extends Property<Long> {
        private Counting(String name, String stored) {
            super(name, stored, Types.LONG);
        }

        /** This property with a name it had before. */
        public Counting storedAs(String first) {
            return new Counting(name(), first);
        }

        @Override
        public String dataType() {
            return Counter.TYPE.name();
        }

        @Override
        public boolean mustBeStored() {
            return false;
        }

        /** @throws AnkurahException.Conflict {@code model.unreadable} if the sum is beyond 64 bits */
        public long read(Entity entity) {
            Value value = entity.get(stored());
            return value.isNull() ? 0 : decode(entity, value);
        }
    }

    /** A text that several may edit at once. */
    public static final class Prose extends Property<String> {
        private Prose(String name, String stored) {
            super(name, stored, Types.STRING);
        }

        /** This property with a name it had before. */
        public Prose storedAs(String first) {
            return new Prose(name(), first);
        }

        @Override
        public String dataType() {
            return TextType.TYPE.name();
        }

        @Override
        public boolean mustBeStored() {
            return false;
        }

        /** Empty for a row that has no such text. */
        public String read(Entity entity) {
            Value value = entity.get(stored());
            return value.isNull() ? "" : decode(entity, value);
        }
    }

    /** A JSON document that is written path by path. */
    public static final class Document extends Property<Value.Json> {
        private static final Value.Json EMPTY = new Value.Json(new Value.Obj(Map.of()));

        private Document(String name, String stored) {
            super(name, stored, Types.JSON);
        }

        /** This property with a name it had before. */
        public Document storedAs(String first) {
            return new Document(name(), first);
        }

        @Override
        public String dataType() {
            return JsonMerge.TYPE.name();
        }

        @Override
        public boolean mustBeStored() {
            return false;
        }

        /** An object without fields for a row in which nothing was written. */
        public Value.Json read(Entity entity) {
            Value value = entity.get(stored());
            return value.isNull() ? EMPTY : decode(entity, value);
        }
    }

    /** A set that several may change at once. */
    public static final class Members<T> extends Property<Set<T>> {
        private final ValueType<T> items;

        private Members(String name, String stored, ValueType<T> items) {
            super(name, stored, new SetType<>(items));
            this.items = items;
        }

        /** This property with a name it had before. */
        public Members<T> storedAs(String first) {
            return new Members<>(name(), first, items);
        }

        /** What its elements are. */
        public ValueType<T> items() {
            return items;
        }

        @Override
        public String dataType() {
            return AddWinsSet.TYPE.name();
        }

        @Override
        public boolean mustBeStored() {
            return false;
        }

        /** @throws AnkurahException.Conflict {@code model.unreadable} if an element is none of the type */
        public Set<T> read(Entity entity) {
            Value value = entity.get(stored());
            return value.isNull() ? Set.of() : decode(entity, value);
        }
    }

    /** A property that has a value: its own, or the default. */
    public static final class Required<T> extends Property<T> {
        private final @Nullable Value fallback;

        private Required(String name, String stored, ValueType<T> type, @Nullable Value fallback) {
            super(name, stored, type);
            this.fallback = fallback;
        }

        /** This property with a name it had before. */
        public Required<T> storedAs(String first) {
            return new Required<>(name(), first, type(), fallback);
        }

        /**
         * This property with a value for rows that have none.
         *
         * @throws AnkurahException.Invalid {@code model.default} if the text is no value of its type
         */
        public Required<T> orElse(String text) {
            Value value = ValueText.read(type().kind(), text);
            if (value == null || !type().has(value)) {
                throw new AnkurahException.Invalid(
                        "model.default", "the default of " + name() + " is not " + type() + ": " + text);
            }
            return new Required<>(name(), stored(), type(), value);
        }

        /** What rows without a value read as; null if they must have one. */
        public @Nullable Value fallback() {
            return fallback;
        }

        @Override
        public boolean mustBeStored() {
            return fallback == null;
        }

        /** @throws AnkurahException.Conflict {@code model.unreadable} if the row's value is none of the type, or missing */
        public T read(Entity entity) {
            Value value = entity.get(stored());
            if (!value.isNull()) {
                return decode(entity, value);
            }
            if (fallback == null) {
                throw Unreadable.missing(this, entity);
            }
            return decode(entity, fallback);
        }

        /** @throws AnkurahException.Conflict {@code model.unreadable} if the field's value is none of the type, or missing */
        public T read(Value.Obj json) {
            Value value = json.fields().get(stored());
            if (value == null || value.isNull()) {
                throw Unreadable.missingField(this);
            }
            return decodeJson(value);
        }

        Value encode(T value) {
            if (value == null) {
                throw new AnkurahException.Invalid(
                        "model.null",
                        "'" + name() + "' has to have a value; mark it @Nullable in its model if it may be missing");
            }
            return type().encode(value);
        }
    }

    /** A property that may be missing. */
    public static final class Optional<T> extends Property<T> {
        private Optional(String name, String stored, ValueType<T> type) {
            super(name, stored, type);
        }

        /** This property with a name it had before. */
        public Optional<T> storedAs(String first) {
            return new Optional<>(name(), first, type());
        }

        @Override
        public boolean mustBeStored() {
            return false;
        }

        /** @throws AnkurahException.Conflict {@code model.unreadable} if the row's value is none of the type */
        public @Nullable T read(Entity entity) {
            Value value = entity.get(stored());
            return value.isNull() ? null : decode(entity, value);
        }

        /** @throws AnkurahException.Conflict {@code model.unreadable} if the field's value is none of the type */
        public @Nullable T read(Value.Obj json) {
            Value value = json.fields().get(stored());
            return value == null || value.isNull() ? null : decodeJson(value);
        }

        Value encode(@Nullable T value) {
            return value == null ? Value.NULL : type().encode(value);
        }
    }
}
