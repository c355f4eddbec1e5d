package ankurah.core.model;

import ankurah.event.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the values of a record, for an entity or for JSON. Generated code fills it. */
public final class Values {
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final boolean json;

    private Values(boolean json) {
        this.json = json;
    }

    static Values forEntity() {
        return new Values(false);
    }

    static Values forJson() {
        return new Values(true);
    }

    public <T> Values put(Property.Required<T> property, T value) {
        values.put(property.stored(), json ? property.toJson(value) : property.encode(value));
        return this;
    }

    /** Null is left out. */
    public <T> Values put(Property.Optional<T> property, @Nullable T value) {
        if (value != null) {
            values.put(property.stored(), json ? property.toJson(value) : property.encode(value));
        }
        return this;
    }

    Map<String, Value> toMap() {
        return values;
    }

    Value.Obj toObject() {
        return new Value.Obj(values);
    }
}
