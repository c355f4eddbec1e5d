package ankurah.core.model;

import ankurah.event.Value;
import org.jspecify.annotations.Nullable;

/** Records inside of a model, stored whole as JSON objects. Generated code extends it. */
public abstract class RecordType<T> extends ValueType<T> {

    /** @param description with its article, for messages */
    protected RecordType(String description) {
        super(Value.Kind.JSON, description);
    }

    protected abstract T read(Value.Obj json);

    protected abstract Values write(T value, Values into);

    @Override
    public final Value encode(T value) {
        return new Value.Json(toJson(value));
    }

    @Override
    public final @Nullable T decode(Value value) {
        return value instanceof Value.Json json ? fromJson(json.root()) : null;
    }

    @Override
    final boolean has(Value value) {
        return decode(value) != null;
    }

    @Override
    final Value toJson(T value) {
        return write(value, Values.forJson()).toObject();
    }

    @Override
    final @Nullable T fromJson(Value json) {
        return json instanceof Value.Obj object ? read(object) : null;
    }
}
