package ankurah.core.model;

import ankurah.event.Value;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The constants of an enum, by their names. */
final class EnumType<T extends Enum<T>> extends ValueType<T> {
    private final List<T> constants;

    EnumType(List<T> constants) {
        super(Value.Kind.STRING, "one of " + constants.stream().map(Enum::name).collect(Collectors.joining(", ")));
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
}
