package ankurah.core.model;

import ankurah.core.type.AddWinsSet;
import ankurah.core.type.Counter;
import ankurah.core.type.JsonMerge;
import ankurah.core.type.TypedOperation;
import ankurah.event.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the values of a record, for an entity or for JSON. Generated code fills it. */
public final class Values {
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, TypedOperation<?>> operations = new LinkedHashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
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

    public Values put(Property.Counting property, long value) {
        operations.put(property.stored(), Counter.add(value));
        return this;
    }

    public Values put(Property.Prose property, String text) {
        texts.put(property.stored(), text);
        return this;
    }

    public Values put(Property.Document property, Value.Json document) {
        boolean empty =
                document.root() instanceof Value.Obj object && object.fields().isEmpty();
        if (!empty) {
            operations.put(property.stored(), JsonMerge.at().set(document));
        }
        return this;
    }

    public <T> Values put(Property.Members<T> property, Set<T> elements) {
        List<Value> added = new ArrayList<>(elements.size());
        for (T element : elements) {
            added.add(property.items().encode(element));
        }
        if (!added.isEmpty()) {
            operations.put(property.stored(), AddWinsSet.addAll(added));
        }
        return this;
    }

    Map<String, TypedOperation<?>> operations() {
        return operations;
    }

    Map<String, String> texts() {
        return texts;
    }

    Map<String, Value> toMap() {
        return values;
    }

    Value.Obj toObject() {
        return new Value.Obj(values);
    }
}
