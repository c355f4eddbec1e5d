package ankurah.core.model;

import ankurah.event.Value;
import org.jspecify.annotations.Nullable;

/** References to the entities of one model. */
final class RefType<T> extends ValueType<Ref<T>> {
    private final Ref.Factory<T> factory;
    private final ModelDescriptor.Source target;

    RefType(Ref.Factory<T> factory, ModelDescriptor.Source target) {
        super(Value.Kind.ID, "a reference");
        this.factory = factory;
        this.target = target;
    }

    ModelDescriptor target() {
        return target.model();
    }

    @Override
    public Value encode(Ref<T> value) {
        return Value.of(value.id());
    }

    @Override
    public @Nullable Ref<T> decode(Value value) {
        return value instanceof Value.Id id ? factory.of(id.value()) : null;
    }

    @Override
    boolean has(Value value) {
        return value instanceof Value.Id;
    }
}
