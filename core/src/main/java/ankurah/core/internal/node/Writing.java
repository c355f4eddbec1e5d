package ankurah.core.internal.node;

import ankurah.core.internal.type.Properties;
import ankurah.core.type.DataType;
import ankurah.core.type.TextType;
import ankurah.core.type.TypedOperation;
import ankurah.event.AnkurahException;
import ankurah.event.EventId;
import ankurah.event.Operation;
import ankurah.event.Value;
import ankurah.storage.EntityState;
import ankurah.storage.PropertyState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** How what a program asks for becomes operations, and what readers inside the transaction see of them. */
final class Writing {
    /** Stands for the id of the event that is not sealed yet: greater than any. */
    private static final EventId UNSEALED = unsealed();

    private final Properties properties;

    Writing(Properties properties) {
        this.properties = properties;
    }

    private static EventId unsealed() {
        byte[] bytes = new byte[EventId.BYTES];
        Arrays.fill(bytes, (byte) 0xff);
        return EventId.fromBytes(bytes);
    }

    /** The operation of a property's first event. */
    <S> Operation first(String property, TypedOperation<S> operation) {
        DataType<S> type = known(property, operation);
        return written(property, type, operation.write(type.initial(), null));
    }

    /** The operation that does what the draft did to the property so far, and this. */
    <S> Operation next(Draft draft, String property, TypedOperation<S> operation) {
        DataType<S> type = known(property, operation);
        draft.requireType(property, type.name());
        Operation earlier = draft.operation(property);
        if (earlier != null && earlier.version() != type.version()) {
            throw new AnkurahException.Invalid(
                    "event.data_type_differs",
                    "a transaction wrote '" + property + "' as " + earlier + " before it wrote it as " + type);
        }
        S seen = properties.current(type, draft.seen, property);
        return written(property, type, operation.write(seen, earlier == null ? null : earlier.body()));
    }

    private <S> DataType<S> known(String property, TypedOperation<S> operation) {
        DataType<S> type = operation.type();
        Properties.requireProperty(property, type.home(), type.name());
        DataType<?> known = properties.types().find(type.name(), type.version());
        if (known == null || known.getClass() != type.getClass()) {
            throw new AnkurahException.Invalid(
                    "type.unknown",
                    "this node does not know the data type " + type + "; open it with DataTypes.builtIn().with(...)");
        }
        return type;
    }

    private Operation written(String property, DataType<?> type, byte[] body) {
        Operation operation = new Operation(property, type.name(), type.version(), body);
        properties.check(operation);
        return operation;
    }

    /**
     * The entity as readers see it. A property starts again from what the transaction saw of it, because the operation
     * stands for all that was done to it since.
     */
    EntityState preview(Draft draft, EntityState before, Operation operation) {
        PropertyState seen = draft.seen.properties().get(operation.property());
        Map<String, PropertyState> changed = new TreeMap<>();
        PropertyState written = properties.apply(seen, before.id(), UNSEALED, operation, null);
        changed.put(operation.property(), written);
        DataType<?> type = properties.special(operation);
        if (type != null && type.home() != null) {
            properties.derive(before, written, changed);
        }
        return before.with(before.head(), changed);
    }

    /** The same for plain values. The event has no id yet, so nothing but the values is right. */
    static EntityState preview(EntityState before, Map<String, Value> values) {
        Map<String, PropertyState> changed = new LinkedHashMap<>();
        values.forEach(
                (property, value) -> changed.put(property, new PropertyState(Operation.LWW, 1, value, new byte[0])));
        return before.with(before.head(), changed);
    }

    /** The same for texts that are edited in a document of the transaction's own. */
    static EntityState previewTexts(EntityState before, Map<String, Value> texts) {
        Map<String, PropertyState> changed = new LinkedHashMap<>();
        texts.forEach((property, text) -> changed.put(
                property, new PropertyState(TextType.TYPE.name(), TextType.TYPE.version(), text, new byte[0])));
        return before.with(before.head(), changed);
    }
}
