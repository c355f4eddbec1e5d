package ankurah.core.model;

import ankurah.event.Value;
import ankurah.event.internal.Lists;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The constants of an enum, by their names. */
final class EnumType<T extends Enum<T>> extends ValueType<T> {
    private final List<T> constants;

    EnumType(List<T> constants) {
        super(Value.Kind.STRING, "one of " + String.join(", ", Lists.map(constants, Enum::name)));
        this.constants = List.copyOf(constants);
    }

    @Override
    public Value encode(T value) {
        return Value.of(value.name());
    }

    @Override
    public @Nullable T decode(Value value) {
        if (value instanceof Value.Str name) {
            for (T constant : constants) {
                if (constant.name().equals(name.value())) {
                    return constant;
                }
            }
        }
        return null;
    }

    @Override
    boolean has(Value value) {
        return decode(value) != null;
    }
}
